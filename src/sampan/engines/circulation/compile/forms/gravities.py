"""The matrix of flows with what may explain them: sizes, a common language, a common bloc, home."""
# ruff: noqa: S608 - names come from the registry, values are bound

from sampan.engines.circulation.compile.classes import members
from sampan.engines.circulation.compile.question import Question
from sampan.engines.circulation.compile.script import Script, Statement
from sampan.engines.circulation.compile.titles import titles
from sampan.engines.circulation.registry import UNKNOWN, UNPLACED, spoken

TERMS = ("constant", "size of origin", "size of territory", "language", "bloc", "home")


def gravities(question: Question) -> Statement:
    """A row an origin and a territory, empty flows too: the amount and the values of the model's terms."""
    script = Script()
    titles(script, question, ("origin", "territory"))
    member = members(script, question)
    pairs = script.bind("spoken", " ".join(f"{country}:{tag}" for country, tag in spoken()))
    script.part(
        "spoken",
        "SELECT split_part(pair, ':', 1) AS country, split_part(pair, ':', 2) AS tag\n"
        f"FROM (SELECT unnest(string_split({pairs}, ' ')) AS pair) AS listed",
    )
    script.part(
        "shared_tongue",
        "SELECT DISTINCT a.country AS one, b.country AS other FROM spoken AS a "
        "JOIN spoken AS b ON b.tag = a.tag",
    )
    known = f"origin NOT IN ('{UNKNOWN}', '{UNPLACED}')"
    script.part(
        "sender",
        f"SELECT origin, CAST(count(DISTINCT work_id) AS DOUBLE) AS size FROM title WHERE {known} GROUP BY origin",
    )
    script.part(
        "taker",
        f"SELECT territory, sum(amount) AS size FROM title WHERE {known} GROUP BY territory",
    )
    script.part(
        "flow",
        "SELECT origin, territory, sum(amount) AS y, sum(n) AS n, count(*) AS clusters FROM title "
        "GROUP BY origin, territory",
    )
    script.part(
        "told",
        f"SELECT coalesce(sum(amount) FILTER (WHERE origin <> '{UNKNOWN}'), 0.0) AS x, sum(amount) AS x_all FROM title",
    )
    sql = script.sql(
        "SELECT s.origin AS origin, t.territory AS territory, coalesce(f.y, 0.0) AS y, "
        "coalesce(f.n, 0) AS n, coalesce(f.clusters, 0) AS clusters,\n"
        "  ln(s.size) AS ln_origin, ln(t.size) AS ln_territory,\n"
        "  CASE WHEN l.one IS NULL THEN 0.0 ELSE 1.0 END AS language,\n"
        "  CASE WHEN a.bloc = b.bloc THEN 1.0 ELSE 0.0 END AS bloc,\n"
        "  CASE WHEN s.origin = t.territory THEN 1.0 ELSE 0.0 END AS home, k.x, k.x_all\n"
        "FROM sender AS s CROSS JOIN taker AS t CROSS JOIN told AS k\n"
        "LEFT JOIN flow AS f ON f.origin = s.origin AND f.territory = t.territory\n"
        "LEFT JOIN shared_tongue AS l ON l.one = s.origin AND l.other = t.territory\n"
        f"LEFT JOIN {member} AS a ON a.code = s.origin\n"
        f"LEFT JOIN {member} AS b ON b.code = t.territory\n"
        "ORDER BY origin, territory"
    )
    return Statement(sql, script.bound, ("term",))
