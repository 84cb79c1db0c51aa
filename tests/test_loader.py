"""A tracker's folder read from disk: order, ids, and every file that is refused or left alone."""

import os
from pathlib import Path

import pytest

from policygen import loader
from policygen.codes import CODES
from policygen.loader import Loaded, decode_text, find_templates, load_package_data, load_tracker
from policygen.source import plain
from policygen.syntax import split_document

SITE = "title: {en: Tracker}\nlanguages: [en]\nhome: CN\n"


@pytest.fixture
def tracker(tmp_path: Path):
    """Writes files under content/ and loads the folder."""

    def load(files: dict[str, str | bytes], *, site: str | None = SITE) -> Loaded:
        for name, text in {**({"site.yaml": site} if site else {}), **files}.items():
            path = tmp_path / "content" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return load_tracker(tmp_path)

    return load


def told(loaded: Loaded) -> list[str]:
    assert all(problem.code in CODES for problem in loaded.problems)
    return [f"{p.span}: {p.severity}: {p.message} [{p.code}] {p.help}".rstrip() for p in loaded.problems]


def test_a_tracker_is_documents_and_nodes(tracker):
    loaded = tracker(
        {
            "articles/roadmap.md": "---\ntitle: Roadmap\n---\nText\n",
            "articles/2022/003_bf7e.txt": "Plain text\n",
            "articles/路线图.markdown": "文\n",
            "policies/jiangsu/plan.md": "---\nregion: 江苏\n---\nSummary\n",
            "policies/jiangsu/plan.zh.md": "---\ntitle: 计划\n---\n摘要\n",
            "policies/top.md": "---\nregion: CN\n---\n",
            "regions/zones.yaml": "- id: x\n",
            "vocabulary/metrics.yml": "- id: y\n",
            "locales/zh.po": 'msgid ""\nmsgstr ""\n',
        }
    )
    assert told(loaded) == []
    assert loaded.site is not None
    assert plain(loaded.site) == {"title": {"en": "Tracker"}, "languages": ["en"], "home": "CN"}
    assert list(loaded.articles) == ["003_bf7e", "roadmap", "路线图"]
    assert list(loaded.policies) == ["plan", "top"]
    plan = loaded.policies["plan"]
    assert (plan.id, plan.file.path) == ("plan", "content/policies/jiangsu/plan.md")
    assert plan.file.text == "---\nregion: 江苏\n---\nSummary\n"
    assert {language: file.path for language, file in plan.translations.items()} == {
        "zh": "content/policies/jiangsu/plan.zh.md"
    }
    assert {path: plain(node) for path, node in loaded.regions.items()} == {"content/regions/zones.yaml": [{"id": "x"}]}
    assert list(loaded.vocabulary) == ["content/vocabulary/metrics.yml"]
    assert list(loaded.locales) == ["zh"]
    assert list(loaded.files) == sorted(loaded.files)
    assert len(loaded.files) == 10
    assert loaded.broken == frozenset()


def test_byte_order_mark_and_line_ends_do_not_matter(tracker):
    loaded = tracker({"articles/a.md": b"\xef\xbb\xbf---\r\ntitle: x\r\n---\r\none\rtwo\r\n"})
    document, _ = split_document(loaded.articles["a"].file)
    assert document is not None
    assert plain(document.front) == {"title": "x"}
    assert (document.body, document.body_line) == ("one\ntwo\n", 4)


def test_order_does_not_depend_on_the_disk(tracker, monkeypatch):
    files = {f"articles/{name}.md": "x" for name in "cabed"} | {"policies/z/y.md": "x", "policies/b/x.md": "x"}
    first = tracker(files)

    class Backwards:
        def __init__(self, folder):
            self.items = sorted(real(folder), key=lambda item: item.name, reverse=True)

        def __enter__(self):
            return iter(self.items)

        def __exit__(self, *_):
            return None

    real = os.scandir
    monkeypatch.setattr(loader.os, "scandir", Backwards)
    second = load_tracker(first.root)
    assert second == first
    assert list(second.articles) == list(first.articles) == ["a", "b", "c", "d", "e"]


def test_hidden_files_backups_and_readmes_are_left_alone(tracker):
    left_alone = (
        ".DS_Store",
        ".git/x.md",
        "a.md~",
        "#a.md#",
        "a.md.bak",
        ".a.md.swp",
        "~$a.md",
        "README.md",
        "readme.zh.md",
    )
    loaded = tracker({f"articles/{name}": b"\xff" for name in left_alone})
    assert told(loaded) == []
    assert list(loaded.files) == ["content/site.yaml"]


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        (
            {"articles/x.pdf": "x"},
            'content/articles/x.pdf:1:1: warning: "content/articles/x.pdf" is not read [files/unexpected] '
            "files in content/articles/ end in .md, .markdown, .txt",
        ),
        (
            {"regions/x.json": "{}"},
            'content/regions/x.json:1:1: warning: "content/regions/x.json" is not read [files/unexpected] '
            "files in content/regions/ end in .yaml, .yml",
        ),
        (
            {"policy/x.md": ""},
            'content/policy/x.md:1:1: warning: "content/policy/x.md" is not read [files/unexpected] '
            'did you mean "policies"?',
        ),
        (
            {"site.yml": ""},
            'content/site.yml:1:1: warning: "site.yml" is not read [files/unexpected] did you mean "site.yaml"?',
        ),
        (
            {"notes/x.md": ""},
            'content/notes/x.md:1:1: warning: "content/notes/x.md" is not read [files/unexpected] '
            "the folders of content/ are articles, policies, regions, vocabulary, locales, changes",
        ),
        (
            {"articles/a b.md": ""},
            'content/articles/a b.md:1:1: warning: the article "a b" gets the id "a-b" [files/mapped-id] '
            "cite it by that id, or rename the file to a-b.md",
        ),
        (
            {"articles/v1.2 “plan”.md": ""},
            'content/articles/v1.2 “plan”.md:1:1: warning: the article "v1.2 “plan”" gets the id "v1-2-plan" '
            "[files/mapped-id] cite it by that id, or rename the file to v1-2-plan.md",
        ),
        (
            {"policies/Nanjing Plan.md": ""},
            'content/policies/Nanjing Plan.md:1:1: error: the id "Nanjing Plan" has more than lower-case letters, '
            "digits and single hyphens [files/id] rename the file to nanjing-plan.md",
        ),
        (
            {"policies/南京-2022.md": ""},
            'content/policies/南京-2022.md:1:1: error: "南京-2022" cannot be an id [files/id] '
            "rename the file: its name becomes the address of a page, such as nanjing-jiangning-measures.md",
        ),
        (
            {"articles/index.md": ""},
            'content/articles/index.md:1:1: error: "index" is kept for lists [files/id] '
            "rename the file: its name becomes the address of a page, such as nanjing-jiangning-measures.md",
        ),
        (
            {"policies/a/x.md": "", "policies/b/x.md": "", "policies/x.txt": ""},
            'content/policies/x.txt:1:1: error: 3 files have the id "x": content/policies/a/x.md, '
            "content/policies/b/x.md, content/policies/x.txt [files/duplicate-id] rename all but one of them",
        ),
        (
            {"policies/x.md": "", "policies/x.zh.md": "", "policies/x.zh.txt": ""},
            'content/policies/x.zh.txt:1:1: error: 2 files have the id "x.zh": content/policies/x.zh.md, '
            "content/policies/x.zh.txt [files/duplicate-id] rename all but one of them",
        ),
        (
            {"articles/Plan.md": "", "articles/2022/plan.md": ""},
            'content/articles/2022/plan.md:1:1: error: the ids "Plan", "plan" differ in nothing but case: '
            "content/articles/Plan.md, content/articles/2022/plan.md [files/case-clash] rename one of the files",
        ),
        (
            {"policies/plan.md": "", "policies/plam.zh.md": ""},
            'content/policies/plam.zh.md:1:1: error: no policy "plam" for this translation into "zh" [files/no-base] '
            'did you mean "plan"?',
        ),
        (
            {"articles/x.en.txt": ""},
            'content/articles/x.en.txt:1:1: error: no article "x" for this translation into "en" [files/no-base] '
            "call the original x.txt",
        ),
        (
            {"locales/Chinese.po": ""},
            'content/locales/Chinese.po:1:1: error: "Chinese" is not a language code [files/language] '
            "name the file <language>.po, such as zh.po",
        ),
        (
            {"articles/x.md": "标题\n元宇宙产业\n".encode("gb18030")},
            "content/articles/x.md:1:1: error: byte 0xB1 is not UTF-8 [files/encoding] "
            "save the file as UTF-8; it may be GB 18030 (GBK)",
        ),
        (
            {"articles/x.md": "一\n二三".encode() + b"\xff"},
            "content/articles/x.md:2:3: error: byte 0xFF is not UTF-8 [files/encoding] save the file as UTF-8",
        ),
        (
            {"articles/x.md": "一".encode("utf-16")},
            "content/articles/x.md:1:1: error: the file is UTF-16, not UTF-8 [files/encoding] save it as UTF-8",
        ),
        (
            {"articles/x.md": "一\r\n二\x00三"},
            "content/articles/x.md:2:2: error: the control character U+0000 stands in the text [files/control] "
            "delete it",
        ),
        (
            {"articles/x.md": "x" * (loader.MAX_BYTES + 1)},
            "content/articles/x.md:1:1: error: the file has more than 5000000 bytes [files/size] "
            "split it, or keep only the text",
        ),
        (
            {"vocabulary/x.yaml": "- id: @x\n"},
            'content/vocabulary/x.yaml:1:7: error: a value cannot start with "@" [yaml/syntax] '
            "put the whole value in double quotes",
        ),
    ],
)
def test_one_strange_file_one_complaint(tracker, files, complaint):
    assert told(tracker(files)) == [complaint]


def test_ids_whose_file_cannot_be_read_are_known(tracker):
    loaded = tracker({"articles/x.md": b"\xff", "policies/z.md": "", "articles/x.zh.md": "---\n"})
    assert loaded.broken == {"x"}
    assert list(loaded.articles) == []
    assert [p.code for p in loaded.problems] == ["files/encoding", "front-matter/unclosed"]


def test_a_folder_that_is_no_tracker(tmp_path):
    loaded = load_tracker(tmp_path)
    assert told(loaded) == [
        "content:1:1: error: no content/ here [files/no-content] "
        "name the tracker's folder on the command line, or start one with `policygen new`"
    ]
    assert loaded.site is None


def test_a_tracker_without_settings(tracker):
    assert told(tracker({"articles/a.md": "x"}, site=None)) == [
        "content/site.yaml:1:1: error: no content/site.yaml here [files/no-site] "
        "write one with at least `title: ...` and `languages: [...]`"
    ]


def test_links_are_followed_to_files_of_the_content_only(tracker, tmp_path):
    tracker({"articles/a.md": "x", "policies/sub/b.md": "x"})
    (tmp_path / "secret.md").write_text("secret")
    articles = tmp_path / "content" / "articles"
    (articles / "inside.md").symlink_to("a.md")
    (articles / "outside.md").symlink_to(tmp_path / "secret.md")
    (articles / "loop").symlink_to(articles)
    (articles / "gone.md").symlink_to("nowhere.md")
    loaded = load_tracker(tmp_path)
    assert list(loaded.articles) == ["a", "inside"]
    assert told(loaded) == [
        'content/articles/gone.md:1:1: error: "content/articles/gone.md" is not a regular file [files/unreadable] '
        "delete it",
        'content/articles/loop:1:1: error: "content/articles/loop" is a link to a folder [files/link] '
        "move the folder here, or delete the link",
        'content/articles/outside.md:1:1: error: "content/articles/outside.md" is a link that leads out of content/ '
        "[files/link] copy the file here",
    ]


def test_a_pipe_is_not_read(tracker, tmp_path):
    tracker({"articles/a.md": "x"})
    os.mkfifo(tmp_path / "content" / "articles" / "pipe.md")
    assert [p.code for p in load_tracker(tmp_path).problems] == ["files/unreadable"]


def test_a_file_the_system_refuses(tracker, tmp_path, monkeypatch):
    tracker({"articles/a.md": "x", "articles/b.md": "x"})
    real = open

    def refuse(path, mode):
        if str(path).endswith("a.md"):
            raise PermissionError(13, "Permission denied")
        return real(path, mode)

    monkeypatch.setattr("builtins.open", refuse)
    loaded = load_tracker(tmp_path)
    assert told(loaded) == [
        'content/articles/a.md:1:1: error: "content/articles/a.md" cannot be read: Permission denied [files/unreadable]'
    ]
    assert list(loaded.articles) == ["b"]


def test_a_name_that_cannot_be_printed(tracker, tmp_path):
    tracker({"articles/a.md": "x"})
    (tmp_path / "content" / "articles" / "b\n.md").write_text("x")
    assert told(load_tracker(tmp_path)) == [
        r'content/articles/b\n.md:1:1: error: the name "b\n.md" has characters that cannot be printed [files/id] '
        "rename the file"
    ]


def test_decomposed_names_are_the_composed_id(tracker):
    loaded = tracker({"articles/cafe\u0301.md": "x"})
    assert list(loaded.articles) == ["caf\u00e9"]


def test_decoding_keeps_what_can_be_shown():
    file, problems = decode_text(b"good \xff line\r\nnext", "x.md")
    assert file.text == "good \ufffd line\nnext"
    assert [str(p.span) for p in problems] == ["x.md:1:6"]


def test_the_package_brings_its_own_data():
    files = load_package_data()
    assert list(files) == sorted(files)
    assert all(file.path == f"policygen/data/{path}" for path, file in files.items())


def test_the_trackers_templates_come_first(tmp_path):
    (shipped,) = find_templates(tmp_path)
    assert shipped.is_dir()
    (tmp_path / "templates").mkdir()
    assert find_templates(tmp_path) == [tmp_path / "templates", shipped]
    assert find_templates(shipped.parent) == [shipped]
