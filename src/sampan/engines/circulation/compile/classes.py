"""What a work counts for: its origins under a rule, its genres, whether it was co-produced; each with a weight."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.registry import UNPLACED, spoken

from .question import Question
from .script import Script


def weights(script: Script, question: Question, name: str) -> str:
    """A part (work_id, key, weight) for a dimension of the level `class`; works without a row are unknown."""
    if name in {"origin", "origin_bloc"}:
        return _origins(script, question, bloc=name == "origin_bloc")
    return _genres(script, question) if name == "genre" else _productions(script, question)


def resolved(script: Script, question: Question, alias: str) -> tuple[str, str]:
    """The work that a row of a table is about, after joins: an expression, and the JOIN that it needs."""
    if question.joins == "none":
        return f"{alias}.work_id", ""
    sure = script.bind("sure", question.sure if question.joins == "firm" else 0.0)
    join = (
        f"LEFT JOIN same AS {alias}_s ON {alias}_s.work_id = {alias}.work_id "
        f"AND {alias}_s.probability >= {sure}"
    )
    return f"coalesce({alias}_s.same_id, {alias}.work_id)", join


def members(script: Script, question: Question) -> str:
    """A part (code, bloc): the members of the blocs on the day that the question names."""
    if question.on:
        on = script.bind("on", question.on)
        dated = f"(date_from IS NULL OR date_from <= {on}) AND (date_to IS NULL OR date_to > {on})"
    else:
        dated = "date_to IS NULL"
    return script.part(
        "member", f"SELECT DISTINCT code, bloc FROM territory WHERE bloc IS NOT NULL AND {dated}"
    )


def _places(script: Script, question: Question) -> str:
    """The countries of each work; of several descriptions of one work, those of the work's own, or of the first."""
    work, join = resolved(script, question, "o")
    if not join:
        return script.part(
            "place",
            "SELECT work_id, country, role, share, position FROM origin WHERE role <> 'service'",
        )
    script.part(
        "described",
        f"SELECT {work} AS work_id, o.country AS country, o.role AS role, o.share AS share, "
        f"o.position AS position,\n  rank() OVER (PARTITION BY {work} ORDER BY "
        f"CASE WHEN o.work_id = {work} THEN 0 ELSE 1 END, o.work_id) AS choice\n"
        f"FROM origin AS o {join}\nWHERE o.role <> 'service'",
    )
    return script.part(
        "place",
        "SELECT work_id, country, role, share, position FROM described WHERE choice = 1",
    )


def _origins(script: Script, question: Question, *, bloc: bool) -> str:
    rule = question.origin_rule
    if rule == "rights-holder":
        work, join = resolved(script, question, "h")
        script.part(
            "counted_place",
            "SELECT work_id, country, 1.0 / count(*) OVER (PARTITION BY work_id) AS weight FROM\n"
            f"(SELECT DISTINCT {work} AS work_id, h.territory AS country FROM holder AS h {join}) AS t",
        )
    else:
        place = _places(script, question)
        script.part("counted_place", _ruled(script, question, rule, place))
    key, joined = "p.country", ""
    if bloc:
        joined = f"LEFT JOIN {members(script, question)} AS m ON m.code = p.country"
        unplaced = f"CASE WHEN p.country = '{UNPLACED}' THEN p.country ELSE 'other' END"
        key = f"coalesce(m.bloc, {unplaced})"
    added = "sum" if rule in {"fractional", "rights-holder"} else "max"
    return script.part(
        "origin_bloc_weight" if bloc else "origin_weight",
        f"SELECT p.work_id AS work_id, {key} AS key, {added}(p.weight) AS weight\n"
        f"FROM counted_place AS p {joined}\nGROUP BY p.work_id, {key}",
    )


def _ruled(script: Script, question: Question, rule: str | None, place: str) -> str:
    if rule == "fractional":
        return (
            f"SELECT work_id, country,\n"
            f"  share / sum(share) OVER (PARTITION BY work_id) AS weight\nFROM {place}"
        )
    if rule == "first":
        return (
            "SELECT work_id, country, 1.0 AS weight\n"
            "FROM (SELECT work_id, country, row_number() OVER (PARTITION BY work_id ORDER BY "
            f"CASE WHEN role = 'main' THEN 0 ELSE 1 END, position, country) AS turn FROM {place}) AS t\n"
            "WHERE turn = 1"
        )
    if rule == "any":
        return f"SELECT work_id, country, 1.0 AS weight FROM {place}"
    return _by_language(script, question, place)


def _by_language(script: Script, question: Question, place: str) -> str:
    """Countries in whose language the work was made; a work whose language nobody tells has no row, and is unknown."""
    pairs = script.bind("spoken", " ".join(f"{country}:{tag}" for country, tag in spoken()))
    script.part(
        "spoken",
        "SELECT split_part(pair, ':', 1) AS country, split_part(pair, ':', 2) AS tag\n"
        f"FROM (SELECT unnest(string_split({pairs}, ' ')) AS pair) AS listed",
    )
    tongue = _tongues(script, question)
    script.part(
        "native",
        f"SELECT p.work_id AS work_id, p.country AS country FROM {place} AS p\n"
        f"JOIN {tongue} AS t ON t.work_id = p.work_id\n"
        "JOIN spoken AS s ON s.country = p.country AND s.tag = t.tag",
    )
    return (
        "SELECT work_id, country, 1.0 AS weight FROM native\n"
        f"UNION ALL SELECT DISTINCT p.work_id, '{UNPLACED}', 1.0 FROM {place} AS p\n"
        f"JOIN {tongue} AS t ON t.work_id = p.work_id\n"
        "LEFT JOIN native AS n ON n.work_id = p.work_id WHERE n.work_id IS NULL"
    )


def _tongues(script: Script, question: Question) -> str:
    """The language of each work: its source's word, else that of a description joined to it.

    Joins are by evidence, never by title alone; without joins asked for, only those that are firm tell a language.
    """
    sure = script.bind("sure", 0.0 if question.joins == "all" else question.sure)
    script.part(
        "described_in",
        "SELECT k.work_id AS work_id, coalesce(s.same_id, k.work_id) AS whole, "
        "split_part(k.language, '-', 1) AS tag\n"
        f"FROM work AS k LEFT JOIN same AS s ON s.work_id = k.work_id AND s.probability >= {sure}",
    )
    nearest = (
        "CASE WHEN d.work_id = k.work_id THEN '0' WHEN d.work_id = k.whole THEN '1' ELSE '2' END"
    )
    return script.part(
        "tongue",
        f"SELECT k.work_id AS work_id, substr(min(concat({nearest}, d.tag)), 2) AS tag\n"
        "FROM described_in AS k JOIN described_in AS d ON d.whole = k.whole\n"
        "WHERE d.tag IS NOT NULL GROUP BY k.work_id",
    )


def _genres(script: Script, question: Question) -> str:
    work, join = resolved(script, question, "g")
    return script.part(
        "genre_weight",
        f"SELECT DISTINCT {work} AS work_id, g.code AS key, 1.0 AS weight FROM genre AS g {join}",
    )


def _productions(script: Script, question: Question) -> str:
    place = _places(script, question)
    member = members(script, question)
    return script.part(
        "production_weight",
        "SELECT p.work_id AS work_id, CASE WHEN count(DISTINCT m.bloc) > 1 THEN 'across' "
        "WHEN count(DISTINCT p.country) > 1 THEN 'co-produced' ELSE 'single' END AS key, "
        f"1.0 AS weight\nFROM {place} AS p LEFT JOIN {member} AS m ON m.code = p.country\n"
        "GROUP BY p.work_id",
    )
