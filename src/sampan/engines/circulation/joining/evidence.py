"""What is compared between two records, as Splink's comparison levels over DuckDB, with the weights of weights.toml."""

from typing import TYPE_CHECKING, Any

from .weights import weights

if TYPE_CHECKING:
    from splink.comparison_library import CustomComparison

_OWN_SCRIPT = "'th', 'ko', 'ja', 'zh', 'yue', 'vi', 'lo', 'km', 'my'"
_OFTEN_UNTOLD = "'hi', 'ta', 'te', 'ml', 'kn', 'bn', 'ur', 'ar', 'he', 'ru', 'uk'"
_FIRST = "coalesce(seen_l, released_l)"
_SINCE = f"(year({_FIRST}) - year_r)"

# name of the comparison: when it tells nothing, then its levels in order; the first that holds counts.
_COMPARED: dict[str, tuple[str, tuple[tuple[str, str], ...]]] = {
    "name": (
        "false",
        (
            (
                "long",
                "list_has_any(names_l, names_r) AND (length(name_l) >= 12 OR name_l LIKE '% %')",
            ),
            ("short", "list_has_any(names_l, names_r)"),
            (
                "near",
                (
                    "(jaro_winkler_similarity(name_l, name_r) >= 0.93 OR starts_with(name_l, name_r || ' ')"
                    " OR starts_with(name_r, name_l || ' ') OR list_has_any(keys_l, keys_r))"
                    " AND regexp_replace(name_l, '[^0-9]', '', 'g') = regexp_replace(name_r, '[^0-9]', '', 'g')"
                ),
            ),
            ("other", "true"),
        ),
    ),
    "original": (
        (
            "len(originals_r) = 0 OR (len(originals_l) = 0 AND tongue_r IN"
            f" ({_OWN_SCRIPT}, {_OFTEN_UNTOLD}))"
        ),
        (
            ("equal", "list_has_any(originals_l, originals_r)"),
            (
                "near",
                "len(originals_l) > 0 AND jaro_winkler_similarity(originals_l[1], originals_r[1]) >= 0.85",
            ),
            ("as_named", "list_has_any(names_l, originals_r)"),
            ("other", "len(originals_l) > 0"),
            (
                "near_named",
                (
                    "jaro_winkler_similarity(name_l, originals_r[1]) >= 0.9"
                    " OR starts_with(name_l, originals_r[1] || ' ') OR starts_with(originals_r[1], name_l || ' ')"
                ),
            ),
            ("not_named", "tongue_r = 'en'"),
            ("unlike_named", "true"),
        ),
    ),
    "language": (
        f"tongue_r IS NULL OR (len(tongues_l) = 0 AND (NOT is_told_l OR tongue_r IN ({_OFTEN_UNTOLD})))",
        (
            ("same", "list_contains(tongues_l, tongue_r)"),
            ("other", "len(tongues_l) > 0"),
            ("unmarked_other", f"tongue_r IN ({_OWN_SCRIPT})"),
            ("unmarked_latin", "true"),
        ),
    ),
    "kind": (
        "kind_l IS NULL OR kind_r IS NULL",
        (("same", "kind_l = kind_r"), ("other", "true")),
    ),
    "time": (
        f"coalesce(year(released_r), year_r) IS NULL OR coalesce(year_l, year({_FIRST})) IS NULL",
        (
            ("same_days", "abs(date_diff('day', released_l, released_r)) <= 45"),
            ("same_year", "year_l = year_r"),
            ("next_year", "abs(year_l - year_r) = 1"),
            ("apart", "year_l IS NOT NULL"),
            ("unborn", f"{_SINCE} < 0"),
            ("late", f"released_r > {_FIRST} + INTERVAL 21 DAY"),
            ("fresh", f"{_SINCE} <= 1"),
            ("recent", f"{_SINCE} <= 5"),
            ("old", "true"),
        ),
    ),
    "length": (
        "minutes_l IS NULL OR minutes_r IS NULL OR kind_l IS DISTINCT FROM 'film'",
        (
            ("same", "abs(minutes_l - minutes_r) <= 2"),
            ("near", "abs(minutes_l - minutes_r) <= 10"),
            ("other", "true"),
        ),
    ),
    "people": (
        "len(people_l) = 0 OR len(people_r) = 0",
        (
            ("several", "len(list_intersect(people_l, people_r)) >= 2"),
            ("one", "list_has_any(people_l, people_r)"),
            ("none", "true"),
        ),
    ),
    "country": (
        "len(countries_l) = 0 OR len(countries_r) = 0",
        (("same", "list_has_any(countries_l, countries_r)"), ("other", "true")),
    ),
    "service": (
        "false",
        (("same", "list_has_any(services_l, services_r)"), ("silent", "true")),
    ),
    "register": ("false", (("same", "list_has_any(registers_l, registers_r)"), ("silent", "true"))),
    "claims": ("false", (("several", "claims_r >= 2"), ("silent", "true"))),
}
_SENTENCES = {
    "name.long": "the same name", "name.short": "the same name, of one word", "name.near": "a similar name",
    "name.other": "another name", "original.equal": "the same title in its own language",
    "original.near": "a similar title in its own language", "original.as_named": "its own title is the name",
    "original.near_named": "its own title is like the name", "time.late": "seen before its day of release",
    "original.not_named": "its own title is another", "original.unlike_named": "its own title is another",
    "original.other": "another title in its own language", "language.same": "the same language",
    "language.other": "another language", "language.unmarked_latin": "no sign of another language",
    "language.unmarked_other": "a language that the service would have shown", "kind.same": "the same kind",
    "kind.other": "another kind", "time.same_days": "released in the same weeks", "time.same_year": "the same year",
    "time.next_year": "years that touch", "time.apart": "years far apart", "time.unborn": "seen before it was released",
    "time.fresh": "seen when it was new", "time.recent": "seen within five years", "time.old": "seen much later",
    "length.same": "the same length", "length.near": "about the same length", "length.other": "another length",
    "people.several": "the same people", "people.one": "one person in common", "people.none": "other people",
    "country.same": "a country in common", "country.other": "other countries", "service.same": "on the same service",
    "register.same": "the same number in a register", "claims.several": "a description that has several names",
}  # fmt: skip


def compared() -> "list[CustomComparison]":
    """Splink's comparisons, levels and weights fixed: nothing is trained on the pairs that it judges."""
    return [_comparison(name, null, told) for name, (null, told) in _COMPARED.items()]


def _comparison(name: str, null: str, told: tuple[tuple[str, str], ...]) -> "CustomComparison":
    # Splink takes a third of a second to load: only who joins waits for it, no reader of a file.
    import splink.comparison_level_library as levels  # noqa: PLC0415
    import splink.comparison_library as comparisons  # noqa: PLC0415

    made: list[Any] = [
        levels.CustomLevel(null, label_for_charts="nothing").configure(is_null_level=True)
    ]
    for level, condition in told:
        weight = weights()[name][level]
        custom = levels.CustomLevel(condition, label_for_charts=f"{name}.{level}")
        made.append(custom.configure(m_probability=weight["m"], u_probability=weight["u"]))
    return comparisons.CustomComparison(output_column_name=name, comparison_levels=made)


def sentence(gammas: dict[str, int]) -> str:
    """The evidence in words, from the number of the level that held for each comparison; -1: it told nothing.

    >>> sentence({"name": 3, "original": -1, "kind": 1, "time": 3})
    'the same name; the same kind; seen before its day of release'
    """
    told = []
    for name, gamma in gammas.items():
        if gamma >= 0:
            order = _COMPARED[name][1]
            said = _SENTENCES.get(f"{name}.{order[len(order) - 1 - gamma][0]}")
            told += [said] if said else []
    return "; ".join(told)


def names() -> tuple[str, ...]:
    return tuple(_COMPARED)
