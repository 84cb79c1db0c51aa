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
    "article/checked": Code(
        "a link is said to be checked that is not there",
        "`checked:` is the day on which somebody opened the address in `url:`. Add the address, or take the day out.",
    ),
    "article/empty": Code(
        "an article without text",
        "Nothing can be cited from it: the file holds front matter and nothing else, or nothing at all. Paste the "
        "article's text below the front matter, or take the file out.",
    ),
    "article/kind": Code(
        "an article is neither official nor press",
        "`kind:` decides which source is followed where two disagree: `official` for what a public body "
        "published itself, `press` (the default) for everything else.",
    ),
    "article/same-language": Code(
        "a translation in the article's own language",
        "`<id>.en.md` beside an English `<id>.md` translates nothing. Name the file after the language it is "
        "translated to, or correct `language:` of the article.",
    ),
    "article/sections-differ": Code(
        "a translation has more or fewer sections than the article",
        "`<id>.en.md` shows the article section by section, under the article's own addresses. Give every heading "
        "of the article a heading in the translation, in the same order, and text before the first heading only "
        "where the article has some.",
    ),
    "build/catalogue": Code(
        "a file of interface texts cannot be read",
        "`content/locales/<language>.po` holds your own words for the interface, as a gettext catalogue. Correct "
        "what "
        "the message names, or delete the file to have the built-in words.",
    ),
    "build/no-words": Code(
        "the interface is not in a language of the tracker",
        "policygen speaks English and Chinese. For any other language its buttons, headings and sentences are English "
        "until you write them: `content/locales/<language>.po` is a gettext catalogue with the English texts as ids; "
        "`src/policygen/data/locales/zh.po` is the one to copy. A variant (`zh-TW`, `pt-BR`) has the texts of its "
        "language and needs only those that differ.",
    ),
    "build/same-path": Code(
        "two files of the site would have the same path",
        "Each page and each data file needs a path of its own, and on many disks upper and lower case are the same. "
        "Rename one of them.",
    ),
    "changes/json": Code(
        "a file of changes is no JSON",
        "The files in `content/changes/` are written by `policygen diff --write`. Mend the place the message names, "
        "take the file back from version control, or delete it and run the command again.",
    ),
    "changes/shape": Code(
        "a file of changes holds something else than changes",
        "A file in `content/changes/` is named after its day and lists what was added, removed and changed on it; "
        "`docs/following.md` shows one. An entry may be taken out whole; one that is edited keeps its shape.",
    ),
    "check/article-older": Code(
        "an article is older than what it tells of",
        "The article's date lies before the day the act was announced, so one of them is wrong. Correct it; "
        "where it cannot be known, leave the article's date less precise and say why in its `note:`.",
    ),
    "check/deadline-after": Code(
        "a promise falls due after the policy's period",
        "The deadline begins after the last day of the period of the policy. Correct one of them.",
    ),
    "check/deadline-before": Code(
        "a promise falls due before it was made",
        "The deadline ends before the policy was announced. Correct one of them.",
    ),
    "check/read-later": Code(
        "a source was read after the as-of date",
        "Fine when the site is built for an earlier day on purpose; else a slip in `read:`.",
    ),
    "check/read-too-early": Code(
        "a source was read before it appeared",
        "Correct `read:` of the source, or the date of the article.",
    ),
    "check/same-title": Code(
        "two records are of one act",
        "One act is one record with all its sources; two records of the same place with the same title would "
        "be counted twice.",
    ),
    "article/translation-of": Code(
        "the original of a translation is not there",
        "`translation of:` names the id of an article of this tracker.",
    ),
    "check/uncited-article": Code(
        "no record cites an article",
        "Write records from it, or take it out.",
    ),
    "check/unused-source": Code(
        "nothing is quoted from a source",
        "The record names a source but no value of it comes with words from there. Quote what it says under "
        "`also:`; a source that merely tells of the act may stay.",
    ),
    "evidence/ambiguous-section": Code(
        "several sections have the cited heading",
        "An article may repeat a heading. The address of each section on the article's page tells them apart: "
        '`section: "#plans-2"`, in quotes because of the `#`.',
    ),
    "evidence/does-not-follow": Code(
        "a value does not follow from its words",
        "The words quoted give another figure or date than the record. Correct the value, or quote the words "
        "that give it.",
    ),
    "evidence/needless-differs": Code(
        "a reason for a difference that is none",
        "`differs:` explains why another source gives another value; this one gives the same. Take it out.",
    ),
    "evidence/no-source": Code(
        "a part of a record does not say where it was read",
        "A record with several sources says for every part which one it was read from: `source: <short "
        "name>`. With a single source it may be left out.",
    ),
    "evidence/no-words": Code(
        "another source is quoted without words",
        "An entry of `also:` holds what the source says, as `value:` or `written:`.",
    ),
    "evidence/not-found": Code(
        "the quoted words do not stand in the cited section",
        "A figure without evidence is not published. Quote the words exactly as the article has them (case, "
        "width and white space do not matter), or cite the section they stand in. When they stand in another "
        "section, the help says which.",
    ),
    "evidence/not-in-written": Code(
        "a figure's words do not stand in its passage",
        "`written:` is the longer passage that shows what a figure means; it must hold the figure's own words.",
    ),
    "evidence/undeclared-disagreement": Code(
        "two sources give different values and the record does not say so",
        "Sources that disagree are shown disagreeing. Add `differs:` with the reason to the entry of `also:`;"
        " the value that the record follows must be that of the source the rules pick.",
    ),
    "evidence/unknown-article": Code(
        "a source names an article that is not there",
        "`article:` is the id of a file in `content/articles/`: its name without ending.",
    ),
    "evidence/unknown-section": Code(
        "the cited article has no such section",
        "`section` is the heading as the article has it; marks, spaces, case and full-width forms do not matter. "
        "An article without headings is cited without `section`.",
    ),
    "evidence/unknown-source": Code(
        "a part names a source the record does not have",
        "`source:` is one of the short names under `sources:` of the same record.",
    ),
    "evidence/wrong-source": Code(
        "the record follows the wrong one of two sources",
        "Where sources disagree the original goes before its translation, official before press, later before"
        " earlier. Make the other one's value the record's own.",
    ),
    "files/case-clash": Code(
        "two ids differ in nothing but case",
        "Many disks and hosts do not tell `Plan.md` from `plan.md`, so one page would overwrite the other. "
        "Rename one of the files.",
    ),
    "files/control": Code(
        "a control character stands in a text",
        "Characters such as NUL have no business in a text and can upset the programs that read it. They "
        "usually come from a damaged copy; delete them.",
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
        "hyphens. The name of an article's file may have letters of any script, digits, hyphens and "
        "underscores. `index` is kept for lists, and 200 bytes are the most.",
    ),
    "files/language": Code(
        "a file of interface text is not named after a language",
        "Files in `content/locales/` are named by a language code: `zh.po`, `pt-BR.po`.",
    ),
    "files/link": Code(
        "a symbolic link that is not followed",
        "Links that lead out of `content/` could publish any file of the machine, and links to folders could "
        "go round in circles. Copy or move the files into the tracker. A link to a file inside `content/` is "
        "fine.",
    ),
    "files/mapped-id": Code(
        "an article's id is not its file's name",
        "Spaces, dots and punctuation in the name of an article's file become hyphens in its id. Records cite"
        " the article by the id; rename the file to make both the same.",
    ),
    "files/no-base": Code(
        "a translation without the text it translates",
        "`plan.zh.md` is the Chinese text beside `plan.md`, which is missing. Rename one of the two, or call "
        "the original `plan.md`.",
    ),
    "files/no-content": Code(
        "the folder is no tracker",
        "A tracker is a folder with `content/` in it. Name the tracker's folder on the command line, or start"
        " one with `policygen new`.",
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
        "The file lies where it is not looked for, or its ending is not one that is read there. Rename or "
        "move it; hidden files, backups and README files are left alone without a word.",
    ),
    "files/unreadable": Code(
        "a file or folder cannot be read",
        "The system refused to open it. Mend its permissions, or delete it if it is no regular file.",
    ),
    "front-matter/unclosed": Code(
        "front matter that never ends",
        "A file that starts with a line of `---` has front matter up to the next line of `---` or `...`. "
        "Write that line after the last key, with exactly three ordinary hyphens.",
    ),
    "link/absolute": Code(
        "a link starts at the root of the host",
        "A link such as `/about.html` works only where the site stands at the root of a host. The site must "
        "work under any path and from disk: link relatively (`../about.html`).",
    ),
    "link/anchor": Code(
        "a link leads to a place that its page does not have",
        "The page exists, but nothing on it has the id after the `#`. Correct the link or the heading.",
    ),
    "link/broken": Code(
        "a link leads to no file of the site",
        "The address names a file that the build does not write. Links to pages name the file "
        "(`regions/jiangsu.html`, `index.html`), never a folder, so that they work from disk.",
    ),
    "link/duplicate-id": Code(
        "an id is given twice on one page",
        "Ids are what links lead to, so each may stand once on a page. In an article, two headings must not "
        "be given the same id.",
    ),
    "link/load": Code(
        "a page would load something from elsewhere",
        "Pages load nothing from other hosts: no picture, style sheet or script. Put the file into the site "
        "and link it relatively, or make it a link that readers may follow.",
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
        "Links may use `http`, `https`, `mailto` and `tel`. Others, such as `javascript` and `data`, run code"
        " or hide what they lead to, and an address without scheme (`//example.org`) does not work from disk.",
    ),
    "period/backwards": Code(
        "a span ends before it begins",
        "`2024-2022`: write the earlier year first.",
    ),
    "period/impossible": Code(
        "a day that no calendar has",
        "There is no 13th month and no 30 February. Look the date up in the source again.",
    ),
    "period/no-start": Code(
        "years are counted from a day that is not given",
        '未来五年 and "within 5 years" mean something only from a start. Give the date in full, with `from:` the day, '
        "month or year in which the words were said: `{value: 未来五年, from: 2022}`. The count begins with the first "
        "day of that "
        "start: five years from 2022 are 2022 to 2026.",
    ),
    "period/no-value": Code(
        "a date in full without a value",
        "A date given in full has `value:`, or `written:` words that can be read as a date.",
    ),
    "period/not-a-day": Code(
        "a period where a single day is wanted",
        "The day a source was read is one day: `2026-11-20`.",
    ),
    "period/not-a-period": Code(
        "words that are no day, month, quarter, year or span",
        "Dates are written as the source writes them: `2022`, `2022年1月5日`, `January 5, 2022`, `2022-01`, "
        "`2022年第三季度`, `first half of 2022`, `2022-2024`, `“十四五”`, `14th Five-Year Plan`, `end of "
        "2025`. Never more precise than the source.",
    ),
    "period/two-digit-year": Code(
        "a year of two digits",
        "22年 may be a year or a number of years. Write all four digits.",
    ),
    "quantity/ambiguous": Code(
        "a figure that can be read in two ways",
        "Nothing is guessed: `$5 million` names no one currency (but in a record of the home country, where it is "
        "that country's), `5m` may be metres, `1.500 Euro` may group its thousands, `3 hundred billion "
        "enterprises` may be one number or three firms. Write the figure as the original does, or give it in "
        "full: `{min, max, unit, written}`.",
    ),
    "quantity/bounds": Code(
        "the ends of a figure contradict each other",
        "The lower end is written first. In a figure given in full, `min`, `max` and `comparator` must say the "
        "same: *at least* and *more than* have no `max`, *at most* and *less than* no `min`.",
    ),
    "quantity/no-unit": Code(
        "a figure without the unit its field needs",
        "`3500亿` may be yuan or dollars. Write the unit as the source does. Only a count may be a bare number; "
        "an order of magnitude (百亿级) is taken to be in the home currency, as usage leaves it out there.",
    ),
    "quantity/not-a-figure": Code(
        "words that are no figure",
        "A figure has one number, with its unit and its bound: `超过3500亿元`, `at least 3 years`, `10-15家`. "
        "Vague words (一批, several) are no figure: record a commitment instead. Years belong under `by:` or "
        "`period:`.",
    ),
    "quantity/other-words": Code(
        "words beside a figure",
        "A value holds the figure alone, with the words that bound it. Put the longer passage under `written:`.",
    ),
    "quantity/several": Code(
        "several figures where one is wanted",
        "Each figure has a field of its own; rates or amounts that belong together are `tiers`.",
    ),
    "quantity/unknown-comparator": Code(
        "a comparator that does not exist",
        "Comparators are *exactly, at least, more than, at most, less than, about, between, order of magnitude*.",
    ),
    "quantity/unknown-unit": Code(
        "a unit that is not known",
        "Units are currencies by name or ISO 4217 code, percentages, areas, times, people and counted things, in "
        "Chinese or English. A figure in another unit cannot be compared and is not taken.",
    ),
    "quantity/wrong-unit": Code(
        "a figure in another unit than its field takes",
        "Each metric and each term has a kind of unit: money, a count, an area, a time. Choose the metric that "
        "fits, or correct the figure.",
    ),
    "record/absent": Code(
        "a declared absence is not complete",
        "An absence is of one metric or one kind. “Not comparable” needs `why:`; “none offered” needs the "
        "words that say so (`source:` and `written:`): silence of a source is not an absence to declare, the "
        "comparison finds it by itself.",
    ),
    "record/empty": Code(
        "a key without a value",
        "Write a value, or leave the key out: “not stated” is an answer.",
    ),
    "record/missing-key": Code(
        "a needed key is missing",
        "Add the key; `docs/writing-records.md` says what belongs there.",
    ),
    "record/no-terms": Code(
        "a subsidy without terms or words",
        "A subsidy the source gives figures for has `terms:`; one that is only mentioned has `written:` with "
        "the words that offer it.",
    ),
    "record/part-id": Code(
        "the id of a part is no id, or is there twice",
        "Ids of targets, subsidies and the like are lower-case letters, digits and hyphens, each once in its "
        "record. Without one they are counted: t1, t2, ...",
    ),
    "record/step": Code(
        "a step without what it adds, or a part of a step without one",
        "A step has a width and what each step adds: `{step: 每增加100平方米, adds: 5万元}`. `from` and `parts` say "
        "of a step where it begins and what becomes of a part of one.",
    ),
    "record/term-role": Code(
        "a term with no role, or with two",
        "A term does one thing: amount, cap, rate, tiers, step, threshold, area cap or duration. Write a line"
        " of its own for each.",
    ),
    "record/unknown-key": Code(
        "a key that records do not have",
        "Often a misspelling; the help names the nearest key. Keys are written with spaces, not underscores.",
    ),
    "record/wrong-count": Code(
        "a list is too short or too long",
        "The help says how many entries are needed.",
    ),
    "record/wrong-shape": Code(
        "text, list or mapping in the wrong place",
        "`docs/writing-records.md` shows where values, lists (`[a, b]`) and mappings (`{key: value}`) stand.",
    ),
    "record/wrong-word": Code(
        "a value that is none of the few that a key takes",
        "The help lists them.",
    ),
    "region/ambiguous": Code(
        "a name that several places bear",
        "和平区 and Chaoyang are the names of several places, and a name is never guessed at. Write the place with "
        "what it lies in (`沈阳市和平区`, `Heping District, Shenyang`), or its GB/T 2260 code.",
    ),
    "region/id": Code(
        "an id that no place can have",
        "The id of a place is part of addresses: small letters a to z, digits and single hyphens. `index` is the "
        "name "
        "of listings.",
    ),
    "region/level": Code(
        "a level that does not exist, or that does not fit",
        "Levels are country, province, city, district, zone, from wide to narrow. A place lies in a wider one; only "
        "a zone may lie in another zone, and a country lies in nothing.",
    ),
    "region/misplaced": Code(
        "a place that does not lie where it is said to",
        "Every part of the name is known, but they do not lie in one another: 滨湖区 is in 无锡, not in 苏州. The "
        "help says where the places of that name are.",
    ),
    "region/missing-key": Code(
        "a place of `content/regions` lacks something",
        "A place needs `id`, `level`, `name` and, unless it is a country, `parent`; an entry with `region` needs "
        "`also`.",
    ),
    "region/shape": Code(
        "a value of `content/regions` that has another shape",
        "A file of regions is a list of places; `name` and `short` are texts by language, `also` is a list of texts, "
        "all else is one text.",
    ),
    "region/taken": Code(
        "an id or code that another place has",
        "Two places must not share an id, a GB/T 2260 code or an ISO 3166 code. To add names to a place that is "
        "there, "
        "write `region:` and `also:`.",
    ),
    "region/unknown": Code(
        "a place that is not known",
        "Built in are all countries, and the provinces, cities and districts of China, by Chinese and English names. "
        "Zones, further names and cities abroad are added under `content/regions`.",
    ),
    "region/unknown-key": Code(
        "a key that places do not have",
        "The keys of a place are `id`, `level`, `parent`, `name`, `short`, `also`, `code` and `iso`; or `region` and "
        "`also` to add names to one that is there.",
    ),
    "site/as-of": Code(
        "the as-of date of the site is no day",
        "`as of:` is `today`, or a day as `2026-11-20`.",
    ),
    "site/base-url": Code(
        "the base URL is no web address",
        "`base url:` is the address of the folder the home page will stand in, with http or https.",
    ),
    "site/collision": Code(
        "two pages want one address",
        "A page's address is made from the id of a policy, article, place, metric, kind or theme. Two ids gave "
        "one address, or two that differ in upper and lower case alone, which are one file on many disks. Rename one.",
    ),
    "site/home": Code(
        "the home country is no country code",
        "`home:` is an ISO 3166-1 code of two capital letters, such as CN.",
    ),
    "site/language": Code(
        "a language is no code that is known, or is there twice",
        "`languages:` lists codes such as en and zh, the first of which stands at the root of the site.",
    ),
    "site/language-unused": Code(
        "a text in a language the site does not have",
        "Add the language to `languages:`, or take the text out.",
    ),
    "site/markdown": Code(
        "the engine that sets Markdown is not installed",
        "`markdown: comrak` asks for a package that policygen does without otherwise. Pages are the same wherever they "
        "are built, so no other engine takes its place: install it, or take the line out of `site.yaml`.",
    ),
    "site/report": Code(
        "the link that reports an error is none",
        "`report:` is where readers tell of errors: `https://...` or `mailto:...`, in which `{title}`, `{path}` and "
        "`{url}` stand for the title, the file and the address of the page they are on.",
    ),
    "translation/language": Code(
        "a translation to a language the site does not have",
        "The part of the file's name before `.md` is the language: `plan.zh.md`. Add the language to "
        "`languages:` in `site.yaml`, or take the file out.",
    ),
    "translation/missing": Code(
        "texts without a translation",
        "The page shows them in the other language, marked as such. Add them to the file of that language.",
    ),
    "translation/surplus": Code(
        "a list in a translation has too many entries",
        "Lists of texts (`differs`, `conditions`, `terms`, `when`) have one entry for each of the record's own, in the "
        "same order. A comma inside `[...]` begins a new entry: put a text that has one in quotes.",
    ),
    "translation/unknown-part": Code(
        "a translation of a part that the record does not have",
        "Parts are named by id: `targets: {t1: {...}}` translates the first target.",
    ),
    "vocabulary/file": Code(
        "a file that is no list of the vocabulary",
        "The lists are metrics, kinds, instruments, themes and bases.",
    ),
    "vocabulary/price": Code(
        "a base that is a price of nothing, or of what is a price itself",
        "`by` makes a base a price times another base (rent is a price by the month times the area), so `of` must name "
        "that other base, and that one has no `of` of its own.",
    ),
    "vocabulary/shape": Code(
        "a vocabulary file that is no list",
        "Each entry begins with `- id:`.",
    ),
    "vocabulary/spelling": Code(
        "two words share a spelling",
        "A record that writes it could mean either. Take the spelling out of one of them.",
    ),
    "vocabulary/twice": Code(
        "a word is there twice in one file",
        "Keep one of the entries.",
    ),
    "vocabulary/unknown-word": Code(
        "a word that is in no list of the vocabulary",
        "Records use words of closed lists, by id, label or other spelling. Correct the word, or add it to "
        "the tracker's file in `content/vocabulary/` with a label in every language.",
    ),
    "yaml/alias": Code(
        "a YAML alias",
        "`*name` repeats what was written elsewhere, which hides what a record says. Write the value out. A "
        "value that starts with an asterisk goes in double quotes.",
    ),
    "yaml/anchor": Code(
        "a YAML anchor",
        "`&name` marks a value for repetition, which is not read. Delete it, and write the value out wherever"
        " it is needed. A value that starts with an ampersand goes in double quotes.",
    ),
    "yaml/character": Code(
        "an invisible character in YAML",
        "Control characters and byte order marks inside YAML make keys and values look like others. Delete them.",
    ),
    "yaml/comment": Code(
        "a comment that may be part of the value",
        "YAML leaves out what follows a space and a `#`. Where a word follows the `#` at once, as in `A #1 plan`, "
        "it was more likely meant to be read: put the value in double quotes. A comment has a space after its `#`.",
    ),
    "yaml/depth": Code(
        "YAML nested too deeply",
        "No field needs lists and mappings more than a few levels deep; beyond 20 they are taken for an "
        "attack or an accident.",
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
        "Front matter and files of settings are lines of `key: value`. A full-width colon, or a colon without"
        " a space after it, makes a text of the line.",
    ),
    "yaml/size": Code(
        "too much YAML in one file",
        "Front matter and YAML files of more than two million characters are not read. Split the file.",
    ),
    "yaml/syntax": Code(
        "text that is not YAML",
        "The message says what stands in the way. Most often a value needs double quotes because it holds a "
        "colon and a space or starts with a mark such as `@`, `*`, `%` or a bracket; or a line is not "
        "indented like its neighbours.",
    ),
    "yaml/tag": Code(
        "a YAML tag",
        "`!!str` and the like tell a reader the type of a value. Every value is text until its field asks for"
        " more; delete the tag. A value that starts with an exclamation mark goes in double quotes.",
    ),
}
