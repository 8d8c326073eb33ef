"""Commands inside this process, on the test's own database; and whole installations beside it."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from django.conf import settings as django_settings

from cli.installation import Done, Installation, installed
from sampan.cli import main
from sampan.partners.models import Organisation
from sampan.web.fonts import build_fonts

LAO = "ເຮືອຂ້າມຟາກອອກຊ້າ\n\nເຮືອຂ້າມຟາກຈາກຫ້ວຍຊາຍອອກຊ້າໜຶ່ງຊົ່ວໂມງໃນເຊົ້າວັນຈັນ ຍ້ອນໝອກໜາ.\n"
ENGLISH = (
    "Ferry leaves late\n\nThe ferry from Huay Xai left an hour late on Monday because of fog.\n"
)

Sampan = Callable[..., Done]


@pytest.fixture
def sampan() -> Sampan:
    """sampan("wire", "search", "ferry") -> how it ended; a trace fails the test."""

    def run(*arguments: object, given: bytes = b"") -> Done:
        done = CliRunner().invoke(main, [str(each) for each in arguments], input=given)
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return Done(done.exit_code, done.stdout, done.stderr)

    return run


@pytest.fixture
def var(settings: Any, tmp_path: Path) -> Path:
    """The folder of everything that a command writes."""
    settings.VAR = tmp_path / "var"
    settings.MEDIA_ROOT = settings.VAR / "assets"
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.MEDIA_ROOT},
        }
    }
    return settings.VAR


@pytest.fixture
def house(db: None, var: Path) -> Organisation:
    return Organisation.objects.create(slug="namou", name="Nam Ou", kind="agency", territory="LA")


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """An installation with two stories, indexed and in the chain. Made once; tests take copies of it."""
    root = tmp_path_factory.mktemp("filled")
    stories = root / "stories"
    stories.mkdir()
    (stories / "lao.txt").write_text(LAO, "utf-8")
    (stories / "english.txt").write_text(ENGLISH, "utf-8")
    with installed(root / "var") as one:
        taken = one.run("wire", "ingest", stories, "--json")
        assert [row["language"] for row in taken.rows] == ["en", "lo"]
        handled = one.run("work", "--once", "--json")
        assert json.loads(handled.out)["handled"] > 0
        yield one


@pytest.fixture
def installation(filled: Installation, tmp_path: Path) -> Iterator[Installation]:
    """A copy of the filled installation, for one test."""
    with installed(tmp_path / f"copy{abs(hash(tmp_path)) % 10**6}", like=filled) as one:
        yield one


@pytest.fixture(scope="session")
def fonts() -> Path:
    """The fonts of the pages. Making them takes long; all that is needed here is that they are there."""
    folder = Path(django_settings.VAR) / "fonts"
    build_fonts(folder)
    return folder


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Installation]:
    """A place where nothing was installed yet."""
    with installed(tmp_path / f"empty{abs(hash(tmp_path)) % 10**6}") as one:
        yield one
