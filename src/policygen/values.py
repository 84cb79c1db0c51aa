"""Values: dataclasses that nobody changes once they are made.

Owns what `frozen` means here: mypy sees every assignment to a value, as it does everywhere, and refuses it. At run time
nobody looks, because with Python's own way of looking a value takes more than four times as long to make, and a page is
hundreds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dataclasses import dataclass
else:
    import dataclasses

    def dataclass(*, frozen: bool = False, **options: Any) -> Any:
        """The standard library's, where a frozen one has the hash of a frozen one but no guard at run time."""
        return dataclasses.dataclass(unsafe_hash=frozen, **options)


__all__ = ["dataclass"]
