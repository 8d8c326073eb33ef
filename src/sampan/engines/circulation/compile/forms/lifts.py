"""A lift: how much more often a trait is found in a segment than in all; subjects are works, respondents or periods."""
# ruff: noqa: S608 - names come from the registry, values are bound

from dataclasses import replace

from sampan.engines.circulation.compile.classes import weights
from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement
from sampan.engines.circulation.compile.titles import titles
from sampan.engines.circulation.registry import UNKNOWN, dimensions

from .parts import grouped, same


def lifts(question: Question) -> Statement:
    """Cells (segment × trait) with the moments of log(P(trait | segment) / P(trait)) over subjects.

    Parts: `base` (k, m), `seg` (k, segments, g), `trait` (k, key, y) and `told` (x): subject k weighs m, is in the
    segment with weight g, and has y of the trait; x is what is of known origin of all m.
    """
    script = Script()
    makers = {"genre-lift": _genres, "audience-lift": _answers, "seasonality": _seasons}
    segments, key = makers[question.measure](script, question)
    listed = ", ".join(segments)
    named = ", ".join(f"s.{one}" for one in segments)
    script.part("all_base", "SELECT sum(m) AS m, sum(m * m) AS mm, count(*) AS subjects FROM base")
    script.part(
        "all_trait",
        "SELECT t.key AS key, sum(t.y) AS y, sum(t.y * t.y) AS yy, sum(t.y * b.m) AS ym\n"
        "FROM trait AS t JOIN base AS b ON b.k = t.k GROUP BY t.key",
    )
    script.part(
        "all_seg",
        f"SELECT {named}, sum(s.g * b.m) AS gm, sum(s.g * s.g * b.m * b.m) AS ggmm, "
        "sum(s.g * b.m * b.m) AS gmm, count(*) AS people\n"
        f"FROM seg AS s JOIN base AS b ON b.k = s.k GROUP BY {named}",
    )
    script.part(
        "cell",
        f"SELECT {named}, t.key AS key, sum(s.g * t.y) AS gy, sum(s.g * s.g * t.y * t.y) AS ggyy, "
        "sum(s.g * s.g * t.y * b.m) AS ggym, sum(s.g * t.y * t.y) AS gyy, sum(s.g * t.y * b.m) AS gym, "
        "count(*) AS n\nFROM seg AS s JOIN trait AS t ON t.k = s.k JOIN base AS b ON b.k = s.k"
        f"{grouped(named, 't.key')}",
    )
    names = (*segments, key)
    shown = ", ".join(f"c.{one} AS {one}" for one in segments)
    tests = _shown(script, question, segments)
    sql = script.sql(
        f"SELECT {shown}, c.key AS {key}, c.gy, c.ggyy, c.ggym, c.gyy, c.gym, c.n, "
        "a.gm, a.ggmm, a.gmm, a.people, t.y, t.yy, t.ym, b.m, b.mm, b.subjects, o.x, b.m AS x_all\n"
        f"FROM cell AS c JOIN all_seg AS a ON {same(tuple(segments), 'c', 'a')}\n"
        f"JOIN all_trait AS t ON t.key = c.key CROSS JOIN all_base AS b CROSS JOIN told AS o{tests}\n"
        f"ORDER BY {listed}, {key}"
    )
    return Statement(sql, script.bound, names)


def _shown(script: Script, question: Question, segments: tuple[str, ...]) -> str:
    tests = [
        script.among(f"c.{name}", name, question.where[name])
        for name in segments
        if name in question.where
    ]
    if question.of in question.where and question.of != "item":
        tests.append(script.among("c.key", question.of, question.where[question.of]))
    return f"\nWHERE {' AND '.join(tests)}" if tests else ""


def _genres(script: Script, question: Question) -> tuple[tuple[str, ...], str]:
    segment = "origin_bloc" if "origin_bloc" in question.groups else "origin"
    genre = weights(script, question, "genre")
    origin = weights(script, question, segment)
    rest = {name: keys for name, keys in question.where.items() if name not in {segment, "genre"}}
    titles(script, replace(question, where=rest), ())
    script.part(
        "base",
        "SELECT t.work_id AS k, t.amount AS m FROM title AS t\n"
        f"WHERE t.work_id IN (SELECT work_id FROM {genre})",
    )
    script.part(
        "seg",
        f"SELECT b.k AS k, coalesce(o.key, '{UNKNOWN}') AS {segment}, coalesce(o.weight, 1.0) AS g\n"
        f"FROM base AS b LEFT JOIN {origin} AS o ON o.work_id = b.k",
    )
    script.part(
        "trait",
        f"SELECT b.k AS k, g.key AS key, b.m AS y FROM base AS b JOIN {genre} AS g ON g.work_id = b.k",
    )
    script.part(
        "told",
        "SELECT coalesce(sum(b.m), 0.0) AS x FROM base AS b\n"
        f"WHERE b.k IN (SELECT s.k FROM seg AS s WHERE s.{segment} <> '{UNKNOWN}')",
    )
    return (segment,), "genre"


def _answers(script: Script, question: Question) -> tuple[tuple[str, ...], str]:
    segments = question.groups or ("sex",)
    columns = ", ".join(
        f"coalesce({dimensions()[one].columns['respondent']}, '{UNKNOWN}') AS {one}"
        for one in segments
    )
    person = "concat(r.survey_id, '/', r.respondent_id)"
    there = ""
    if "territory" in question.where:
        there = f" AND {script.among('r.territory', 'territory', question.where['territory'])}"
    items = ""
    if "item" in question.where:
        items = f"\nWHERE {script.among('a.item', 'item', question.where['item'])}"
    script.part(
        "base",
        f"SELECT {person} AS k, r.weight AS m FROM respondent AS r WHERE r.weight > 0{there}",
    )
    script.part("seg", f"SELECT {person} AS k, {columns}, 1.0 AS g FROM respondent AS r")
    script.part(
        "trait",
        "SELECT b.k AS k, concat(a.item, ': ', a.value) AS key, b.m AS y\n"
        "FROM answer AS a JOIN base AS b ON b.k = concat(a.survey_id, '/', a.respondent_id)"
        f"{items}",
    )
    script.part("told", "SELECT sum(b.m) AS x FROM base AS b")
    return segments, "item"


def _seasons(script: Script, question: Question) -> tuple[tuple[str, ...], str]:
    titles(script, question, (), days=True)
    weight = weights(script, question, question.of)
    script.part("base", "SELECT day AS k, sum(amount) AS m FROM title GROUP BY day")
    script.part(
        "span",
        "SELECT f.period_start AS k, max(f.period_days) AS days FROM engagement AS f GROUP BY f.period_start",
    )
    script.part(
        "seg",
        "SELECT DISTINCT b.k AS k, c.occasion AS occasion, 1.0 AS g FROM base AS b\n"
        "JOIN span AS s ON s.k = b.k\n"
        "JOIN calendar AS c ON c.day >= b.k AND date_diff('day', b.k, c.day) < s.days",
    )
    script.part(
        "trait",
        f"SELECT t.day AS k, coalesce(w.key, '{UNKNOWN}') AS key, "
        "sum(t.amount * coalesce(w.weight, 1.0)) AS y\nFROM title AS t\n"
        f"LEFT JOIN {weight} AS w ON w.work_id = t.work_id GROUP BY 1, 2",
    )
    script.part(
        "told",
        f"SELECT coalesce(sum(t.y), 0.0) AS x FROM trait AS t WHERE t.key <> '{UNKNOWN}'",
    )
    return ("occasion",), question.of
