"""The two ways in which an action says no. Both are sentences for people."""


class Refused(Exception):
    """A rule forbids it to this person or organisation."""


class Invalid(Exception):
    """The input cannot be used as it is; `field` names what has to change, where one field is to blame."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.field = field
