"""A fault of a file: where it is, what is wrong, and what would be right."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of one cell or element. A warning can be imported as it is; any other cannot.

    `sheet` is "" where there are no sheets. `column` is the path of an element in XML, where `row` counts lines.
    """

    sheet: str
    row: int
    column: str
    what: str
    remedy: str
    warning: bool = False
    of: str = "column"

    @property
    def place(self) -> str:
        """Where it is: sheet, row and column; or line and element."""
        if self.of == "file":
            return "the file"
        if self.of == "element":
            return f"line {self.row}, element {self.column}"
        sheet = f"{self.sheet}, " if self.sheet else ""
        return f"{sheet}row {self.row}, column {self.column}"

    def __str__(self) -> str:
        return f"{self.place}: {self.what} {self.remedy}".rstrip()
