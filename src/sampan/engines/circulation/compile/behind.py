"""The rows behind a figure: each fact, the title it is about, where it is counted, and with what weight."""

from sampan.engines.circulation.facts.schema import TABLES

from .forms.lifts import lifts
from .forms.parts import parted
from .question import Question, check
from .script import Script, Statement
from .spreading import spread
from .titles import ROW


def behind(question: Question) -> Statement:
    """The statement for the facts behind a figure, before they are summed; `keys` are the dimensions it carries."""
    check(question)
    question = spread(question)
    if question.definition.facts == "answer":
        return _answers(question)
    script = Script()
    groups = question.groups
    if question.definition.form == "gravity":
        groups = ("origin", "territory")
    elif question.definition.form == "balance":
        there = "territory_bloc" if question.of == "origin_bloc" else "territory"
        groups = (*groups, there)
    elif question.measure == "genre-lift":
        groups = groups or ("origin",)
    groups = tuple(name for name in groups if name != "occasion")
    table = TABLES[question.definition.facts]
    columns = [name for name in table.names if name != "work_id"]
    parted(script, question, (*groups, *(ROW + name for name in columns)))
    of = (question.of,) if question.of and question.of != "work" else ()
    keys = (*of, *groups)
    listed = [f"p.key AS {name}" if name in of else f"p.{name} AS {name}" for name in keys]
    facts = [f"p.{ROW}{name} AS fact_{name}" for name in columns]
    sql = script.sql(
        f"SELECT {', '.join([*listed, 'p.work_id AS work_id', 'k.title AS title', *facts])}, "
        "p.x AS amount, p.y AS counted, p.sure AS sure\n"
        "FROM part AS p LEFT JOIN work AS k ON k.work_id = p.work_id\n"
        f"ORDER BY {', '.join([*keys, 'p.work_id', *(f'fact_{n}' for n in columns)])}"
    )
    return Statement(sql, script.bound, keys)


def _answers(question: Question) -> Statement:
    asked = lifts(question)
    head = asked.sql[: asked.sql.index(",\nall_base AS (")]
    segments = asked.keys[:-1]
    listed = ", ".join(f"s.{name} AS {name}" for name in segments)
    sql = (
        f"{head}\nSELECT {listed}, t.key AS item, t.k AS respondent, t.y AS weight\n"
        f"FROM trait AS t JOIN seg AS s ON s.k = t.k\nORDER BY {', '.join(segments)}, item, respondent"
    )
    return Statement(sql, asked.bound, asked.keys)
