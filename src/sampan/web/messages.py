"""Keeps the interface's catalogues in step with the strings in the code.

`python -m sampan.web.messages` collects new strings into each catalogue and says what is still untranslated.
A desk that has a `locale` folder keeps its own strings there; all others are kept in `web/locale`. Needs GNU gettext.
"""

import gettext
import io
import os
import re
import subprocess
import sys
import tempfile
from contextlib import chdir, redirect_stdout
from pathlib import Path

WEB = Path(__file__).parent
SOURCE = WEB.parent
LOCALE = WEB / "locale"
DESKS = SOURCE / "desks"
LANGUAGES = ("zh_Hans", "lo", "th", "vi")
_STAMPS = re.compile(
    r'^"(POT-Creation-Date|PO-Revision-Date|Last-Translator|Language-Team|Report-Msgid.*?):.*\n',
    re.MULTILINE,
)


def collect(languages: tuple[str, ...], *, into: Path, apart: bool = True) -> None:
    """Brings the catalogues of these languages under a folder up to date with the source.

    Strings of a desk with a `locale` folder go there, unless they are not to be kept `apart`.
    """
    # Django would write into every locale folder that it meets, whatever LOCALE_PATHS says.
    passed_over = ["web/locale/*"] if apart else ["web/locale/*", "desks/*/locale/*"]
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sampan.web.settings")
    import django  # noqa: PLC0415  # only this command needs it started
    from django.core.management import call_command  # noqa: PLC0415
    from django.test.utils import override_settings  # noqa: PLC0415

    django.setup()
    into.mkdir(parents=True, exist_ok=True)
    with chdir(SOURCE), override_settings(LOCALE_PATHS=[into]), redirect_stdout(io.StringIO()):
        call_command(
            "makemessages",
            locale=list(languages),
            add_location="file",
            no_obsolete=True,
            no_wrap=True,
            extensions=["html", "txt", "py"],
            ignore_patterns=passed_over,
            verbosity=0,
        )
    for catalogue in (*into.rglob("*.po"), *(DESKS.rglob("*.po") if apart else ())):
        catalogue.write_text(_STAMPS.sub("", catalogue.read_text("utf-8")), "utf-8")


def strings_in(catalogue: Path) -> set[str]:
    """The strings that have a reviewed or unreviewed translation there; fuzzy and empty ones do not count."""
    with tempfile.TemporaryDirectory() as folder:
        compiled = Path(folder) / "django.mo"
        _run("msgfmt", "--check-format", str(catalogue), "-o", str(compiled))
        with compiled.open("rb") as file:
            entries = gettext.GNUTranslations(file)._catalog  # type: ignore[attr-defined]  # noqa: SLF001  # no public way
    return {key[0] if isinstance(key, tuple) else key for key in entries if key}


def strings_in_source() -> set[str]:
    with tempfile.TemporaryDirectory() as folder:
        collect(("en",), into=Path(folder), apart=False)
        empty = Path(folder) / "en" / "LC_MESSAGES" / "django.po"
        full = empty.with_name("full.po")
        _run("msgen", str(empty), "-o", str(full))
        return strings_in(full)


def catalogues(language: str) -> list[Path]:
    """The catalogues of a language: the house's, then the desks' own."""
    place = Path(language) / "LC_MESSAGES" / "django.po"
    return [LOCALE / place, *sorted(DESKS.glob(f"*/locale/{place}"))]


def missing() -> dict[str, list[str]]:
    """By language, the strings of the source that no catalogue of it translates."""
    wanted = strings_in_source()
    return {
        language: sorted(wanted.difference(*map(strings_in, catalogues(language))))
        for language in LANGUAGES
    }


def _run(*command: str) -> None:
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603  # gettext's own programs


def main() -> int:
    collect(LANGUAGES, into=LOCALE)
    lacking = missing()
    for language, strings in lacking.items():
        sys.stdout.write(f"{language}: {len(strings)} untranslated\n")
        sys.stdout.writelines(f"    {string}\n" for string in strings)
    return 1 if any(lacking.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
