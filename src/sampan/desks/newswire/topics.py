"""The seventeen top terms of IPTC's Media Topics, for people to choose from. Finer codes are kept as they come."""

from collections.abc import Mapping, Sequence

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

TOPICS: dict[str, Promise] = {
    "medtop:01000000": _("arts, culture, entertainment and media"),
    "medtop:02000000": _("crime, law and justice"),
    "medtop:03000000": _("disaster, accident and emergency incident"),
    "medtop:04000000": _("economy, business and finance"),
    "medtop:05000000": _("education"),
    "medtop:06000000": _("environment"),
    "medtop:07000000": _("health"),
    "medtop:08000000": _("human interest"),
    "medtop:09000000": _("labour"),
    "medtop:10000000": _("lifestyle and leisure"),
    "medtop:11000000": _("politics"),
    "medtop:12000000": _("religion"),
    "medtop:13000000": _("science and technology"),
    "medtop:14000000": _("society"),
    "medtop:15000000": _("sport"),
    "medtop:16000000": _("conflict, war and peace"),
    "medtop:17000000": _("weather"),
}


def topic_name(topic: Mapping[str, str]) -> str:
    """In the reader's language for a top term, else as the story brought it."""
    return str(TOPICS.get(topic["code"]) or topic.get("name") or topic["code"])


def topics_chosen(codes: Sequence[str], kept: Sequence[dict[str, str]]) -> list[dict[str, str]]:
    """The chosen top terms, and the finer ones that the story had already."""
    finer = [topic for topic in kept if topic["code"] not in TOPICS]
    with_names = [{"code": code, "name": str(TOPICS[code])} for code in codes]
    return with_names + finer
