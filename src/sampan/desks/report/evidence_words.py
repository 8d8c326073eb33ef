"""What speaks for and against a pair of titles, in the reader's language. The engine words it in English."""

from django.utils.translation import gettext, gettext_noop

_BETWEEN = "; "
SAID = (
    gettext_noop("the same name"),
    gettext_noop("the same name, of one word"),
    gettext_noop("a similar name"),
    gettext_noop("another name"),
    gettext_noop("the same title in its own language"),
    gettext_noop("a similar title in its own language"),
    gettext_noop("its own title is the name"),
    gettext_noop("its own title is like the name"),
    gettext_noop("seen before its day of release"),
    gettext_noop("its own title is another"),
    gettext_noop("another title in its own language"),
    gettext_noop("the same language"),
    gettext_noop("another language"),
    gettext_noop("no sign of another language"),
    gettext_noop("a language that the service would have shown"),
    gettext_noop("the same kind"),
    gettext_noop("another kind"),
    gettext_noop("released in the same weeks"),
    gettext_noop("the same year"),
    gettext_noop("years that touch"),
    gettext_noop("years far apart"),
    gettext_noop("seen before it was released"),
    gettext_noop("seen when it was new"),
    gettext_noop("seen within five years"),
    gettext_noop("seen much later"),
    gettext_noop("the same length"),
    gettext_noop("about the same length"),
    gettext_noop("another length"),
    gettext_noop("the same people"),
    gettext_noop("one person in common"),
    gettext_noop("other people"),
    gettext_noop("a country in common"),
    gettext_noop("other countries"),
    gettext_noop("on the same service"),
    gettext_noop("the same number in a register"),
    gettext_noop("a description that has several names"),
)


def worded(evidence: str) -> str:
    """The evidence of a pair as it was kept, each of its phrases in the reader's language.

    >>> worded("the same name; the same kind; said by nobody")
    'the same name; the same kind; said by nobody'
    """
    return _BETWEEN.join(gettext(one) for one in evidence.split(_BETWEEN))
