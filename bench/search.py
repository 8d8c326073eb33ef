"""How well and how fast stories are found: keyword recall, headline to story across languages, 100,000 stories.

Everything goes through `catalogue.search.search` and the tables that the handlers fill; only the rows of the large
collection are written in bulk. What is costly to make (rows, vectors) stays in var/bench/search for the next run;
delete that folder to begin anew. Quality is measured on NTREX, of which nothing here was made. The large collection
recombines sentences of TICO-19, UDHR and TALPCo, six a story, each with the vector of one of 200 of its language.
"""

import gc
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "var" / "bench" / "search"
FOLDER.mkdir(parents=True, exist_ok=True)
os.environ |= {
    "SAMPAN_VAR": str(FOLDER),
    "SAMPAN_DATABASE": f"sqlite:///{FOLDER / 'search.sqlite3'}",
    "SAMPAN_LOG_LEVEL": "WARNING",
    "OMP_NUM_THREADS": "1",  # as `sampan serve` has it
}
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")
os.nice(10)

import django  # noqa: E402  # the environment comes first

django.setup()

import numpy as np  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import OuterRef, Subquery  # noqa: E402

from corpora import sentences as corpus  # noqa: E402
from figures import SHARED, emit, milliseconds, percentile  # noqa: E402
from sampan.catalogue import indexing  # noqa: E402
from sampan.catalogue.content import Content, blocks  # noqa: E402
from sampan.catalogue.models import Edition, Share, Status, Terms, Vectors, Version, Work  # noqa: E402
from sampan.catalogue.search import Facets, meaning, search, vectors, words  # noqa: E402
from sampan.catalogue.search.query import read_query  # noqa: E402
from sampan.catalogue.services import (  # noqa: E402
    add_edition,
    add_version,
    create_work,
)
from sampan.engines import language as engine  # noqa: E402
from sampan.partners.actor import Actor  # noqa: E402
from sampan.partners.models import Organisation, Role  # noqa: E402

NTREX = {
    "zh-Hans": "zho-CN",
    "th": "tha",
    "lo": "lao",
    "km": "khm",
    "my": "mya-unicode",
    "en": "eng",
    "vi": "vie",
}
RECALL = {"zh-Hans": 0.99, "th": 0.99, "lo": 0.99, "km": 0.99, "my": 0.83}
PAIRS = {  # from the headline's language to the story's: the least R@5
    ("zh-Hans", "lo"): 0.85,
    ("lo", "en"): 0.89,
    ("km", "zh-Hans"): 0.90,
    ("en", "lo"): None,
    ("th", "zh-Hans"): None,
    ("vi", "en"): None,
    ("my", "en"): None,
}
TOLD_IN = sorted({told_in for _, told_in in PAIRS})
STREWN = (  # the letters of six scripts, vowel signs left out
    (0x61, 0x7A),
    (0xE01, 0xE2E),
    (0xE94, 0xEAB),
    (0x1780, 0x17A2),
    (0x1000, 0x1020),
    (0x4E00, 0x8FFF),
)
STORIES = 100_000
TAGS = ("zh-Hans", "en", "th", "vi", "lo", "km", "my", "id", "fil", "pt")
PER_STORY, EMBEDDED = 6, 200
QUERIES = 300


def main() -> None:
    """Print every figure, or those of the parts named."""
    call_command("migrate", verbosity=0)
    parts = sys.argv[1:] or ["recall", "languages", "nonsense", "time"]
    if "recall" in parts:
        for tag, bar in RECALL.items():
            keyword_recall(tag, bar)
    if "languages" in parts:
        headline_to_story()
    if "nonsense" in parts:
        answers_to_nonsense()
    if "time" in parts:
        time_over_many()


@cache
def house(slug: str) -> Actor:
    organisation, _ = Organisation.objects.get_or_create(
        slug=slug, defaults={"name": slug, "kind": "agency", "territory": "LA"}
    )
    return Actor(organisation=organisation, roles=frozenset({Role.EDITOR}))


def ntrex(tag: str) -> list[str]:
    return (SHARED / "ntrex" / f"{NTREX[tag]}.txt").read_text().splitlines()


def documents(tag: str) -> dict[str, list[str]]:
    """The sentences of each document, the headline first."""
    names = (SHARED / "ntrex" / "DOCUMENT_IDS.tsv").read_text().splitlines()
    found: dict[str, list[str]] = defaultdict(list)
    for name, line in zip(names, ntrex(tag), strict=False):
        found[name].append(line)
    return found


def keywords(tag: str) -> list[str]:
    """Twelve: the most frequent words that stand in two sentences of each of their documents, on average.

    What a document is about it says again; particles are spread evenly, and fall out. A word has three graphemes at
    least (Chinese: two): in shorter runs a plain substring is wrong itself (Khmer ភាគ, part, in ភាគី, party).
    """
    least = 2 if tag == "zh-Hans" else 3
    holding: Counter[str] = Counter()
    spread: Counter[str] = Counter()
    for lines in documents(tag).values():
        of_document = [
            {
                word.text
                for word in engine.words(engine.normalise(line, tag).text, tag)
                if len(engine.graphemes(word.text)) >= least and not word.text.isascii()
            }
            for line in lines
        ]
        holding.update(word for found in of_document for word in found)
        spread.update(set().union(*of_document))
    third = len(documents(tag)) / 3
    chosen = [w for w, n in holding.most_common() if 2 * spread[w] <= n and spread[w] <= third]
    return chosen[:12]


def keyword_recall(tag: str, bar: float) -> None:
    """Of the sentences that hold a keyword as a substring (both normalised), how many the search finds by words."""
    actor, rows = house("recall"), {}
    with transaction.atomic():
        work = create_work(actor=actor)
        edition = add_edition(actor=actor, work=work, language=tag)
        for number, line in enumerate(ntrex(tag), start=1):
            version = Version.objects.create(
                edition=edition,
                number=number,
                headline=line[:500],
                text=line,
                content={},
                digest="",
            )
            terms = engine.search_terms(line, tag)
            Terms.objects.create(version=version, words=terms.words, graphemes=terms.graphemes)
            rows[version.pk] = engine.normalise(line, tag).text
        held = found = right = 0
        for keyword in keywords(tag):
            form = engine.normalise(keyword, tag).text
            answers = set(words.ranked(read_query(keyword, language=tag), limit=None)) & set(rows)
            substring = {pk for pk, text in rows.items() if form in text}
            held, found = held + len(substring), found + len(substring & answers)
            right += len(answers)
        transaction.set_rollback(True)
    peer = {"substrings held": held, "answers": right}
    emit(
        figure=f"keyword recall against substring, {tag}",
        value=round(found / held, 4),
        unit="share",
        bar=bar,
        better="higher",
        peer=peer,
    )


def headline_to_story() -> None:
    """A document's headline in one language, its text without headline in another, among all of that language."""
    told = ntrex_stories()
    for (asked, told_in), bar in PAIRS.items():
        ranks = []
        for name, lines in documents(asked).items():
            results = search(
                organisation=house("ntrex").organisation,
                query=lines[0],
                language=asked,
                facets=Facets(languages=(told_in,)),
                size=10,
            )
            order = [hit.version.pk for hit in results.hits]
            wanted = told[name, told_in]
            ranks.append(order.index(wanted) + 1 if wanted in order else 99)
        for depth in (1, 5):
            emit(
                figure=f"headline to story {asked} to {told_in}, R@{depth}",
                value=round(sum(rank <= depth for rank in ranks) / len(ranks), 4),
                unit="share",
                bar=bar if depth == 5 else None,
                better="higher",
            )


def answers_to_nonsense() -> None:
    """Of a small collection, how much answers letters strewn at random: nothing should, all did without a floor."""
    stories = len(ntrex_stories())
    shares = [
        search(organisation=house("ntrex").organisation, query=letters).total / stories
        for letters in strewn_letters()
    ]
    for figure, value in {
        "stories that answer a query of letters strewn at random": sum(shares) / len(shares),
        "the same, of ten such queries the one with the most": percentile(shares, 0.9),
    }.items():
        emit(
            figure=figure,
            value=round(value, 4),
            unit="share of 186 stories",
            bar=0.1,
            better="lower",
        )


def strewn_letters() -> Iterator[str]:
    """Twenty queries in each of six scripts, which no language would write."""
    chance = random.Random(5)
    for first, last in STREWN:
        for _ in range(20):
            letters = [chr(chance.randint(first, last)) for _ in range(chance.randint(5, 16))]
            yield "".join(
                " " if 0 < place < len(letters) - 1 and chance.random() < 0.15 else letter
                for place, letter in enumerate(letters)
            )


def ntrex_stories() -> dict[tuple[str, str], int]:
    """Write the documents as stories of one house, as the services and handlers do, once."""
    actor = house("ntrex")
    kept = Version.objects.filter(edition__work__owner=actor.organisation)
    told = {
        (v.edition.work.slugline, v.edition.language): v.pk
        for v in kept.select_related("edition__work")
    }
    for tag in TOLD_IN:
        for name, lines in documents(tag).items():
            if (name, tag) not in told and len(lines) > 1:
                content = Content(headline=lines[1][:500], blocks=blocks(lines[2:]))
                with transaction.atomic():
                    work = create_work(actor=actor, slugline=name)
                    edition = add_edition(actor=actor, work=work, language=tag)
                    version = add_version(actor=actor, edition=edition, content=content)
                    indexing.index_text(version)
                    indexing.index_meaning(version)
                told[name, tag] = version.pk
    return told


def time_over_many() -> None:
    """Hybrid queries of two to five content words over all stories, the embedding of the query included."""
    pool = {tag: corpus(SHARED, tag) for tag in TAGS}
    if Work.objects.filter(owner=house("many").organisation).count() < STORIES:
        write_many(pool)
    vectors.refresh(meaning.embedder().name, meaning.embedder().dimensions)
    reader = house("reader").organisation
    asked = list(queries(pool))
    search(organisation=reader, query="warm", language="en")
    gc.collect()
    gc.freeze()  # the corpora of this script are no part of a server
    hybrid, plain, found, processor = [], [], [], []
    for text, tag in asked:
        before = time.process_time()
        plain.append(milliseconds(lambda text=text, tag=tag: plain_fts5(text, tag)))
        hybrid.append(
            milliseconds(
                lambda text=text, tag=tag: found.append(
                    search(organisation=reader, query=text, language=tag).total
                )
            )
        )
        processor.append((time.process_time() - before) * 1000)
    assert min(found) > 0
    emit(
        figure=f"hybrid query and its peer over {STORIES} stories, processor time, p95",
        value=round(percentile(processor, 0.95), 1),
        unit="ms",
        bar=None,
        better="lower",
    )
    for share in (0.5, 0.95):
        emit(
            figure=f"hybrid query over {STORIES} stories, p{share * 100:.0f}",
            value=round(percentile(hybrid, share), 1),
            unit="ms",
            bar=60 if share == 0.95 else None,
            better="lower",
            peer={"plain FTS5 query of the same words": round(percentile(plain, share), 1)},
        )


def plain_fts5(text: str, tag: str) -> None:
    """The same words, all of them, in the word column alone, the best twenty."""
    phrases = engine.query_terms(text, tag).words
    expression = " AND ".join(f'words : "{phrase}"' for phrase in phrases)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rowid FROM catalogue_terms_fts WHERE catalogue_terms_fts MATCH %s ORDER BY rank LIMIT 20",
            [expression],
        )
        cursor.fetchall()


def queries(pool: dict[str, list[str]]) -> Iterator[tuple[str, str]]:
    """Two to five words of one sentence, none of them among the hundred most frequent of its language."""
    chance = random.Random(7)
    for number in range(QUERIES):
        tag = TAGS[number % len(TAGS)]
        frequent = _frequent(tag)
        while True:
            line = engine.normalise(chance.choice(pool[tag]), tag).text
            content = [
                w.text
                for w in engine.words(line, tag)
                if w.text not in frequent and len(w.text) > 1
            ]
            if len(content) >= 2:
                break
        count = min(len(content), chance.randint(2, 5))
        places = sorted(chance.sample(range(len(content)), count))
        yield " ".join(content[place] for place in places), tag


@cache
def _frequent(tag: str) -> frozenset[str]:
    seen: Counter[str] = Counter()
    for line in corpus(SHARED, tag):
        seen.update(word.text for word in engine.words(engine.normalise(line, tag).text, tag))
    return frozenset(word for word, _ in seen.most_common(100))


def write_many(pool: dict[str, list[str]]) -> None:
    """The collection, in bulk, open to its reader: the house whose stories tell the quality sees its own alone."""
    chance = random.Random(1)
    terms = {tag: [engine.search_terms(line, tag) for line in lines] for tag, lines in pool.items()}
    held = {tag: embedded(tag, lines) for tag, lines in pool.items()}
    done = Work.objects.filter(owner=house("many").organisation).count()
    for start in range(done, STORIES, 2000):
        with transaction.atomic():
            _write_part(pool, terms, held, chance, range(start, min(start + 2000, STORIES)))


def embedded(tag: str, lines: Sequence[str]) -> np.ndarray:
    """Centred vectors of EMBEDDED sentences, kept in a file."""
    path = FOLDER / f"sentences-{tag}.npy"
    if not path.exists():
        some = lines[:: max(1, len(lines) // EMBEDDED)][:EMBEDDED]
        np.save(path, meaning.centring().centre(meaning.embedder().passages(some), tag))
    return np.load(path)


def _write_part(pool, terms, held, chance, numbers) -> None:  # type: ignore[no-untyped-def]
    actor = house("many")
    tags = [TAGS[number % len(TAGS)] for number in numbers]
    works = Work.objects.bulk_create(
        Work(kind="story", owner=actor.organisation, origin="LA") for _ in numbers
    )
    editions = Edition.objects.bulk_create(
        Edition(
            uri=f"urn:bench:{number}",
            work=work,
            house=actor.organisation,
            language=tag,
            status=Status.USABLE,
            first_published_at=datetime(2026, 1 + number % 12, 1, tzinfo=UTC),
        )
        for number, work, tag in zip(numbers, works, tags, strict=True)
    )
    picks = [[chance.randrange(len(pool[tag])) for _ in range(PER_STORY)] for tag in tags]
    versions = Version.objects.bulk_create(
        Version(
            edition=edition,
            number=1,
            headline=pool[tag][pick[0]][:500],
            text="\n".join(pool[tag][place] for place in pick),
            content={},
            digest="",
        )
        for edition, tag, pick in zip(editions, tags, picks, strict=True)
    )
    newest = Version.objects.filter(edition=OuterRef("pk")).values("pk")
    Edition.objects.filter(latest=None, house=actor.organisation).update(
        latest=Subquery(newest), published=Subquery(newest)
    )
    Terms.objects.bulk_create(
        Terms(
            version=version,
            words=" ".join(terms[tag][place].words for place in pick),
            graphemes=" ".join(terms[tag][place].graphemes for place in pick),
        )
        for version, tag, pick in zip(versions, tags, picks, strict=True)
    )
    Vectors.objects.bulk_create(
        _vectors(version, held[tag], pick, [pool[tag][place] for place in pick])
        for version, tag, pick in zip(versions, tags, picks, strict=True)
    )
    reader = house("reader").organisation
    Share.objects.bulk_create(Share(work=work, organisation=reader) for work in works)


def _vectors(
    version: Version, held: np.ndarray, pick: Sequence[int], lines: Sequence[str]
) -> Vectors:
    story = engine.story_vectors(held[[place % len(held) for place in pick]])
    ends = np.cumsum([len(line) + 1 for line in lines])
    spans = [(end - len(line) - 1, end - 1) for end, line in zip(ends, lines, strict=True)]
    return Vectors(
        version=version,
        embedder=meaning.embedder().name,
        mean=story.mean.astype("<f2").tobytes(),
        sentences=story.sentences.astype("<f2").tobytes(),
        spans=np.array(spans, dtype="<i4").tobytes(),
    )


if __name__ == "__main__":
    main()
