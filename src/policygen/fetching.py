"""Fetching: whether the addresses of articles still answer.

Owns the only requests this program makes, and makes them when a curator asks for it, never in a build. Refuses to write
anything: what it finds is for a curator to look at and to take down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from http.client import HTTPException
from typing import Final, NamedTuple
from urllib.error import HTTPError, URLError
from urllib.parse import quote
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from policygen import __version__

#: Seconds until an address counts as one that does not answer.
PATIENCE: Final = 20.0
#: Hosts that answer so to a HEAD may have the page all the same.
_ASK_AGAIN: Final = frozenset({400, 403, 404, 405, 500, 501, 503})


class Answer(NamedTuple):
    """What came of one address: the HTTP status, or None and in words why there is none."""

    status: int | None
    why: str = ""


def try_addresses(addresses: Mapping[str, str], patience: float = PATIENCE) -> Iterator[tuple[str, Answer]]:
    """Each address by its name, opened one after the other."""
    opener = OpenerDirector()
    # http and https, and nothing else whatever a redirection says
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPRedirectHandler(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    for name, address in addresses.items():
        yield name, _try(opener, address, patience)


def _try(opener: OpenerDirector, address: str, patience: float) -> Answer:
    answer = _ask(opener, address, "HEAD", patience)
    return _ask(opener, address, "GET", patience) if answer.status in _ASK_AGAIN else answer


def _ask(opener: OpenerDirector, address: str, method: str, patience: float) -> Answer:
    # an address may be written with the letters of its language
    written = quote(address, safe="!#$%&'()*+,/:;=?@[]~")
    headers = {"User-Agent": f"policygen/{__version__} (checks links)"}
    try:
        request = Request(written, method=method, headers=headers)  # noqa: S310 - the opener knows no other scheme
        answer = opener.open(request, timeout=patience)
        if answer is None:
            return Answer(None, "it is led to no address of the web")
        with answer:
            return Answer(answer.status)
    except HTTPError as refused:
        return Answer(refused.code)
    except URLError as failed:
        return Answer(None, str(failed.reason))
    except (OSError, HTTPException, ValueError) as failed:
        return Answer(None, str(failed) or type(failed).__name__)
