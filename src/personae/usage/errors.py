"""What can go wrong with usage and budgets."""

from typing import ClassVar

from personae.platform.errors import Kind, PersonaeError


class BudgetReached(PersonaeError):
    """A hard limit has no room for this call. The facts say whose it is and when it is renewed."""

    kind: ClassVar[Kind] = Kind.FORBIDDEN
    code: ClassVar[str] = "budget_reached"
    message: ClassVar[str] = (
        "{whose} of {limit} a {period} {state}. It is renewed on {renews_at}. Until then {remedy}, "
        "or let characters answer in their own quotations, which costs nothing."
    )


class PriceUnknown(PersonaeError):
    """There is a hard limit in money, and nobody knows what this model costs."""

    kind: ClassVar[Kind] = Kind.FORBIDDEN
    code: ClassVar[str] = "price_unknown"
    message: ClassVar[str] = (
        "Nobody here knows what {model} costs, so {whose} cannot watch over it. "
        "Choose a model with a known price, or {remedy}."
    )


class BudgetUpsideDown(PersonaeError):
    """An alert above the limit that it should come before."""

    kind: ClassVar[Kind] = Kind.CONFLICT
    code: ClassVar[str] = "budget_upside_down"
    message: ClassVar[str] = (
        "The alert of a budget comes before its limit. Lower the alert, or raise the limit, and save again."
    )


class BudgetInvalid(PersonaeError):
    """A limit is no amount of money that a budget can have."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "budget_invalid"
    message: ClassVar[str] = (
        "A budget is an amount in dollars from 0 to {most}, such as 5 or 0.50, or nothing for none. "
        "Correct it and save again."
    )


class SpanInvalid(PersonaeError):
    """What should be a day is none."""

    kind: ClassVar[Kind] = Kind.INVALID
    code: ClassVar[str] = "span_invalid"
    message: ClassVar[str] = "Ask for days like 2026-11-25, {longest} of them at most."


class PageUnknown(PersonaeError):
    """What goes into `after` is no end of a page."""

    kind: ClassVar[Kind] = Kind.NOT_FOUND
    code: ClassVar[str] = "page_unknown"
    message: ClassVar[str] = "There is no such page. Begin at the first one, and follow its `next`."
