"""Reading robots.txt: its rules on use, and which of the listed agents it shuts out or lets in.

Source: RFC 9309 (an agent obeys the groups that name it, and the group of `*` only where none does),
draft-ietf-aipref-attach for Content-Usage, RSL 1.0 for License.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from .signals import usage_in
from .statements import AGENTS, Said, Statement, said
from .vocabularies import agents

Rule = tuple[str, str]
"""A field in lower case, and its value."""


def read_robots(text: str, where: str) -> list[Statement]:
    """What robots.txt says: its Content-Usage rules, and of the listed agents which it shuts out of everything and
    which it lets in by name.

    >>> closed = "User-agent: *\\nDisallow: /\\nUser-agent: GPTBot\\nAllow: /\\n"
    >>> [(one.place, one.says["ai.train"]) for one in read_robots(closed, "robots.txt")]
    [('robots.txt', 'reserved'), ('robots.txt, GPTBot', 'allowed')]
    """
    by_agent: dict[str, list[Rule]] = defaultdict(list)
    for names, rules in _groups(text):
        for name in names:
            by_agent[name] += rules
    told = [
        Statement("robots.txt Content-Usage", _for(name, where), usage_in(preference), path)
        for name, rules in by_agent.items()
        for path, preference in (
            _preference(value) for field, value in rules if field == "content-usage"
        )
    ]
    return told + _doors(by_agent, where)


def licences_of(text: str) -> list[str]:
    """The addresses of RSL documents that a robots.txt names.

    >>> licences_of("License: https://kpl.example/rsl.xml\\nUser-agent: *\\n")
    ['https://kpl.example/rsl.xml']
    """
    return [value for field, value in _lines(text) if field == "license" and value]


def _doors(by_agent: dict[str, list[Rule]], where: str) -> list[Statement]:
    shut: dict[tuple[str, ...], Said | None] = {}
    let_in: dict[str, tuple[str, ...]] = {}
    for agent, uses in agents().items():
        own = by_agent.get(agent.casefold())
        rules = by_agent.get("*", []) if own is None else own
        if _is_shut(rules):
            shut[uses] = "reserved"
        elif own is not None and {("allow", "/"), ("disallow", "")} & set(own):
            let_in[agent] = uses
    told = [Statement(AGENTS, where, said(shut))] if shut else []
    if let_in:
        allowed = said(dict.fromkeys(let_in.values(), "allowed"))
        told.append(Statement(AGENTS, f"{where}, {' and '.join(let_in)}", allowed))
    return told


def _is_shut(rules: Sequence[Rule]) -> bool:
    return (
        bool({("disallow", "/"), ("disallow", "/*")} & set(rules)) and ("allow", "/") not in rules
    )


def _for(agent: str, where: str) -> str:
    return where if agent == "*" else f"{where}, {agent}"


def _preference(value: str) -> tuple[str, str]:
    """Path and preference of a Content-Usage rule."""
    if not value.startswith("/"):
        return "/", value
    path, *rest = value.split(None, 1)
    return path, rest[0] if rest else ""


def _groups(text: str) -> Iterable[tuple[list[str], list[Rule]]]:
    """The groups of a robots.txt: agents (casefolded) and their rules."""
    names: list[str] = []
    rules: list[Rule] = []
    for field, value in _lines(text):
        if field == "user-agent":
            if rules:
                yield names, rules
                names, rules = [], []
            names.append(value.casefold())
        elif field != "license":
            rules.append((field, value))
    yield names, rules


def _lines(text: str) -> Iterable[Rule]:
    for line in text.splitlines():
        field, colon, value = line.partition("#")[0].partition(":")
        if colon:
            yield field.strip().casefold(), value.strip()
