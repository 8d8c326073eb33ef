"""The rights engine's reasons in the reader's language. The engine words them in English; the kinds are the same."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import icu
from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sampan.engines.rights import LANGUAGES, TERRITORIES, Box
from sampan.engines.rights import USES as USES_VOCABULARY
from sampan.partners.models import Organisation

REASONS: dict[str, Promise] = {
    "owned": gettext_lazy("%(licensee)s holds this: %(rights)s%(citation)s."),
    "granted": gettext_lazy("%(licensor)s gives it to %(licensee)s: %(rights)s%(citation)s."),
    "exclusive": gettext_lazy(
        "%(licensor)s has given it to %(licensee)s alone: %(rights)s%(citation)s."
    ),
    "nonexclusive": gettext_lazy(
        "%(licensor)s has already given it to %(licensee)s: %(rights)s%(citation)s."
    ),
    "holdback": gettext_lazy("%(licensor)s keeps it back: %(rights)s%(citation)s."),
    "overspill": gettext_lazy(
        "%(licensor)s has given it to %(licensee)s alone, where the signal may be received: %(rights)s%(citation)s."
    ),
    "option": gettext_lazy("%(licensee)s may ask first: %(rights)s%(citation)s."),
    "clearance": gettext_lazy("%(licensee)s must agree first: %(rights)s%(citation)s."),
    "unsigned": gettext_lazy(
        "The grant by %(licensor)s to %(licensee)s is not signed yet: %(rights)s%(citation)s."
    ),
    "date_open": gettext_lazy(
        "The grant by %(licensor)s depends on a day not known yet: %(rights)s%(citation)s."
    ),
    "runs": gettext_lazy("%(licensee)s has used all runs that it was given%(citation)s."),
    "sublicence": gettext_lazy("%(licensor)s may not pass it on: %(rights)s%(citation)s."),
    "missing_in": gettext_lazy("%(party)s does not hold this: %(rights)s%(citation)s."),
    "overrun": gettext_lazy("%(licensee)s holds it for a shorter time: %(rights)s%(citation)s."),
    "not_granted": gettext_lazy(
        "What %(licensor)s gives %(licensee)s does not include: %(rights)s%(citation)s."
    ),
    "no_grant": gettext_lazy("%(party)s holds no licence for: %(rights)s%(citation)s."),
    "no_partner": gettext_lazy("%(party)s is no partner of this exchange and holds no licence."),
}

USES: dict[str, Promise] = {
    "theatrical": gettext_lazy("cinemas"),
    "broadcast": gettext_lazy("television"),
    "broadcast.free": gettext_lazy("free television"),
    "broadcast.pay": gettext_lazy("pay television"),
    "vod": gettext_lazy("video on demand"),
    "vod.svod": gettext_lazy("subscription video"),
    "vod.avod": gettext_lazy("advertising-funded video"),
    "vod.tvod": gettext_lazy("rental video"),
    "vod.est": gettext_lazy("download to own"),
    "fast": gettext_lazy("free streaming channels"),
    "clips": gettext_lazy("short clips"),
    "inflight": gettext_lazy("in-flight screening"),
    "educational": gettext_lazy("educational use"),
    "archive": gettext_lazy("archive use"),
    "homevideo": gettext_lazy("home video"),
    "hotel": gettext_lazy("hotels and ships"),
    "radio": gettext_lazy("radio"),
    "social": gettext_lazy("social networks"),
    "news": gettext_lazy("all news uses"),
    "news.publish": gettext_lazy("publishing"),
    "news.syndicate": gettext_lazy("passing on"),
    "news.translate": gettext_lazy("translating"),
    "news.excerpt": gettext_lazy("quoting excerpts"),
    "ai": gettext_lazy("all uses by AI"),
    "ai.index": gettext_lazy("indexing by machines"),
    "ai.ground": gettext_lazy("answers by AI"),
    "ai.train": gettext_lazy("training of AI"),
    "ai.generate": gettext_lazy("generation by AI"),
    "ai.synthesise-voice": gettext_lazy("voices made by AI"),
    "all-media": gettext_lazy("all media"),
}

FORMS: dict[str, Promise] = {
    "original": gettext_lazy("original"),
    "dub": gettext_lazy("dubbed"),
    "sub": gettext_lazy("subtitled"),
}


def word(kind: str, parameters: Mapping[str, Any]) -> str:
    """A reason as a sentence in the active language, from its kind and the parameters that the engine gives."""
    return words([(kind, parameters)])[0]


def words(reasons: Sequence[tuple[str, Mapping[str, Any]]]) -> list[str]:
    """Several reasons, with one look at the names of the parties."""
    told = [parameters for _kind, parameters in reasons]
    names = _names(each.get(role) for each in told for role in ("party", "licensor", "licensee"))
    return [_worded(kind, parameters, names) for kind, parameters in reasons]


def _worded(kind: str, parameters: Mapping[str, Any], names: Mapping[str | None, str]) -> str:
    return str(REASONS[kind]) % {
        "party": names.get(parameters.get("party")) or _("The asker"),
        "licensor": names.get(parameters.get("licensor")) or _("the author"),
        "licensee": names.get(parameters.get("licensee")) or _("every partner"),
        "rights": rights_named(parameters),
        "citation": citation(parameters),
    }


def _names(slugs: Iterable[str | None]) -> dict[str | None, str]:
    """Organisations by their slugs; an outsider goes by the name that was given."""
    wanted: dict[str | None, str] = {slug: slug for slug in slugs if slug}
    rows = Organisation.objects.filter(slug__in=list(wanted.values())).values_list("slug", "name")
    return wanted | dict(rows)


def use_name(code: str) -> str:
    return str(USES.get(code, code))


def box_named(box: Box) -> str:
    """A piece of rights in the reader's language: uses · languages · territories · days."""
    masks = {
        "uses": (USES_VOCABULARY, box.uses),
        "languages": (LANGUAGES, box.languages),
        "territories": (TERRITORIES, box.territories),
    }
    told: dict[str, Any] = {}
    for name, (vocabulary, mask) in masks.items():
        parts = vocabulary.parts(mask)
        told[name] = {"included": list(parts.included), "excluded": list(parts.excluded)}
    days = _("from %(day)s") % {"day": _day(box.start.isoformat())}
    if box.end:
        days = f"{_day(box.start.isoformat())} – {_day(box.end.isoformat())}"
    return f"{rights_named(told)} · {days}"


def rights_named(parameters: Mapping[str, Any]) -> str:
    """The rights that a reason is about, in the reader's language."""
    parts = [
        _axis(parameters.get("uses"), use_name),
        _axis(parameters.get("languages"), language_name),
        _axis(parameters.get("territories"), territory_name),
        _period(parameters),
    ]
    return " · ".join(part for part in parts if part)


def _axis(codes: Mapping[str, list[str]] | None, name: Any) -> str:
    if not codes or not codes["included"]:
        return ""
    included = _listed(name(code) for code in codes["included"])
    if not codes["excluded"]:
        return included
    return _("%(all)s except %(some)s") % {
        "all": included,
        "some": _listed(name(code) for code in codes["excluded"]),
    }


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)


def language_name(code: str) -> str:
    """A language of the rights vocabulary, in the reader's."""
    if code == "all":
        return _("every language")
    tag, _slash, form = code.partition("/")
    locale = icu.Locale.forLanguageTag(tag.partition(":")[0])
    name = str(locale.getDisplayName(_reader())) or LANGUAGES.name(code)
    return f"{name} ({FORMS[form]})" if form in FORMS else name


def territory_name(code: str) -> str:
    """A territory or group of the rights vocabulary, in the reader's language."""
    if code == "World":
        return _("the whole world")
    if len(code) == 2:
        return str(icu.Locale("und", code).getDisplayCountry(_reader()))
    return TERRITORIES.name(code)


def territories() -> list[tuple[str, str]]:
    """Every country by its name in the reader's language, in that language's order."""
    codes = {code.partition("-")[0] for code in TERRITORIES.codes(TERRITORIES.everything)}
    names = [(code, territory_name(code)) for code in codes]
    collator = icu.Collator.createInstance(_reader())
    return sorted(names, key=lambda one: collator.getSortKey(one[1]))


def reader_language() -> str:
    """The BCP 47 tag of the language that the page is in.

    >>> with translation.override("zh-hans"):
    ...     reader_language()
    'zh-Hans'
    """
    return translation.to_locale(translation.get_language() or "en").replace("_", "-")


def _reader() -> icu.Locale:
    return icu.Locale(translation.get_language() or "en")


def _period(parameters: Mapping[str, Any]) -> str:
    start, end = parameters.get("start"), parameters.get("end")
    if end:
        return _("until %(day)s") % {"day": _day(end)}
    return _("from %(day)s") % {"day": _day(start)} if start and start > "0001-01-01" else ""


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "Y-m-d")


def citation(parameters: Mapping[str, Any]) -> str:
    """The clause and the contract that a reason names, in brackets; empty where it names none."""
    clause, source = parameters.get("clause"), parameters.get("source")
    named = [_("clause %(clause)s") % {"clause": clause} if clause else "", source or ""]
    said = ", ".join(part for part in named if part and part != "authorship")
    return f" ({said})" if said else ""
