"""Laws of a backup: whatever happened to its bytes, it is whole or it says why it is not."""

import io
import json
import tarfile
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sampan.partners.chain import canonical
from sampan.web.operations.archive import ArchiveFault, Manifest, restore, verify

DATABASE = b"rows and rows and rows " * 100
ASSETS = [b"one picture", b"another, larger picture " * 40, b""]
DIGESTS = sorted(sha256(data).hexdigest() for data in ASSETS)
MANIFEST = {
    "sampan": "0.1.0",
    "made_at": "2026-11-22T08:00:00+00:00",
    "engine": "sqlite",
    "migrations": ["partners.0001_initial"],
    "events": 7,
    "head": "a" * 64,
    "database": sha256(DATABASE).hexdigest(),
    "assets": DIGESTS,
}


def sealed(manifest: dict[str, Any]) -> bytes:
    digest = sha256(canonical(manifest)).hexdigest()
    return json.dumps(manifest | {"digest": digest}).encode()


def members(**manifest: Any) -> dict[str, bytes]:
    by_digest = {sha256(data).hexdigest(): data for data in ASSETS}
    return {
        "database": DATABASE,
        **{f"assets/{digest}": by_digest[digest] for digest in DIGESTS},
        "manifest.json": sealed(MANIFEST | manifest),
    }


def packed(files: dict[str, bytes], *more: tuple[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, data in [*files.items(), *more]:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return stream.getvalue()


WHOLE = packed(members())


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("archive") / "backup.tar"


def judged(file: Path, data: bytes) -> Manifest | str:
    """What verify answers: the manifest, or its sentence."""
    file.write_bytes(data)
    try:
        return verify(file)
    except ArchiveFault as fault:
        return str(fault)


def test_a_whole_backup_is_what_its_manifest_says(file: Path) -> None:
    assert judged(file, WHOLE) == Manifest(**MANIFEST)


@given(st.integers(0, len(WHOLE) - 1), st.integers(1, 255))
@settings(max_examples=300)
def test_a_changed_byte_is_noticed(file: Path, place: int, change: int) -> None:
    """Or it stood where nothing is kept (padding, owners and times of the tar), and changed nothing."""
    data = WHOLE[:place] + bytes([WHOLE[place] ^ change]) + WHOLE[place + 1 :]
    answer = judged(file, data)
    if isinstance(answer, Manifest):
        assert (answer, contents(data)) == (Manifest(**MANIFEST), contents(WHOLE))
    else:
        assert answer.startswith("backup.tar")


def contents(data: bytes) -> dict[str, bytes]:
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        files = {info.name: archive.extractfile(info) for info in archive}
        kept = {name: file.read() for name, file in files.items() if file}
    kept["manifest.json"] = json.dumps(json.loads(kept["manifest.json"])).encode()
    return kept


@given(st.integers(0, len(WHOLE) - 1))
@settings(max_examples=200)
def test_a_cut_is_noticed(file: Path, length: int) -> None:
    answer = judged(file, WHOLE[:length])
    if isinstance(answer, Manifest):  # only the empty blocks at the end are gone
        assert contents(WHOLE[:length]) == contents(WHOLE)
    else:
        assert answer.startswith("backup.tar")


@given(st.binary(max_size=2000))
@settings(max_examples=100)
def test_other_files_are_no_backups(file: Path, data: bytes) -> None:
    answer = judged(file, data)
    assert isinstance(answer, str)
    assert answer.startswith("backup.tar is no whole backup")


@pytest.mark.parametrize("left_out", list(members()))
def test_a_missing_member_is_noticed(file: Path, left_out: str) -> None:
    rest = {name: data for name, data in members().items() if name != left_out}
    expected = {
        "manifest.json": (
            "backup.tar is no whole backup made by Sampan: its manifest is absent or damaged."
        )
    }.get(left_out, f"backup.tar lacks 1 of its files, {left_out} among them.")
    assert judged(file, packed(rest)) == expected


@pytest.mark.parametrize(
    "name", ["assets/" + "0" * 64, "../../etc/passwd", "/etc/passwd", "database"]
)
def test_what_does_not_belong_there_is_noticed(file: Path, name: str) -> None:
    answer = judged(file, packed(members(), (name, b"smuggled")))
    assert answer == f"backup.tar: {name.lstrip('/')} is damaged or does not belong there." or (
        answer == f"backup.tar: {name} is damaged or does not belong there."
    )


@pytest.mark.parametrize(
    "manifest",
    [
        b"[]",
        b"{}",
        b"null",
        b"\xff",
        json.dumps(MANIFEST).encode(),
        sealed(MANIFEST).replace(b'"events": 7', b'"events": 8'),
        sealed({"sampan": "0.1.0"}),
        sealed(MANIFEST | {"more": 1}),
    ],
)
def test_a_manifest_that_says_nothing(file: Path, manifest: bytes) -> None:
    assert judged(file, packed(members() | {"manifest.json": manifest})) == (
        "backup.tar is no whole backup made by Sampan: its manifest is absent or damaged."
    )


@pytest.mark.parametrize("damage", [WHOLE[:5000], b"", packed(members(engine="oracle"))])
def test_restoring_it_touches_nothing(
    damage: bytes, tmp_path: Path, settings: Any, db: None
) -> None:
    settings.VAR = tmp_path / "var"
    file = tmp_path / "backup.tar"
    file.write_bytes(damage)
    with pytest.raises(ArchiveFault):
        restore(file, replace=True, progress=lambda _done, _whole: None)
    assert list(tmp_path.iterdir()) == [file]
