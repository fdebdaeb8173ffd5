"""Figures told inside orders: each points to the order that sets it (guide §7.3)."""

from bisect import bisect_right
from collections.abc import Sequence

from bienban.records import Directive, Indicator, Provenance


def tie_to_orders(
    indicators: tuple[Indicator, ...], directives: Sequence[Directive]
) -> tuple[Indicator, ...]:
    """The indicators; those told inside a directive have its place as their field `directive`."""
    orders = sorted((directive.provenance for directive in directives), key=lambda place: place.start)
    if not orders:
        return indicators
    starts = [order.start for order in orders]
    return tuple(_tied(one, orders[bisect_right(starts, one.provenance.start) - 1]) for one in indicators)


def _tied(indicator: Indicator, order: Provenance) -> Indicator:
    """`indicator` with its order, when it lies in it."""
    if not order.start <= indicator.provenance.start or indicator.provenance.end > order.end:
        return indicator
    return indicator.model_copy(update={"fields": indicator.fields | {"directive": order}})
