"""The process that `compiling` starts: an order as JSON on standard input, a PDF on standard output.

Exit 1 with a sentence on standard error for a faulty template. Imports nothing of the program.
"""

import base64
import json
import re
import resource
import sys

import typst

_MEMORY = 4 << 30


def main() -> int:
    """Read, limit, compile, write."""
    order = json.load(sys.stdin.buffer)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    # Two threads may be at work each second.
    resource.setrlimit(resource.RLIMIT_CPU, (order["seconds"] * 4, order["seconds"] * 4))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        sys.stdout.buffer.write(compile_order(order))
    except typst.TypstError as error:
        sys.stderr.write(sentence(error))
        return 1
    return 0


def compile_order(order: dict[str, object]) -> bytes:
    """The PDF; raises typst.TypstError."""
    parts: dict[str, str] = order["parts"]  # type: ignore[assignment]
    fonts = typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=order["fonts"],  # type: ignore[arg-type]
    )
    given = {"main.typ": parts["main.typ"], **parts}  # the first is the one that is set
    compiler = typst.Compiler(
        {name: base64.b64decode(part) for name, part in given.items()},  # type: ignore[type-var]
        font_paths=fonts,
        ignore_system_fonts=True,
    )
    pdf = compiler.compile(
        format="pdf",
        timestamp=order["timestamp"],  # type: ignore[arg-type]
        pdf_standards=order["standards"],  # type: ignore[arg-type]
    )
    if not isinstance(pdf, bytes):
        raise TypeError("Typst answered with something other than one document.")
    return pdf


def sentence(error: typst.TypstError) -> str:
    """What is wrong, and where in the template."""
    place = re.search(r"┌─ (\S+?):(\d+):(\d+)", error.diagnostic or "")
    where = f" ({place[1]}, line {place[2]}, column {int(place[3]) + 1})" if place else ""
    hints = "".join(f" {hint[0].upper()}{hint[1:]}." for hint in error.hints)
    return f"The document cannot be set: {error.message.rstrip('.')}{where}.{hints}"


if __name__ == "__main__":
    sys.exit(main())
