"""Exports: the files next to the pages, for other programs.

Owns which files there are: JSON, CSV, SQLite, their data package, the schema of a record, the sitemap.
Refuses to differ between machines: no clock, no file order, no version of a library shows in the bytes.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any, Final
from xml.sax.saxutils import escape, quoteattr

from policygen.model.fields import PolicyFields
from policygen.model.library import Library
from policygen.model.regions import Region
from policygen.site.pages.routes import Routes
from policygen.site.pages.sheet import Sheet
from policygen.site.shapes import (
    VERSION,
    Json,
    Shape,
    format_json,
    shape_article,
    shape_policy,
    shape_region,
)
from policygen.site.tables import Table, format_csv, format_sqlite, make_tables

#: The tables that are files of their own; the database has all.
_CSV_TABLES: Final = ("targets", "subsidies")
_JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"


def make_exports(library: Library, places: Iterable[Region], as_of: date) -> dict[str, bytes]:
    """Every data file by its path. `places` are the regions that have pages."""
    own: dict[str, list[str]] = defaultdict(list)
    for policy in library.policies.values():
        own[policy.region].append(policy.id)
    with_pages = {region.id: region for region in places}
    named = {above.id: above for region in _named_regions(library) for above in library.gazetteer.chain(region)}
    policies = [shape_policy(library.policies[key], library, as_of) for key in sorted(library.policies)]
    articles = [shape_article(library.articles[key]) for key in sorted(library.articles)]
    regions = [
        shape_region(region, own[region.id], has_page=region.id in with_pages)
        for _, region in sorted({**named, **with_pages}.items())
    ]
    tables = make_tables(policies, regions, articles, library.site.languages)
    files = {
        "data/policies.json": _json_file("policies", policies, as_of),
        "data/regions.json": _json_file("regions", regions, as_of),
        "data/articles.json": _json_file("articles", articles, as_of),
        **{f"data/{name}.csv": format_csv(tables[name]) for name in _CSV_TABLES},
        "data/tracker.sqlite": format_sqlite([_about(library, as_of), *tables.values()]),
    }
    files["data/datapackage.json"] = format_json(_data_package(library, files, tables, as_of)).encode()
    files["schema/policy.json"] = format_json(policy_schema()).encode()
    return files


def policy_file(sheet: Sheet, policy: str) -> bytes:
    """One record, as it stands in `data/policies.json`."""
    shelf = sheet.shelf
    return _json_file("policy", shape_policy(shelf.library.policies[policy], shelf.library, shelf.as_of), shelf.as_of)


def _named_regions(library: Library) -> set[str]:
    """Every region that a record or an article speaks of."""
    policies, articles = library.policies.values(), library.articles.values()
    indicators = chain((p.indicators for p in policies), (a.indicators for a in articles))
    return {policy.region for policy in policies} | {own.region for own in chain.from_iterable(indicators)}


def policy_schema() -> Shape:
    """JSON Schema of a record's front matter, for editors."""
    schema: dict[str, Any] = PolicyFields.model_json_schema(by_alias=True)
    return {"$schema": _JSON_SCHEMA, **schema, "title": "A policy's record"}


def make_sitemap(base_url: str, pages: Iterable[Mapping[str, str]]) -> dict[str, bytes]:
    """`sitemap.xml` and `robots.txt`; each page is its path by language, the first one the default."""
    entries = "".join(f"<url>{''.join(lines)}</url>\n" for page in pages for lines in _sitemap_entries(base_url, page))
    sitemap = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
        f"{entries}</urlset>\n"
    )
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {base_url}sitemap.xml\n"
    return {"robots.txt": robots.encode(), "sitemap.xml": sitemap.encode()}


def _sitemap_entries(base_url: str, page: Mapping[str, str]) -> Iterator[list[str]]:
    routes = Routes(tuple(page), frozenset(), base_url)
    addresses = {language: routes.absolute(path) for language, path in page.items()}
    alternates = [
        f'<xhtml:link rel="alternate" hreflang={quoteattr(language)} href={quoteattr(address)}/>'
        for language, address in addresses.items()
    ]
    for address in addresses.values():
        yield [f"<loc>{escape(address)}</loc>", *(alternates if len(addresses) > 1 else ())]


def _json_file(name: str, content: Json, as_of: date) -> bytes:
    return format_json({"version": VERSION, "as_of": as_of.isoformat(), name: content}).encode()


def _about(library: Library, as_of: date) -> Table:
    values = {
        "version": str(VERSION),
        "as_of": as_of.isoformat(),
        **{f"title_{language}": text for language, text in library.site.title.items()},
        "licence": library.site.licence_url or "",
    }
    rows = tuple({"key": key, "value": value} for key, value in values.items())
    return Table("about", {"key": "string", "value": "string"}, rows)


def _data_package(library: Library, files: Mapping[str, bytes], tables: Mapping[str, Table], as_of: date) -> Shape:
    """A Data Package (version 1 of the specification), with a table schema for each CSV file."""
    site = library.site
    title = next(iter(site.title.values()))
    package: Shape = {
        "profile": "data-package",
        "name": "policy-tracker",
        "title": title,
        "description": next(iter(site.description.values()), ""),
        "version": as_of.isoformat(),
    }
    if site.base_url:
        package["homepage"] = site.base_url
    if site.licence_url:
        licence: Shape = {"path": site.licence_url}
        if site.licence:
            licence["title"] = next(iter(site.licence.values()))
        package["licenses"] = [licence]
    package["resources"] = [
        _resource(path.removeprefix("data/"), content, tables)
        for path, content in files.items()
        if path.startswith("data/") and path.count("/") == 1
    ]
    return package


_MEDIA_TYPES: Final = {"json": "application/json", "csv": "text/csv", "sqlite": "application/vnd.sqlite3"}


def _resource(path: str, content: bytes, tables: Mapping[str, Table]) -> Shape:
    name, _, kind = path.partition(".")
    resource: Shape = {
        "name": f"{name}-{kind}" if kind != "csv" else name,
        "path": path,
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    if kind == "csv":
        fields = [{"name": column, "type": type_} for column, type_ in tables[name].columns.items()]
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": {"fields": fields}}
    return resource
