"""What can be chosen in the explorer: measures, rules, units and dimensions, with what is chosen now."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict

from sampan.engines.circulation.charts import name as name_of
from sampan.engines.circulation.charts import word
from sampan.engines.circulation.compile import bloc_codes
from sampan.engines.circulation.compile.question import SHELF
from sampan.engines.circulation.facts import Store
from sampan.engines.circulation.registry import RULES, Measure, measures, said
from sampan.engines.circulation.registry.said import Said

from .beginnings import counted_in, units_of
from .questions import FILTERS

Option = dict[str, object]


@dataclass(frozen=True, slots=True)
class Choices:
    """Lists of options as a select shows them. Units and dimensions are those of the measure that is chosen."""

    measures: list[Option]  # that the facts have anything for
    unanswered: list[Option]  # the others
    rules: list[Option]
    units: list[Option]
    first: list[Option]
    second: list[Option]
    origins: list[Option]
    territories: list[Option]
    services: list[Option]
    sources: list[Option]
    kinds: list[Option]
    start: str
    end: str
    view: str
    is_narrowed: bool
    definition: Said
    caveats: tuple[Said, ...]

    @classmethod
    def of(cls, asked: QueryDict, store: Store, *, tag: str) -> "Choices":
        known = measures()
        chosen = known.get(asked.get("measure", "")) or known["catalogue-share"]
        by = [*asked.getlist("by"), "", ""]
        counted = counted_in(store)
        answered = [key for key, one in known.items() if units_of(one, counted)]
        units = units_of(chosen, counted) or list(chosen.units)
        dimensions, present = _dimensions(chosen), _keys_in(store)
        return cls(
            measures=_options(answered, [chosen.id], "measures", tag),
            unanswered=_options(
                [key for key in known if key not in answered], [chosen.id], "measures", tag
            ),
            rules=_options(RULES, [asked.get("origin_rule", "")], "rules", tag),
            units=_options(
                units, units if len(units) == 1 else [asked.get("unit", "")], "units", tag
            ),
            first=_options(dimensions, by[:1], "dimensions", tag),
            second=_options(dimensions, by[1:2], "dimensions", tag),
            origins=_present(present, "origin", asked, tag),
            territories=_present(present, "territory", asked, tag),
            services=_present(present, "service", asked, tag),
            sources=_present(present, "source", asked, tag),
            kinds=_present(present, "kind", asked, tag),
            start=asked.get("start", ""),
            end=asked.get("end", ""),
            view=asked.get("view", ""),
            is_narrowed=any(asked.get(name) for name in (*FILTERS, "start", "end")),
            definition=said.definition(chosen.id, tag),
            caveats=said.caveats(chosen.id, tag),
        )


def _dimensions(measure: Measure) -> list[str]:
    """The likeliest first. A concentration is one number of all its items: it is shown by something else."""
    own = [one for one in measure.dimensions if one not in {*measure.of, SHELF}]
    return [*own, *measure.of] if measure.form == "concentration" else [*measure.of, *own]


def _options(values: Iterable[str], chosen: list[str], section: str, tag: str) -> list[Option]:
    return [
        {"value": value, "label": word(value, tag, section=section), "chosen": value in chosen}
        for value in values
    ]


_KEPT = {
    "origin": "SELECT DISTINCT country FROM origin WHERE country IS NOT NULL",
    "territory": "SELECT DISTINCT territory FROM offer UNION SELECT DISTINCT territory FROM engagement",
    "source": "SELECT DISTINCT source_id FROM source",
    "service": "SELECT DISTINCT service_id FROM service",
    "kind": "SELECT DISTINCT kind FROM work WHERE kind IS NOT NULL",
}


def _keys_in(store: Store) -> dict[str, list[str]]:
    """What the facts have of each dimension that a question may be narrowed by."""
    with store.connect() as connection:
        return {
            name: [row[0] for row in connection.execute(statement).fetchall()]
            for name, statement in _KEPT.items()
        }


def _present(
    present: Mapping[str, list[str]], name: str, asked: QueryDict, tag: str
) -> list[Option]:
    """What the facts have, by the reader's names; first the blocs that stand for several."""
    chosen = asked.getlist(name)
    blocs = bloc_codes() if name in {"origin", "territory"} else ()
    named = sorted((name_of(name, key, tag), key) for key in present[name])
    listed = [*((name_of(name, key, tag), key) for key in blocs), *named]
    return [{"value": key, "label": label, "chosen": key in chosen} for label, key in listed]
