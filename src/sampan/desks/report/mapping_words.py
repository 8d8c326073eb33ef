"""What the form for a mapping calls its tables, fields, units and orders."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TABLES = (
    ("engagement", _("what was watched")),
    ("offer", _("what was on offer")),
    ("spot", _("what was promoted on the first page")),
    ("introduction", _("who brought it in")),
    ("work", _("titles alone")),
)
FIELDS: tuple[tuple[str, Promise], ...] = (
    ("title", _("title")),
    ("original_title", _("original title")),
    ("own_id", _("the platform's own number")),
    ("kind", _("film or series")),
    ("year", _("year")),
    ("minutes", _("length in minutes")),
    ("language", _("language")),
    ("countries", _("countries of origin")),
    ("genres", _("genres")),
    ("territory", _("territory")),
    ("service_id", _("service")),
    ("value", _("amount")),
    ("rank", _("rank")),
    ("period_start", _("first day of the period")),
    ("period_end", _("last day of the period")),
    ("period_days", _("days of the period")),
    ("date_from", _("on offer from")),
    ("date_to", _("on offer until")),
    ("price_model", _("price model")),
    ("date", _("day")),
    ("position", _("place on the page")),
    ("agent", _("who brought it")),
    ("channel", _("channel")),
)
UNITS = (
    ("minutes", _("minutes")),
    ("hours", _("hours")),
    ("views", _("views")),
    ("slots", _("places in a list")),
    ("points", _("points")),
)
ORDERS = (("dmy", _("day, month, year")), ("mdy", _("month, day, year")))
SIGNS = ((".", _("a point, as 1,234.5")), (",", _("a comma, as 1.234,5")))
HINTS = {
    "territory": _("As a code: LA, TH, CN; 001 is the whole world."),
    "period_start": _("As 2026-01-31."),
    "period_days": _("7 for lists of a week."),
}
CONSTANTS = ("territory", "service_id", "period_start", "period_days", "channel", "price_model")
