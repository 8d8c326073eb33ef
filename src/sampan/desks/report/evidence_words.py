"""What speaks for and against a pair of titles, in the reader's language. The engine words it in English."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

_BETWEEN = "; "
SAID: tuple[tuple[str, Promise], ...] = (
    ("the same name", _("the same name")),
    ("the same name, of one word", _("the same name, of one word")),
    ("a similar name", _("a similar name")),
    ("another name", _("another name")),
    ("the same title in its own language", _("the same title in its own language")),
    ("a similar title in its own language", _("a similar title in its own language")),
    ("its own title is the name", _("its own title is the name")),
    ("its own title is like the name", _("its own title is like the name")),
    ("seen before its day of release", _("seen before its day of release")),
    ("its own title is another", _("its own title is another")),
    ("another title in its own language", _("another title in its own language")),
    ("the same language", _("the same language")),
    ("another language", _("another language")),
    ("no sign of another language", _("no sign of another language")),
    (
        "a language that the service would have shown",
        _("a language that the service would have shown"),
    ),
    ("the same kind", _("the same kind")),
    ("another kind", _("another kind")),
    ("released in the same weeks", _("released in the same weeks")),
    ("the same year", _("the same year")),
    ("years that touch", _("years that touch")),
    ("years far apart", _("years far apart")),
    ("seen before it was released", _("seen before it was released")),
    ("seen when it was new", _("seen when it was new")),
    ("seen within five years", _("seen within five years")),
    ("seen much later", _("seen much later")),
    ("the same length", _("the same length")),
    ("about the same length", _("about the same length")),
    ("another length", _("another length")),
    ("the same people", _("the same people")),
    ("one person in common", _("one person in common")),
    ("other people", _("other people")),
    ("a country in common", _("a country in common")),
    ("other countries", _("other countries")),
    ("on the same service", _("on the same service")),
    ("the same number in a register", _("the same number in a register")),
    ("a description that has several names", _("a description that has several names")),
)
_WORDS = dict(SAID)


def worded(evidence: str) -> str:
    """The evidence of a pair as it was kept, each of its phrases in the reader's language.

    >>> worded("the same name; the same kind; said by nobody")
    'the same name; the same kind; said by nobody'
    """
    return _BETWEEN.join(str(_WORDS.get(one, one)) for one in evidence.split(_BETWEEN))
