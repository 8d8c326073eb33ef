"""The demonstration's content holds together: it parses, every reference resolves, every text is in its script."""

import tomllib
import unicodedata
from datetime import date, timedelta
from email import message_from_bytes
from email.header import decode_header
from io import BytesIO
from pathlib import Path
from typing import Any

import icu
import pytest
from PIL import Image

from sampan.cli.demo.drawing import MOTIFS, draw
from sampan.engines.language import tidy
from sampan.engines.rights import Grant, Verb, box, permit

CONTENT = Path(__file__).parents[3] / "src/sampan/cli/demo/content"
Row = dict[str, Any]


def load(name: str) -> Row:
    return tomllib.loads((CONTENT / name).read_text(encoding="utf-8"))


def rows(noun: str) -> list[Row]:
    return load(f"{noun}.toml")[noun]


def paragraphs(story: Row) -> list[str]:
    return story["text"].strip().split("\n\n")


ORGANISATIONS = {row["slug"]: row for row in rows("organisations")}
PEOPLE = rows("people")
TERMS = {row["slug"]: row for row in rows("terms")}
DESTINATIONS = {row["slug"]: row for row in rows("destinations")}
STORIES = {
    story["slug"]: story
    for story in (load(f"stories/{path.name}") for path in sorted((CONTENT / "stories").iterdir()))
}
JOURNEY = load("journey/journey.toml")
ARRIVALS = {
    story["slug"]: story
    for story in (load("journey/old-tea.toml"), load("journey/river-dolphins.toml"))
}
TEXTS = STORIES | ARRIVALS

SCRIPTS = {
    "zh-Hans": "CJK",
    "zh-Hant": "CJK",
    "th": "THAI",
    "lo": "LAO",
    "km": "KHMER",
    "my": "MYANMAR",
    **dict.fromkeys(("en", "vi", "id", "ms", "fil", "pt", "tet"), "LATIN"),
}

every_text = pytest.mark.parametrize("story", TEXTS.values(), ids=TEXTS.keys())


def test_the_exchange_is_as_large_as_promised() -> None:
    assert len(ORGANISATIONS) == 9
    assert len(STORIES) == 30
    assert {story["language"] for story in STORIES.values()} == set(SCRIPTS)
    assert sum("translation_of" in story for story in STORIES.values()) == 12


def test_one_person_runs_the_exchange_and_the_others_have_roles() -> None:
    operators = [person["email"] for person in PEOPLE if person.get("operator")]
    assert operators == ["operator@sampan.example"]
    members = [person for person in PEOPLE if not person.get("operator")]
    assert {person["organisation"] for person in members} == set(ORGANISATIONS)
    assert {role for person in members for role in person["roles"]} == {
        *("owner", "editor", "translator", "seller", "buyer", "analyst", "auditor")
    }
    assert [
        person
        for person in members
        if not person["email"].endswith(f"@{person['organisation']}.example")
    ] == []
    assert len({person["email"] for person in PEOPLE}) == len(PEOPLE)


def test_stories_are_corrected_killed_embargoed_and_kept_back() -> None:
    later = {
        slug: [step["kind"] for step in story.get("later", [])] for slug, story in STORIES.items()
    }
    assert {slug: kinds for slug, kinds in later.items() if kinds} == {
        "evening-train": ["correction"],
        "evening-train-en": ["correction"],
        "early-rice": ["correction"],
        "river-level": ["correction", "correction"],
        "coffee-prices": ["correction"],
        "panda-name": ["correction"],
        "island-cup": ["correction"],
        "night-market": ["kill"],
    }
    assert [slug for slug, story in STORIES.items() if "embargo_hours" in story] == [
        "micro-drama-study"
    ]
    drafts = [slug for slug, story in STORIES.items() if story.get("draft")]
    assert drafts == ["film-festival-en", "boat-race-draft"]
    assert [slug for slug, story in STORIES.items() if story["shared_with"] == []] == drafts
    restricted = [
        slug for slug, story in STORIES.items() if story["shared_with"] not in ("all", [])
    ]
    assert restricted == ["folk-tales-club", "micro-drama-export", "durian-online"]


@every_text
def test_a_story_refers_only_to_what_exists(story: Row) -> None:
    organisation = ORGANISATIONS[story["organisation"]]
    names = {
        person["name"] for person in PEOPLE if person.get("organisation") == organisation["slug"]
    }
    partners = [] if story["shared_with"] == "all" else story["shared_with"]
    assert {story["byline"]} - names == set()
    assert TERMS[story["terms"]]["organisation"] == organisation["slug"]
    assert {story["language"]} - set(organisation["languages"]) == set()
    assert set(partners) - set(ORGANISATIONS) == set()
    assert {story["picture"]["motif"]} - set(MOTIFS) == set()
    original = STORIES.get(story.get("translation_of", ""))
    assert original is None or original["language"] != story["language"]
    assert (original is None) == ("translation_of" not in story)


@every_text
def test_what_happened_later_happened_after(story: Row) -> None:
    steps = story.get("later", [])
    hours = [story.get("published_hours_ago", 0), *(step["hours_ago"] for step in steps)]
    assert hours == sorted(set(hours), reverse=True)
    for step in steps:
        changed = step.get("paragraphs", {})
        assert [n for n in changed if not 1 <= int(n) <= len(paragraphs(story))] == []
        assert [n for n, text in changed.items() if paragraphs(story)[int(n) - 1] == text] == []
        assert step["note"] != ""


@every_text
def test_a_text_is_tidy_and_in_the_script_of_its_language(story: Row) -> None:
    said = [story["headline"], story["summary"], story["picture"]["alt"], *paragraphs(story)]
    for step in story.get("later", []):
        said += [step["note"], *step.get("paragraphs", {}).values()]
    assert [text for text in said if unicodedata.normalize("NFC", text) != text] == []
    assert [text for text in said if tidy(text, story["language"]) != text] == []
    assert [text for text in said if main_script(text) != SCRIPTS[story["language"]]] == []
    assert 5 <= len(paragraphs(story)) <= 9
    assert [text for text in paragraphs(story) if text != text.strip() or "\n" in text] == []


def main_script(text: str) -> str:
    scripts = [unicodedata.name(letter).split()[0] for letter in text if letter.isalpha()]
    return max(set(scripts), key=scripts.count)


@pytest.mark.parametrize("terms", TERMS.values(), ids=TERMS.keys())
def test_every_clause_has_a_number_words_and_a_box(terms: Row) -> None:
    assert [
        grant["clause"] for grant in terms["grants"] if not (grant["clause"] and grant["text"])
    ] == []
    grants = book(terms["slug"])
    assert len({grant.clause for grant in grants}) == len(grants)
    assert {grant.licensee for grant in grants} - {None, *ORGANISATIONS} == set()
    trained = [
        g.verb for g, row in zip(grants, terms["grants"], strict=True) if "ai.train" in row["uses"]
    ]
    allowed = Verb.OUT_NONEXCLUSIVE if terms["ai_training"] == "allowed" else Verb.HOLDBACK
    assert trained == [allowed]


def test_machines_may_learn_from_one_owner_only() -> None:
    assert [slug for slug, row in TERMS.items() if row["ai_training"] == "allowed"] == [
        "three-rivers-open"
    ]


PUBLISHED = date(2026, 3, 1)


def book(slug: str) -> list[Grant]:
    owner, day = TERMS[slug]["organisation"], timedelta(days=1)
    return [
        Grant(
            id=row["clause"],
            verb=Verb[row["verb"]],
            box=box(
                ", ".join(row["territories"]),
                ", ".join(row["languages"]),
                ", ".join(row["uses"]),
                PUBLISHED + row["from_day"] * day,
                PUBLISHED + row["until_day"] * day if "until_day" in row else None,
            ),
            licensor=owner,
            licensee=None if row["licensee"] == "all" else row["licensee"],
            clause=row["clause"],
        )
        for row in TERMS[slug]["grants"]
    ]


@pytest.mark.parametrize("question", JOURNEY["permits"], ids=lambda question: question["use"])
def test_the_journeys_questions_are_answered_by_their_clauses(question: Row) -> None:
    owner = ARRIVALS["old-tea"]["organisation"]
    everything = box("World", "all", "all-media, news, ai", PUBLISHED)
    root = Grant(id="own", verb=Verb.IN, box=everything, licensor="", licensee=owner)
    decision = permit(
        grants=[root, *book("nam-song-partners")],
        owner=owner,
        party=question["party"],
        territory=question["territory"],
        language=question["language"],
        use=question["use"],
        on=PUBLISHED + timedelta(days=3),
    )
    assert decision.verdict == question["verdict"]
    assert decision.reasons[0].clause == question["clause"]


def test_subscriptions_deliver_to_their_own_destination() -> None:
    subscriptions = rows("subscriptions")
    assert len(subscriptions) == 9
    owners = [DESTINATIONS[row["destination"]]["organisation"] for row in subscriptions]
    assert owners == [row["organisation"] for row in subscriptions]
    assert {agency for row in subscriptions for agency in row["agencies"]} - set(
        ORGANISATIONS
    ) == set()
    pushed = {row["format"] for row in DESTINATIONS.values() if row["kind"] == "push"}
    assert pushed == {"ninjs", "newsml-g2", "nitf"}
    assert JOURNEY["delivery"]["destination"] in DESTINATIONS


def test_pickups_are_by_others_and_after_publication() -> None:
    for pickup in rows("pickups"):
        story = STORIES[pickup["story"]]
        assert pickup["organisation"] != story["organisation"]
        assert pickup["hours_ago"] < story["published_hours_ago"]
        assert pickup["url"].startswith(f"https://{pickup['organisation']}.example/")


def test_the_mail_holds_the_lao_story_badly_declared_and_an_advertisement() -> None:
    mail = message_from_bytes((CONTENT / "journey" / JOURNEY["lao"]["file"]).read_bytes())
    story = ARRIVALS["old-tea"]
    assert mail.get_content_charset() == "iso-8859-1"
    assert {charset for _, charset in decode_header(mail["Subject"])} == {"iso-8859-1"}
    subject = b"".join(
        part for part, _ in decode_header(mail["Subject"]) if isinstance(part, bytes)
    )
    assert subject.decode() == story["headline"]
    body = mail.get_payload(decode=True)
    assert isinstance(body, bytes)
    *arrived, advertisement = body.decode().replace("\r\n", "\n").strip().split("\n\n")
    assert arrived == paragraphs(story)
    assert main_script(advertisement) == "LATIN"


def test_the_zawgyi_file_holds_the_burmese_story() -> None:
    raw = (CONTENT / "journey" / JOURNEY["burmese"]["file"]).read_text(encoding="utf-8")
    story = ARRIVALS["river-dolphins"]
    written = "\n\n".join([story["headline"], *paragraphs(story)])
    assert raw.strip() != written
    assert icu.Transliterator.createInstance("Zawgyi-my").transliterate(raw).strip() == written


def test_the_queries_ask_for_the_stories_that_arrive() -> None:
    assert {query["finds"] for query in JOURNEY["queries"]} == set(ARRIVALS)
    assert {query["language"] for query in JOURNEY["queries"]} == {"zh-Hans", "vi"}


@pytest.mark.parametrize("motif", MOTIFS)
def test_a_picture_is_small_and_always_the_same(motif: str) -> None:
    first = draw("evening-train", motif)
    assert first == draw("evening-train", motif)
    assert first != draw("another-slug", motif)
    assert len(first) < 80_000
    with Image.open(BytesIO(first)) as picture:
        assert (picture.format, picture.size) == ("JPEG", (1200, 800))
