"""The market's page on 100,000 titles with 1,000,000 grants: search with what can still be had, and counts.

    ./run bench market [TITLES]

Asked as a browser and as a program ask, through the whole of Django. Rows are made by the generator of bench/rights.py
and written in bulk; they stay in var/bench/market for the next run (delete the folder to begin anew).
"""

import json
import os
import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "var" / "bench" / "market"
FOLDER.mkdir(parents=True, exist_ok=True)
os.environ |= {
    "SAMPAN_VAR": str(FOLDER),
    "SAMPAN_DATABASE": f"sqlite:///{FOLDER / 'market.sqlite3'}",
    "SAMPAN_LOG_LEVEL": "WARNING",
    "SAMPAN_HOSTS": "testserver",
    "OMP_NUM_THREADS": "1",
}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")

import django  # noqa: E402  # the environment comes first

django.setup()

import numpy as np  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402

from figures import emit, milliseconds, percentile  # noqa: E402
from rights import Draw  # noqa: E402
from sampan.catalogue import kept_rights  # noqa: E402
from sampan.catalogue.models import (  # noqa: E402
    Edition,
    Genre,
    Grant,
    Rating,
    Share,
    Terms,
    Title,
    TitleKind,
    Vectors,
    Version,
    Work,
)  # fmt: skip
from sampan.catalogue.search import meaning, vectors  # noqa: E402
from sampan.engines.language import search_terms  # noqa: E402
from sampan.engines.rights import Kind, Row, lanes  # noqa: E402
from sampan.engines.rights.regulation import ages_in  # noqa: E402
from sampan.partners.actor import Actor  # noqa: E402
from sampan.partners.models import Membership, Organisation, Person, Role, Scope  # noqa: E402
from sampan.partners.services import issue_token  # noqa: E402

HOUSES = 40
LANGUAGES = ("en", "th", "zh-Hans", "vi", "id", "lo")
WORDS = {
    "en": ["river", "harbour", "lantern", "monsoon", "teacher", "ferry", "market", "tiger", "island", "song"],
    "vi": ["sông", "cảng", "đèn", "mưa", "đò", "chợ", "hổ", "đảo", "bếp", "đông", "mẹ", "tàu"],
    "id": ["sungai", "pelabuhan", "lentera", "monsun", "guru", "feri", "pasar", "harimau", "pulau", "dapur", "lagu"],
    "th": ["แม่น้ำ", "ท่าเรือ", "โคมไฟ", "มรสุม", "ครู", "ตลาด", "เสือ", "เกาะ", "ครัว", "เพลง", "แม่", "รถไฟ"],
    "lo": ["ແມ່ນ້ຳ", "ທ່າເຮືອ", "ໂຄມໄຟ", "ມໍລະສຸມ", "ຄູ", "ຕະຫຼາດ", "ເສືອ", "ເກາະ", "ເພງ", "ແມ່", "ລົດໄຟ"],
    "zh-Hans": ["河流", "港口", "灯笼", "季风", "老师", "渡船", "市场", "老虎", "岛屿", "厨房", "冬天", "母亲"],
}  # fmt: skip
NOW = datetime(2026, 1, 1, tzinfo=UTC)
VERBS = {Kind.GIVES: "in", Kind.TAKES: "out-exclusive", Kind.SHARES: "out-nonexclusive"}


def insert(model: type, rows: Iterator[dict[str, object]], size: int = 20_000) -> None:
    """Rows by their columns, a part at a time; what a row leaves out is null or empty as its column wants."""
    fields = model._meta.concrete_fields
    names = [field.column for field in fields]
    blank = {f.column: None if f.null else _empty(f) for f in fields}
    sql = f"INSERT INTO {model._meta.db_table} ({', '.join(names)}) VALUES ({', '.join(['%s'] * len(names))})"
    part: list[list[object]] = []
    with transaction.atomic(), connection.cursor() as cursor:
        for row in rows:
            full = blank | row
            part.append([full[name] for name in names])
            if len(part) == size:
                cursor.executemany(sql, part)
                part = []
        cursor.executemany(sql, part)


def _empty(field: object) -> object:
    kind = type(field).__name__
    if kind == "JSONField":
        return "[]"
    if kind in ("DateTimeField",):
        return NOW.isoformat(sep=" ")
    return {"BooleanField": True}.get(kind, 0 if "Integer" in kind else "")


def build(titles: int) -> None:
    """Houses, titles with a listing each, shared with everybody, and ten grants a title."""
    call_command("migrate", verbosity=0)
    if Title.objects.count() == titles and Rating.objects.exists():
        return
    call_command("flush", verbosity=0, interactive=False)
    with transaction.atomic():
        _fill(titles)


def _fill(titles: int) -> None:
    houses = [
        Organisation.objects.create(
            slug=f"house-{n:02d}",
            name=f"House {n}",
            kind="producer",
            territory="TH",
            languages=["th"],
        ).pk
        for n in range(HOUSES)
    ]
    chance = random.Random(7)
    texts = [_text(chance, LANGUAGES[n % len(LANGUAGES)]) for n in range(titles)]
    _works(titles, houses, chance)
    _ratings(titles, chance)
    _listings(texts, houses)
    _grants(titles, houses)


def _text(chance: random.Random, language: str) -> str:
    gap = "" if language in ("th", "lo", "zh-Hans") else " "
    words = WORDS[language]
    return "\n".join(gap.join(chance.choices(words, k=k)).replace("-", " ") for k in (3, 8, 20))


def _works(titles: int, houses: list[int], chance: random.Random) -> None:
    places = ("CN", "TH", "VN", "LA", "ID", "MY", "PH", "KH", "MM", "SG")
    keys = range(1, titles + 1)
    insert(Work, (
        {"id": n, "key": f"{n:032x}", "kind": "programme", "owner_id": houses[n % HOUSES],
         "origin": places[n % 10], "slugline": f"title {n}"}
        for n in keys
    ))  # fmt: skip
    insert(Share, ({"id": n, "work_id": n, "from_at": "2025-01-01 00:00:00"} for n in keys))
    kinds, genres = TitleKind.values, Genre.values
    insert(Title, (
        {"work_id": n, "kind": kinds[n % len(kinds)], "year": 1990 + n % 37, "minutes": 20 + n % 100,
         "genres": json.dumps(chance.sample(genres, 2)), "language": LANGUAGES[n % 6]}
        for n in keys
    ))  # fmt: skip


def _ratings(titles: int, chance: random.Random) -> None:
    """Two in three titles are rated in two territories."""
    rated = {code: ages_in(code) for code in ("TH", "VN", "MY", "ID", "SG")}
    drawn = (
        (n, code) for n in range(1, titles + 1) if n % 3 for code in chance.sample(list(rated), 2)
    )
    values = {code: list(ages.items()) for code, ages in rated.items()}
    insert(Rating, (
        {"id": number, "title_id": n, "territory": code, "value": value, "age": age}
        for number, (n, code) in enumerate(drawn, start=1)
        for value, age in [chance.choice(values[code])]
    ))  # fmt: skip


def _listings(texts: Sequence[str], houses: list[int]) -> None:
    insert(Edition, (
        {"id": n, "uri": f"urn:bench:{n}", "work_id": n, "house_id": houses[n % HOUSES],
         "language": LANGUAGES[(n - 1) % 6], "form": "listing", "status": "usable", "latest_id": n, "published_id": n}
        for n in range(1, len(texts) + 1)
    ))  # fmt: skip
    insert(Version, (
        {"id": n, "edition_id": n, "number": 1, "headline": text.partition("\n")[0], "text": text,
         "content": json.dumps({"headline": text.partition("\n")[0], "blocks": []}), "digest": f"{n:064x}"}
        for n, text in enumerate(texts, start=1)
    ))  # fmt: skip
    part: list[Terms] = []
    for n, text in enumerate(texts, start=1):
        terms = search_terms(text, LANGUAGES[(n - 1) % 6])
        part.append(Terms(version_id=n, words=terms.words, graphemes=terms.graphemes))
        if len(part) == 5000 or n == len(texts):
            Terms.objects.bulk_create(part)
            part = []
    drawn = np.random.default_rng(7).normal(size=(200, meaning.embedder().dimensions))
    near = (drawn / np.linalg.norm(drawn, axis=1, keepdims=True)).astype("<f2")
    insert(Vectors, (
        {"id": n, "version_id": n, "embedder": meaning.embedder().name, "mean": near[n % 200].tobytes(),
         "sentences": near[n % 200].tobytes(), "spans": np.array([(0, 5)], "<i4").tobytes()}
        for n in range(1, len(texts) + 1)
    ))  # fmt: skip
    vectors.refresh(meaning.embedder().name, meaning.embedder().dimensions, behind=0)


def drawn_rows(titles: int) -> Iterator[Row]:
    """Ten a title, in the order of titles; the generator of bench/rights.py."""
    draw = Draw(2026)
    for n in range(1, titles + 1):
        rows = list(draw.rights_in(str(n)))
        rows += [draw.rights_out(str(n)) for _ in range(10 - len(rows))]
        yield from rows


def _grants(titles: int, houses: list[int]) -> None:
    columns = [f.column for f in Grant._meta.concrete_fields]
    lane_columns = [
        name for name in columns if len(name) <= 3 and name[0] in "tlu" and name[1:].isdigit()
    ]

    def rows() -> Iterator[dict[str, object]]:
        for number, row in enumerate(drawn_rows(titles), start=1):
            owner = houses[int(row.subject) % HOUSES]
            is_in = row.kind == Kind.GIVES
            packed = lanes(row.territories, row.languages, row.uses)
            yield {
                "id": number, "work_id": int(row.subject), "verb": VERBS[Kind(row.kind)], "licensor_id": owner,
                "licensee_id": owner if is_in else houses[(int(row.subject) + 1) % HOUSES],
                "start_on": row.start.isoformat(), "end_on": row.end.isoformat() if row.end else None,
                "clause": "1", "recorded_at": "2025-01-01 00:00:00", "starts": None, "ends": None,
                **dict(zip(lane_columns, packed, strict=True)),
            }  # fmt: skip

    insert(Grant, rows())


def keep_snapshot(titles: int) -> None:
    """The columns that the worker would build from the rows, from the generator's own: the same, in less time."""
    slugs = dict(Organisation.objects.values_list("pk", "slug"))
    houses = sorted(slugs)
    start = time.perf_counter()
    rows = (
        row._replace(seller=slugs[houses[int(row.subject) % HOUSES]])
        for row in sorted(drawn_rows(titles), key=lambda row: row.subject)
    )
    kept_rights.keep(rows, today=datetime.now(tz=UTC).date())
    emit(figure="snapshot of a million grants written", value=round(time.perf_counter() - start, 1),
         unit="s", bar=None, better="lower")  # fmt: skip


def questions(count: int) -> list[str]:
    """Addresses as buyers ask them: rights in one to three countries, half with words, some narrowed further."""
    chance = random.Random(11)
    asked = []
    for n in range(count):
        places = chance.sample(["LA", "TH", "VN", "KH", "CN", "ID", "MY"], chance.randint(1, 3))
        year = chance.randint(2026, 2029)
        parts = [f"in={place}" for place in places] + [
            f"use={chance.choice(['vod.svod', 'vod.avod'])}"
        ]
        parts += [
            f"language={chance.choice(['lo', 'th', 'vi'])}",
            f"from={year}-01-01",
            f"to={year + 1}-01-01",
        ]
        parts += ["exclusive=1"] if n % 2 else []
        parts += [f"kind={chance.choice(TitleKind.values)}"] if n % 3 == 0 else []
        parts += [f"rated={chance.choice(['TH:13', 'VN:16', 'MY:18'])}"] if n % 5 == 0 else []
        if n % 2 == 0:
            parts.append(f"q={chance.choice(WORDS[chance.choice(LANGUAGES)])}")
        asked.append("&".join(parts))
    return asked


def main() -> None:
    titles = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    start = time.perf_counter()
    build(titles)
    if "--build" in sys.argv:
        return
    emit(figure="titles", value=Title.objects.count(), unit="titles", bar=None, better="higher")
    emit(figure="grants", value=Grant.objects.count(), unit="grants", bar=None, better="higher")
    keep_snapshot(titles)
    emit(
        figure="built",
        value=round(time.perf_counter() - start, 1),
        unit="s",
        bar=None,
        better="lower",
    )
    buyer = Organisation.objects.create(
        slug=f"buyer-{time.time_ns()}",
        name="Buyer",
        kind="platform",
        territory="LA",
        languages=["lo"],
    )
    person = Person.objects.create_user(f"{buyer.slug}@example.org", name="B")
    Membership.objects.create(person=person, organisation=buyer, role=Role.OWNER)
    owner = Actor(organisation=buyer, roles=frozenset({Role.OWNER}), person=person)
    _token, secret = issue_token(actor=owner, name="bench", scopes=(Scope.READ,))
    page, program = Client(), Client(headers={"Authorization": f"Bearer {secret}"})
    page.force_login(person)
    first = milliseconds(lambda: page.get("/market/"))
    emit(
        figure="first page of a process, all titles read",
        value=round(first),
        unit="ms",
        bar=None,
        better="lower",
    )
    asked = questions(120)
    for query in asked[:4]:
        page.get(f"/market/?{query}")
    shown = [milliseconds(lambda query=query: _whole(page, query)) for query in asked]
    told = [milliseconds(lambda query=query: _api(program, query)) for query in asked]
    counting = [milliseconds(_sql_counts) for _ in range(5)]
    peer = {"counting by kind alone, in SQL": round(percentile(counting, 0.5))}
    for name, times in (("page", shown), ("operation of the API", told)):
        for share in (0.5, 0.95):
            emit(
                figure=f"{name} of results with rights and counts, p{share * 100:.0f}",
                value=round(percentile(times, share)), unit="ms", bar=200 if share == 0.95 else None,
                better="lower", peer=peer,
            )  # fmt: skip


def _whole(client: Client, query: str) -> None:
    assert client.get(f"/market/?{query}").status_code == 200


def _api(client: Client, query: str) -> None:
    translated = query.replace("in=", "territory=")
    translated = "&".join(part for part in translated.split("&") if not part.startswith("to="))
    answer = client.get(f"/api/market/titles?{translated}")
    assert answer.status_code == 200, answer.content


def _sql_counts() -> None:
    rows = Title.objects.filter(work__shares__organisation=None, work__shares__from_at__lte=NOW)
    list(rows.values_list("kind").distinct().order_by("kind"))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.kind, count(*) FROM catalogue_title t JOIN catalogue_share s ON s.work_id = t.work_id "
            "WHERE s.organisation_id IS NULL AND s.from_at <= %s GROUP BY t.kind", [NOW]
        )  # fmt: skip
        cursor.fetchall()


if __name__ == "__main__":
    main()
