"""Exports: the files next to the pages, for other programs, each made from what it is about alone.

Owns the file of each policy and of each article, the list of places, the schema of a record and the sitemap. Refuses to
differ between machines: no clock, no file order, no version of a library shows in the bytes. Files of many records are
put together from these (`gathering`), with the `rows` that come beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from html import escape
from typing import Any, Final, NamedTuple

from policygen.model.fields import PolicyFields
from policygen.model.settings import Site
from policygen.site.pages.routes import SITEMAP, Routes
from policygen.site.pages.sheet import Sheet
from policygen.site.shapes import VERSION, Json, Shape, format_json, shape_article, shape_policy, shape_region
from policygen.site.tables import (
    Row,
    Rows,
    article_rows,
    place_columns,
    policy_rows,
    region_row,
    table_columns,
)

_JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"


class Export(NamedTuple):
    """The bytes of a file, and what tables say of the same thing."""

    content: bytes
    rows: Rows


def policy_file(sheet: Sheet, policy: str) -> Export:
    """One policy with everything that is known of it."""
    shelf = sheet.shelf
    shape = shape_policy(shelf.records[policy], shelf.library, shelf.as_of)
    return Export(data_file(sheet, "policy", shape), policy_rows(shape, lambda region: _place_row(sheet, region)))


def article_file(sheet: Sheet, article: str) -> Export:
    """One source; its text is on its page and not in the data."""
    shape = shape_article(sheet.shelf.library.articles[article])
    return Export(data_file(sheet, "article", shape), article_rows(shape, lambda region: _place_row(sheet, region)))


def regions_file(sheet: Sheet, _subject: str) -> Export:
    """All places that a record or an article speaks of, and those around them."""
    shelf = sheet.shelf
    gazetteer = shelf.library.gazetteer
    regions = [
        shape_region(gazetteer.get(region), rostered.policies, has_page=rostered.has_page)
        for region, rostered in shelf.roster.items()
    ]
    return Export(data_file(sheet, "regions", regions), {"regions": [region_row(region) for region in regions]})


def data_file(sheet: Sheet, name: str, content: Json) -> bytes:
    """A file of the site's data, with the day it speaks of."""
    return format_json({"version": VERSION, "as_of": sheet.shelf.as_of.isoformat(), name: content}).encode()


def schema_file(_sheet: Sheet, _subject: str) -> bytes:
    """The form of a record, for editors."""
    return format_json(policy_schema()).encode()


@cache
def policy_schema() -> Shape:
    """JSON Schema of a record's front matter, for editors."""
    schema: dict[str, Any] = PolicyFields.model_json_schema(by_alias=True)
    return {"$schema": _JSON_SCHEMA, **schema, "title": "A policy's record"}


def robots_file(sheet: Sheet, _subject: str) -> bytes:
    """What search engines may read, which is everything, and where they find it."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {sheet.routes.absolute(SITEMAP)}\n".encode()


def sitemap_file(sheet: Sheet, part: str) -> bytes:
    """The addresses of a part of the site; of a site with parts, the first file names them."""
    routes = sheet.routes
    if not part and len(routes.sitemap) > 1:
        entries = "".join(
            f"<sitemap><loc>{escape(routes.absolute(sitemap_path(each)))}</loc></sitemap>\n"
            for each in routes.sitemap
            if each
        )
        return _xml("sitemapindex", "", entries)
    entries = "".join(f"<url>{entry}</url>\n" for route in routes.sitemap[part] for entry in _entries(routes, route))
    return _xml("urlset", ' xmlns:xhtml="http://www.w3.org/1999/xhtml"', entries)


def about_rows(site: Site, as_of: date) -> list[Row]:
    """What the database says of itself."""
    values = {
        "version": str(VERSION),
        "as_of": as_of.isoformat(),
        **{f"title_{language}": text for language, text in site.title.items()},
        "licence": site.licence_url or "",
    }
    return [{"key": key, "value": value} for key, value in values.items()]


class Described(NamedTuple):
    """A finished data file: its path, SHA-256 and size; `table` is what it holds rows of, "" for other files."""

    path: str
    digest: str
    size: int
    table: str = ""


def data_package(site: Site, as_of: date, files: Iterable[Described]) -> bytes:
    """A Data Package (version 1 of the specification), with a table schema for each CSV file."""
    package: Shape = {
        "profile": "data-package",
        "name": "policy-tracker",
        "title": next(iter(site.title.values())),
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
    columns = table_columns(site.languages)
    package["resources"] = [_resource(file, columns) for file in files]
    return format_json(package).encode()


_MEDIA_TYPES: Final = {"json": "application/json", "csv": "text/csv", "sqlite": "application/vnd.sqlite3"}


def _resource(file: Described, columns: Mapping[str, Mapping[str, str]]) -> Shape:
    path = file.path.removeprefix("data/")
    name, _, kind = path.rpartition(".")
    name = name.replace("/", "-")
    resource: Shape = {
        "name": f"{name}-{kind}" if kind != "csv" else name,
        "path": path,
        "format": kind,
        "mediatype": _MEDIA_TYPES[kind],
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
    }
    if file.table:
        fields = [{"name": column, "type": type_} for column, type_ in columns[file.table].items()]
        resource |= {"profile": "tabular-data-resource", "encoding": "utf-8", "schema": {"fields": fields}}
    return resource


def sitemap_path(part: str) -> str:
    """Where a part of the sitemap stands."""
    return f"sitemap-{part}.xml" if part else SITEMAP


def _entries(routes: Routes, route: str) -> Iterator[str]:
    """A page in each language, each with its alternates."""
    addresses = {language: routes.absolute(routes.file(route, language)) for language in routes.languages}
    alternates = ""
    if len(addresses) > 1:
        alternates = "".join(
            f'<xhtml:link rel="alternate" hreflang="{escape(language)}" href="{escape(address)}"/>'
            for language, address in addresses.items()
        )
    for address in addresses.values():
        yield f"<loc>{escape(address, quote=False)}</loc>{alternates}"


def _xml(root: str, namespaces: str, entries: str) -> bytes:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<{root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"{namespaces}>\n{entries}</{root}>\n'
    ).encode()


def _place_row(sheet: Sheet, region: str) -> Row:
    found = sheet.gazetteer.get(region)
    return place_columns(region, found.level.word, found.name)
