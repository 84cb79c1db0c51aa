"""Status: what the as-of date alone says of a policy, a target, a subsidy.

Owns the words of status and their rules. Refuses the clock: the day is an argument.

An imprecise date counts from its first possible day, and a deadline has passed only after its last possible day.
"""

from __future__ import annotations

import enum
from datetime import date

from policygen.model.quantities import Comparator, Quantity
from policygen.model.records import Policy
from policygen.model.subsidies import Subsidy
from policygen.model.targets import Commitment, Target
from policygen.model.vocabulary import Instrument


class Status(enum.StrEnum):
    """A policy's, and a subsidy's."""

    NOT_ANNOUNCED = "not yet announced"
    PROPOSED = "proposed"
    NOT_IN_FORCE = "not yet in force"
    IN_FORCE = "in force"
    ENDED = "ended"
    REPEALED = "repealed"
    TOOK_PLACE = "took place"


class TargetStatus(enum.StrEnum):
    """A target's, and a commitment's."""

    NOT_ANNOUNCED = "not yet announced"
    OPEN = "open"
    PASSED = "deadline passed"
    MET = "met"
    MISSED = "missed"
    NO_DEADLINE = "no deadline"
    ENDED = "ended"


def policy_status(policy: Policy, instrument: Instrument, as_of: date) -> Status:
    """What a policy is on that day.

    Not yet announced before the first possible day of its announcement; repealed from the day of repeal. A proposal
    stays proposed and an event has taken place, whatever their period. Else the period decides: not yet in
    force, in force, ended; a policy without a period is in force.
    """
    if policy.announced and policy.announced.period.start and as_of < policy.announced.period.start:
        return Status.NOT_ANNOUNCED
    if policy.repealed and as_of >= (policy.repealed.period.start or policy.repealed.period.end):
        return Status.REPEALED
    if instrument.proposal:
        return Status.PROPOSED
    if instrument.event:
        return Status.TOOK_PLACE
    if policy.period is None:
        return Status.IN_FORCE
    if policy.period.period.start and as_of < policy.period.period.start:
        return Status.NOT_IN_FORCE
    return Status.ENDED if as_of > policy.period.period.end else Status.IN_FORCE


def subsidy_status(subsidy: Subsidy, policy: Status, as_of: date) -> Status:
    """What a subsidy is on that day: its policy's status, narrowed by a period of its own."""
    if policy is not Status.IN_FORCE or subsidy.period is None:
        return policy
    if subsidy.period.start and as_of < subsidy.period.start:
        return Status.NOT_IN_FORCE
    return Status.ENDED if as_of > subsidy.period.end else policy


def target_status(target: Target | Commitment, policy: Status, as_of: date) -> TargetStatus:
    """What became of a promise by that day.

    A recorded outcome counted by that day decides (met or missed, by the target's own bound); else the deadline; else
    whether the policy is still running.
    """
    if policy is Status.NOT_ANNOUNCED:
        return TargetStatus.NOT_ANNOUNCED
    outcome = target.outcome if isinstance(target, Target) else None
    if isinstance(target, Target) and outcome and (outcome.on is None or outcome.on.end <= as_of):
        return TargetStatus.MET if is_met(target.quantity, outcome.quantity) else TargetStatus.MISSED
    if target.deadline is None:
        return TargetStatus.ENDED if policy in {Status.ENDED, Status.REPEALED} else TargetStatus.NO_DEADLINE
    return TargetStatus.PASSED if as_of > target.deadline.end else TargetStatus.OPEN


def is_met(promised: Quantity, reached: Quantity) -> bool:
    """Whether the figure reached keeps the promise: a ceiling is kept from below, everything else from above."""
    got_low = reached.minimum if reached.minimum is not None else reached.maximum
    got_high = reached.maximum if reached.maximum is not None else reached.minimum
    if got_low is None or got_high is None:
        return False
    if promised.comparator in {Comparator.AT_MOST, Comparator.LESS_THAN}:
        limit = promised.maximum
        return limit is not None and (
            got_high < limit or (got_high == limit and promised.comparator is Comparator.AT_MOST)
        )
    floor = promised.minimum if promised.minimum is not None else promised.maximum
    if floor is None:
        return False
    return got_low > floor or (got_low == floor and promised.comparator is not Comparator.MORE_THAN)
