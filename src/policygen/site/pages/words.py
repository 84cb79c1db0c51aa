"""Words of the pages: the interface texts that stand for fixed words of the model.

Owns the English text of each, marked for the catalogues. Refuses sentences; those stand with the pages that
say them.
"""

from __future__ import annotations

from typing import Final

from policygen.model.provenance import Absence, Rule
from policygen.model.regions import Level
from policygen.model.status import Status, TargetStatus
from policygen.model.subsidies import Role
from policygen.site.messages import N_

LEVELS: Final = {
    Level.COUNTRY: N_("country"),
    Level.PROVINCE: N_("province"),
    Level.CITY: N_("city"),
    Level.DISTRICT: N_("district"),
    Level.ZONE: N_("zone"),
}
LEVEL_HEADINGS: Final = {
    Level.COUNTRY: N_("Countries"),
    Level.PROVINCE: N_("Provinces"),
    Level.CITY: N_("Cities"),
    Level.DISTRICT: N_("Districts"),
    Level.ZONE: N_("Zones"),
}
STATUSES: Final = {
    Status.NOT_ANNOUNCED: (N_("not yet announced"), "proposed"),
    Status.PROPOSED: (N_("proposed"), "proposed"),
    Status.NOT_IN_FORCE: (N_("not yet in force"), "proposed"),
    Status.IN_FORCE: (N_("in force"), "open"),
    Status.ENDED: (N_("ended"), "ended"),
    Status.REPEALED: (N_("repealed"), "ended"),
    Status.TOOK_PLACE: (N_("took place"), "event"),
}
TARGET_STATUSES: Final = {
    TargetStatus.NOT_ANNOUNCED: (N_("not yet announced"), "proposed"),
    TargetStatus.OPEN: (N_("open"), "open"),
    TargetStatus.PASSED: (N_("deadline passed, no outcome recorded"), "due"),
    TargetStatus.MET: (N_("met"), "done"),
    TargetStatus.MISSED: (N_("missed"), "due"),
    TargetStatus.NO_DEADLINE: (N_("no deadline"), "open"),
    TargetStatus.ENDED: (N_("act ended"), "ended"),
}
#: The overviews by what they are of.
OVERVIEWS: Final = {
    "targets": N_("Targets, place by place"),
    "subsidies": N_("Subsidies, place by place"),
}
#: What each status means, in the order of the method page.
STATUS_RULES: Final = (
    (Status.NOT_ANNOUNCED, N_("before the first day on which the act may have been published")),
    (Status.PROPOSED, N_("a proposal, which binds nobody yet")),
    (Status.NOT_IN_FORCE, N_("published, and the period it covers has not begun")),
    (Status.IN_FORCE, N_("published, and the period it covers has not ended; an act without a period stays in force")),
    (Status.ENDED, N_("the last day of the period it covers has passed")),
    (Status.REPEALED, N_("a source says that it was repealed or replaced")),
    (Status.TOOK_PLACE, N_("an event, such as a meeting or a founding, which has no duration")),
)
TARGET_STATUS_RULES: Final = (
    (TargetStatus.OPEN, N_("the last day of the deadline has not passed")),
    (TargetStatus.PASSED, N_("the last day of the deadline has passed and no source tells what became of the promise")),
    (TargetStatus.MET, N_("a later source gives a figure that keeps the promise")),
    (TargetStatus.MISSED, N_("a later source gives a figure that does not")),
    (TargetStatus.NO_DEADLINE, N_("the source names no deadline and the act is in force")),
    (TargetStatus.ENDED, N_("the source names no deadline and the act has ended")),
)
ABSENCES: Final = {
    Absence.NONE_OFFERED: N_("none offered"),
    Absence.NOT_FOUND: N_("not found in the text"),
    Absence.NOT_READ: N_("not read yet"),
    Absence.EXPIRED: N_("expired"),
    Absence.NOT_COMPARABLE: N_("not comparable"),
}
ABSENCE_RULES: Final = {
    Absence.NONE_OFFERED: N_("a source says in so many words that there is none"),
    Absence.NOT_FOUND: N_("records of the place were read, and none of them says anything of it; this is not zero"),
    Absence.NOT_READ: N_("there is no record of the place itself yet"),
    Absence.EXPIRED: N_("there was one, and the act or the offer is over"),
    Absence.NOT_COMPARABLE: N_(
        "there is a figure, but of something else: another metric that looks alike, another unit, a part of the whole"
    ),
}
RULES: Final = {
    Rule.ORIGINAL: N_("The original is followed: a translation cannot correct it."),
    Rule.OFFICIAL: N_("The official source is followed rather than the press."),
    Rule.LATER: N_("The later source is followed."),
    Rule.NONE: N_("No rule decides between these sources; the record follows the first one named."),
}
#: What coverage is measured of: a heading for its column, and what it asks of what.
MEASURES: Final = {
    "announced": (N_("Announced"), N_("records that say when the act was announced")),
    "day": (N_("To the day"), N_("records that say the day of it")),
    "period": (N_("Period"), N_("acts that say what period they cover")),
    "issuer": (N_("Issuer"), N_("records that say whose act it is")),
    "original": (N_("Original language"), N_("records read from a source in a language of the place")),
    "official": (N_("Official source"), N_("records read from what a public body published itself")),
    "quantity": (N_("Figures"), N_("promises with a figure")),
    "deadline": (N_("Deadlines"), N_("promises with a deadline")),
    "terms": (N_("Terms"), N_("subsidies with a figure")),
}
#: What may change in a record or a part of one, by its name in the data.
VALUES: Final = {
    "id": N_("address of the page"),
    "title": N_("title"),
    "region": N_("place"),
    "instrument": N_("instrument"),
    "announced": N_("announced"),
    "period": N_("period"),
    "repealed": N_("repealed"),
    "issuer": N_("issuer"),
    "themes": N_("themes"),
    "status": N_("status"),
    "source": N_("source"),
    "note": N_("note"),
    "quantity": N_("figure"),
    "deadline": N_("deadline"),
    "of": N_("what is counted"),
    "outcome": N_("outcome"),
    "text": N_("text"),
    "beneficiary": N_("for whom"),
    "conditions": N_("conditions"),
    "on": N_("period"),
    "by": N_("whose figure"),
    "reason": N_("reason"),
    "why": N_("explanation"),
}
#: Parts of a record that changed, with what they are about, by change.
PART_CHANGES: Final = {
    ("target", "changed"): N_("Target “%(about)s”"),
    ("target", "added"): N_("New target “%(about)s”"),
    ("target", "removed"): N_("Target “%(about)s” taken out"),
    ("commitment", "changed"): N_("Commitment “%(about)s”"),
    ("commitment", "added"): N_("New commitment “%(about)s”"),
    ("commitment", "removed"): N_("Commitment “%(about)s” taken out"),
    ("subsidy", "changed"): N_("Subsidy “%(about)s”"),
    ("subsidy", "added"): N_("New subsidy “%(about)s”"),
    ("subsidy", "removed"): N_("Subsidy “%(about)s” taken out"),
    ("indicator", "changed"): N_("Figure “%(about)s”"),
    ("indicator", "added"): N_("New figure “%(about)s”"),
    ("indicator", "removed"): N_("Figure “%(about)s” taken out"),
    ("absence", "changed"): N_("Stated absence “%(about)s”"),
    ("absence", "added"): N_("New stated absence “%(about)s”"),
    ("absence", "removed"): N_("Stated absence “%(about)s” taken out"),
}
ROLES: Final = {
    Role.AMOUNT: N_("amount"),
    Role.CAP: N_("ceiling"),
    Role.RATE: N_("rate"),
    Role.TIERS: N_("by tier"),
    Role.STEP: N_("for more"),
    Role.THRESHOLD: N_("from"),
    Role.AREA_CAP: N_("area covered"),
    Role.DURATION: N_("for how long"),
}
#: What sources differ on.
ROLE_SUBJECTS: Final = {
    Role.AMOUNT: N_("the amount"),
    Role.CAP: N_("the ceiling"),
    Role.RATE: N_("the rate"),
    Role.TIERS: N_("the tiers"),
    Role.STEP: N_("the step"),
    Role.THRESHOLD: N_("the threshold"),
    Role.AREA_CAP: N_("the area covered"),
    Role.DURATION: N_("the duration"),
}
#: Columns of a table of offers: the field of `OfferRow` and its heading.
OFFER_COLUMNS: Final = (
    ("rate", N_("Rate")),
    ("amount", N_("Amount")),
    ("step", N_("For more")),
    ("cap", N_("Ceiling")),
    ("area_cap", N_("Area covered")),
    ("threshold", N_("From")),
    ("duration", N_("For how long")),
    ("conditions", N_("Conditions")),
)
