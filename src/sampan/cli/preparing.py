"""What a first start and every upgrade need."""

from django.conf import settings
from django.core.management import call_command

from sampan.web.operations.installation import waiting_migrations


def prepare_tables() -> None:
    """The folder of everything that is written, and the tables as this version knows them."""
    settings.VAR.mkdir(parents=True, exist_ok=True)
    if waiting_migrations():
        call_command("migrate", verbosity=0, interactive=False)


def prepare_site() -> None:
    """The tables, and the fonts and static files of the pages."""
    from sampan.web.fonts import build_fonts  # noqa: PLC0415  # its library is slow to load

    prepare_tables()
    build_fonts(settings.VAR / "fonts")
    call_command("collectstatic", verbosity=0, interactive=False)
