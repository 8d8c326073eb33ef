"""What a question must name, what it may name, and what is refused."""

from dataclasses import replace
from datetime import date

import pytest

from engines.circulation.exchange import answer, large, small
from sampan.engines.circulation.compile import Question, Unasked, behind, compiled, spread, to_spark
from sampan.engines.circulation.figure import rows_sql
from sampan.engines.circulation.registry import RULES, measures

VIEWING = Question("viewing-share", "fractional", "slots", ("origin", "territory"))
HOSTILE = ("x'; DROP TABLE work; --", '" OR 1=1 --', "unknown') OR TRUE --", "$unit", "{}")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"origin_rule": None}, "Name an origin rule for Viewing share: any, fractional, first, "),
        ({"unit": None}, "Name a unit for Viewing share: minutes, hours, views, slots and points."),
        ({"measure": "hearts"}, "There is no measure “hearts”; the registry has audience-lift, "),
        ({"origin_rule": "mine"}, "There is no origin rule “mine”; write one of any, fractional, "),
        ({"unit": "likes"}, "Viewing share cannot be counted in “likes”; write one of minutes, "),
        ({"by": ("moon",)}, "Viewing share cannot be shown by “moon”; write one of origin, "),
        ({"by": ("channel",)}, "Viewing share cannot be shown by “channel”; write one of origin, "),
        ({"where": {"moon": ("x",)}}, "Viewing share cannot be shown by “moon”; "),
        ({"by": ("origin", "origin_bloc")}, "Viewing share cannot be shown by origin and origin_bloc"),
        ({"joins": "some"}, "Viewing share cannot be shown by “some”; write one of none, firm and all."),
        ({"measure": "dependency", "by": ()}, "Dependency can only be given by territory."),
    ],
)  # fmt: skip
def test_a_question_that_lacks_something_is_answered_with_a_sentence(
    change: dict[str, object], said: str
) -> None:
    with pytest.raises(Unasked) as refused:
        compiled(replace(VIEWING, **change))
    assert str(refused.value).startswith(said)
    assert refused.value.refusal.sentence == str(refused.value)


@pytest.mark.parametrize("text", HOSTILE)
def test_names_come_from_the_registry_and_keys_are_bound(text: str) -> None:
    for change in ({"by": (text,)}, {"where": {text: ("TH",)}}, {"measure": text}, {"unit": text},
                   {"origin_rule": text}, {"joins": text}, {"base": text}):  # fmt: skip
        with pytest.raises(Unasked):
            compiled(replace(VIEWING, **change))
    facts = small()
    for name in ("territory", "origin", "kind", "month", "genre", "origin_bloc", "service"):
        question = replace(VIEWING, where={name: (text,)})
        statement = compiled(question)
        assert text not in statement.sql or text in {"{}", "$unit"}
        assert answer(facts, question).rows == ()
    assert facts.execute("SELECT count(*) FROM work").fetchone() == (5,)


@pytest.mark.slow
def test_every_measure_by_every_dimension_runs() -> None:
    facts, ran = small(), 0
    for one in measures().values():
        unit = "slots" if "slots" in one.units else one.units[0]
        first = "territory" if one.id == "dependency" else ""
        names = dict.fromkeys(n for n in (*one.of, *one.dimensions) if n not in {"shelf", "term"})
        for name in ("", *names):
            by = tuple(dict.fromkeys(each for each in (first, name) if each))
            question = Question(one.id, "fractional", unit, by)
            for statement in (compiled(question), behind(question)):
                facts.execute(f"EXPLAIN {statement.sql}", statement.bound).fetchall()
                ran += 1
    assert ran > 400


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_compiles_for_spark(rule: str) -> None:
    said = to_spark(compiled(replace(VIEWING, origin_rule=rule)))
    assert "$" not in said.sql
    assert ":unit" in said.sql
    assert said.bound["unit"] == "slots"


def test_a_catalogue_of_mostly_unknown_origin_is_refused_by_name() -> None:
    facts = small()
    facts.execute("DELETE FROM origin WHERE work_id <> 'c'")
    figure = answer(facts, replace(VIEWING, where={"territory": ("TH",)}))
    assert figure.refusal is not None
    assert figure.refusal.sentence == (
        "No viewing share is given: the origin of 87.5 % is unknown, and at most 50.0 % may be."
    )
    assert figure.cell("CN", "TH").value is None
    assert figure.cell("unknown", "TH").value == 0.875
    lenient = answer(facts, replace(VIEWING, where={"territory": ("TH",)}, unknown_limit=0.9))
    assert lenient.cell("CN", "TH").value == 1.0


def test_one_dark_group_does_not_refuse_the_others() -> None:
    facts = small()
    facts.execute("DELETE FROM origin WHERE work_id = 'e'")
    figure = answer(facts, VIEWING)
    assert figure.refusal is None
    assert figure.cell("CN", "VN").refused is not None
    assert figure.cell("CN", "CN").value is not None


def test_territories_without_data_are_named() -> None:
    assert answer(small(), VIEWING).missing == ("HK", "LA")
    asked = replace(VIEWING, where={"territory": ("LA", "TH")})
    assert answer(small(), asked).missing == ("LA",)


@pytest.mark.parametrize("name", sorted(measures()))
def test_the_rows_behind_a_figure_are_its_facts(name: str) -> None:
    one = measures()[name]
    facts = large()
    unit = "slots" if "slots" in one.units else one.units[0]
    by = ("territory",) if "territory" in one.dimensions and one.form != "lift" else ()
    figure = answer(facts, Question(name, "any", unit, by, joins="firm"))
    assert figure.rows
    statement, bound = rows_sql(figure)
    assert facts.execute(statement, bound).fetchone() is not None
    if one.form == "share":
        for cell in figure.rows:
            statement, bound = rows_sql(figure, cell.keys)
            assert len(facts.execute(statement, bound).fetchall()) == cell.n


@pytest.mark.parametrize("name", sorted(measures()))
def test_the_same_question_of_the_same_facts_is_the_same_bytes(name: str) -> None:
    one = measures()[name]
    unit = "slots" if "slots" in one.units else one.units[0]
    by = ("territory",) if name == "dependency" else ()
    question = Question(name, "fractional", unit, by)
    first, again = (answer(large(), question, check=True) for _ in range(2))
    assert first.json() == again.json()
    assert first.source.inputs.keys() <= set(first.source.inputs)
    assert first.source.sha256 == again.source.sha256


def test_a_bloc_among_the_keys_is_its_members_and_the_figure_says_the_bloc() -> None:
    by = ("origin", "territory")
    asked = Question("viewing-share", "fractional", "slots", by, {"territory": ("ASEAN", "JP")})
    named = replace(asked, where={"territory": (*spread(asked).where["territory"],)})
    found, spelt = answer(large(), asked), answer(large(), named)
    assert [(cell.keys, cell.value, cell.low) for cell in found.rows] == [
        (cell.keys, cell.value, cell.low) for cell in spelt.rows
    ]
    assert found.missing == spelt.missing
    assert "ASEAN" not in found.missing
    assert found.parameters["where"] == {"territory": ["ASEAN", "JP"]}
    assert {cell.keys[1] for cell in found.rows} <= {*spread(asked).where["territory"]}
    shown = answer(large(), replace(asked, where={"origin": ("CHINA",)}, by=("origin",)))
    assert {cell.keys[0] for cell in shown.rows} <= {"CN", "HK", "MO", "TW"}


def test_the_members_are_those_of_the_day_that_the_question_names() -> None:
    asked = Question("viewing-share", where={"origin": ("ASEAN",)})
    then = replace(asked, on=date(2024, 1, 1))
    assert {*spread(asked).where["origin"]} - {*spread(then).where["origin"]} == {"TL"}
