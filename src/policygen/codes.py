"""The problem codes: for each, what it means and how to mend it (`policygen explain CODE`).

`docs/problems.md` is made from this table by `scripts/problem_docs.py`, and a test compares them.
"""

from __future__ import annotations

from typing import Final, NamedTuple


class Code(NamedTuple):
    """`summary`: one line; `explanation`: a few sentences of what, why and remedy, in Markdown."""

    summary: str
    explanation: str


CODES: Final[dict[str, Code]] = {
    "files/case-clash": Code(
        "two ids differ in nothing but case",
        "Many disks and hosts do not tell `Plan.md` from `plan.md`, so one page would overwrite the other. Rename "
        "one of the files.",
    ),
    "files/control": Code(
        "a control character stands in a text",
        "Characters such as NUL have no business in a text and can upset the programs that read it. They usually "
        "come from a damaged copy; delete them.",
    ),
    "files/duplicate-id": Code(
        "several files have one id",
        "A file's name without its ending is its id and the address of its page, in whatever folder it lies. "
        "Rename all files but one.",
    ),
    "files/encoding": Code(
        "a file is not UTF-8",
        "All texts are UTF-8. Chinese texts from elsewhere are often GB 18030 (GBK), and some editors save "
        "UTF-16; open the file in its encoding and save it as UTF-8.",
    ),
    "files/id": Code(
        "a file's name cannot be an id",
        "The name of a policy's file becomes the address of its page: lower-case letters, digits and single "
        "hyphens. The name of an article's file may have letters of any script, digits, hyphens and underscores. "
        "`index` is kept for lists, and 200 bytes are the most.",
    ),
    "files/language": Code(
        "a file of interface text is not named after a language",
        "Files in `content/locales/` are named by a language code: `zh.po`, `pt-BR.po`.",
    ),
    "files/link": Code(
        "a symbolic link that is not followed",
        "Links that lead out of `content/` could publish any file of the machine, and links to folders could go "
        "round in circles. Copy or move the files into the tracker. A link to a file inside `content/` is fine.",
    ),
    "files/mapped-id": Code(
        "an article's id is not its file's name",
        "Spaces, dots and punctuation in the name of an article's file become hyphens in its id. Records cite the "
        "article by the id; rename the file to make both the same.",
    ),
    "files/no-base": Code(
        "a translation without the text it translates",
        "`plan.zh.md` is the Chinese text beside `plan.md`, which is missing. Rename one of the two, or call the "
        "original `plan.md`.",
    ),
    "files/no-content": Code(
        "the folder is no tracker",
        "A tracker is a folder with `content/` in it. Name the tracker's folder on the command line, or start one "
        "with `policygen new`.",
    ),
    "files/no-site": Code(
        "`content/site.yaml` is missing",
        "Title, languages and home country of the tracker are written in `content/site.yaml`; nothing can be "
        "built without.",
    ),
    "files/size": Code(
        "a file is too large",
        "Texts of more than 5 MB are not read: they are data or a mistake. Split the file, or keep only its text.",
    ),
    "files/unexpected": Code(
        "a file that nothing reads",
        "The file lies where it is not looked for, or its ending is not one that is read there. Rename or move "
        "it; hidden files, backups and README files are left alone without a word.",
    ),
    "files/unreadable": Code(
        "a file or folder cannot be read",
        "The system refused to open it. Mend its permissions, or delete it if it is no regular file.",
    ),
    "front-matter/unclosed": Code(
        "front matter that never ends",
        "A file that starts with a line of `---` has front matter up to the next line of `---` or `...`. Write "
        "that line after the last key, with exactly three ordinary hyphens.",
    ),
    "link/absolute": Code(
        "a link starts at the root of the host",
        "A link such as `/about.html` works only where the site stands at the root of a host. The site must work under "
        "any path and from disk: link relatively (`../about.html`).",
    ),
    "link/anchor": Code(
        "a link leads to a place that its page does not have",
        "The page exists, but nothing on it has the id after the `#`. Correct the link or the heading.",
    ),
    "link/broken": Code(
        "a link leads to no file of the site",
        "The address names a file that the build does not write. Links to pages name the file (`regions/jiangsu.html`, "
        "`index.html`), never a folder, so that they work from disk.",
    ),
    "link/duplicate-id": Code(
        "an id is given twice on one page",
        "Ids are what links lead to, so each may stand once on a page. In an article, two headings must not be given "
        "the same id.",
    ),
    "link/load": Code(
        "a page would load something from elsewhere",
        "Pages load nothing from other hosts: no picture, style sheet or script. Put the file into the site and link "
        "it relatively, or make it a link that readers may follow.",
    ),
    "link/orphan": Code(
        "a page cannot be reached from the home page",
        "No chain of links leads from the home page to this page, so readers will not find it.",
    ),
    "link/outside": Code(
        "a link leads out of the folder of the site",
        "The address climbs above the home page (`../../`), where on another host something else stands.",
    ),
    "link/scheme": Code(
        "a link has a scheme that pages must not use",
        "Links may use `http`, `https`, `mailto` and `tel`. Others, such as `javascript` and `data`, run code or hide "
        "what they lead to, and an address without scheme (`//example.org`) does not work from disk.",
    ),
    "yaml/alias": Code(
        "a YAML alias",
        "`*name` repeats what was written elsewhere, which hides what a record says. Write the value out. A value "
        "that starts with an asterisk goes in double quotes.",
    ),
    "yaml/anchor": Code(
        "a YAML anchor",
        "`&name` marks a value for repetition, which is not read. Delete it, and write the value out wherever it "
        "is needed. A value that starts with an ampersand goes in double quotes.",
    ),
    "yaml/character": Code(
        "an invisible character in YAML",
        "Control characters and byte order marks inside YAML make keys and values look like others. Delete them.",
    ),
    "yaml/depth": Code(
        "YAML nested too deeply",
        "No field needs lists and mappings more than a few levels deep; beyond 20 they are taken for an attack or "
        "an accident.",
    ),
    "yaml/directive": Code(
        "a YAML directive",
        "Lines such as `%YAML 1.2` change how a file is read. Delete them.",
    ),
    "yaml/documents": Code(
        "several YAML documents in one file",
        "A line of `---` starts a second document. One file holds one; put the second into a file of its own.",
    ),
    "yaml/duplicate-key": Code(
        "a key is given twice",
        "Most readers of YAML keep one of the two values without a word. Keep one, or make a list of the values.",
    ),
    "yaml/indent": Code(
        "full-width or no-break spaces before a key",
        "YAML takes them for letters of the key. Chinese input methods write them; indent with ordinary spaces.",
    ),
    "yaml/key": Code(
        "something that cannot be a key",
        "A key is a short text on one line, neither empty nor a list or mapping.",
    ),
    "yaml/merge-key": Code(
        "a YAML merge key",
        "`<<` copies the keys of another mapping, which hides what a record says. Write the keys out.",
    ),
    "yaml/no-value": Code(
        "a key in brackets without value",
        "In `{a:1}` the key is `a:1`, for want of a space after the colon. Write `{a: 1}`.",
    ),
    "yaml/not-keys": Code(
        "a list or a text where keys and values belong",
        "Front matter and files of settings are lines of `key: value`. A full-width colon, or a colon without a "
        "space after it, makes a text of the line.",
    ),
    "yaml/size": Code(
        "too much YAML in one file",
        "Front matter and YAML files of more than two million characters are not read. Split the file.",
    ),
    "yaml/syntax": Code(
        "text that is not YAML",
        "The message says what stands in the way. Most often a value needs double quotes because it holds a colon "
        "and a space or starts with a mark such as `@`, `*`, `%` or a bracket; or a line is not indented like its "
        "neighbours.",
    ),
    "yaml/tag": Code(
        "a YAML tag",
        "`!!str` and the like tell a reader the type of a value. Every value is text until its field asks for "
        "more; delete the tag. A value that starts with an exclamation mark goes in double quotes.",
    ),
}
