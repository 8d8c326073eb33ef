import hashlib
import io
import zlib
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from catalogue.conftest import story
from sampan.catalogue import assets, pictures
from sampan.catalogue.models import Asset, Attachment
from sampan.catalogue.services import attach_asset
from sampan.partners.actor import Actor
from sampan.partners.errors import Invalid, Refused
from sampan.partners.models import Event


@pytest.fixture(autouse=True)
def store(tmp_path: Path, settings: Any) -> Path:
    settings.STORAGES = settings.STORAGES | {
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path},
        }
    }
    return tmp_path


def picture(size: tuple[int, int] = (1600, 800), form: str = "JPEG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, form, **options)
    return out.getvalue()


def files(folder: Path) -> list[str]:
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file())


@pytest.mark.django_db
def test_a_file_is_kept_once_by_its_hash(store: Path) -> None:
    data = b"ferry" * 500_000
    first = assets.keep(io.BytesIO(data), media_type="text/plain")
    again = assets.keep(io.BytesIO(data), media_type="application/octet-stream")
    digest = hashlib.sha256(data).hexdigest()
    assert first == again == Asset(digest=digest)
    assert (first.size, again.media_type) == (len(data), "text/plain")
    assert files(store) == [f"{digest[:2]}/{digest[2:4]}/{digest}"]
    with assets.open_asset(first) as file:
        assert file.read() == data


class Broken(io.BytesIO):
    def read(self, size: int | None = -1) -> bytes:
        if self.tell():
            raise ConnectionResetError
        return super().read(min(10, size or 10))


@pytest.mark.django_db
def test_a_stream_that_breaks_leaves_nothing(store: Path) -> None:
    with pytest.raises(ConnectionResetError):
        assets.keep(Broken(b"x" * 100), media_type="text/plain")
    assert (files(store), Asset.objects.count()) == ([], 0)


@pytest.mark.django_db
def test_verify_names_what_is_missing_and_what_was_changed(store: Path) -> None:
    kept = [assets.keep(io.BytesIO(data), media_type="text/plain") for data in (b"a", b"b", b"c")]
    assert list(assets.verify()) == []
    missing, changed = sorted(asset.digest for asset in kept)[:2]
    (store / assets.name_of(missing)).unlink()
    (store / assets.name_of(changed)).write_bytes(b"other")
    assert [(fault.digest, fault.sentence) for fault in assets.verify()] == [
        (missing, f"The file {assets.name_of(missing)} is missing; restore it from a backup."),
        (changed, f"The file {assets.name_of(changed)} was changed; restore it from a backup."),
    ]


def test_a_picture_is_described_and_rendered_small_upright_and_without_metadata() -> None:
    turned = Image.Exif()
    turned[0x0112] = 6  # to be shown a quarter turned
    turned[0x010E] = "secret place"
    seen = pictures.look(picture((1600, 800), exif=turned))
    assert (seen.media_type, seen.width, seen.height) == ("image/jpeg", 800, 1600)
    small = Image.open(io.BytesIO(seen.rendition))
    assert (small.format, small.size) == ("WEBP", (600, 1200))
    assert (seen.rendition_width, seen.rendition_height) == (600, 1200)
    assert (dict(small.getexif()), b"secret" in seen.rendition) == ({}, False)


@pytest.mark.parametrize("form", ["PNG", "GIF", "WEBP", "TIFF"])
def test_the_type_is_what_the_bytes_are(form: str) -> None:
    seen = pictures.look(picture((40, 30), form))
    assert (seen.media_type, seen.width, seen.height) == (f"image/{form.lower()}", 40, 30)
    assert (seen.rendition_width, seen.rendition_height) == (40, 30)


def claims(width: int, height: int) -> bytes:
    """A PNG of a few bytes whose header claims that size."""
    small = bytearray(picture((10, 10), "PNG"))
    small[16:24] = width.to_bytes(4, "big") + height.to_bytes(4, "big")
    small[29:33] = zlib.crc32(bytes(small[12:29])).to_bytes(4, "big")
    return bytes(small)


DAMAGED = "The picture is damaged and cannot be decoded; save it anew and send it again."


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "The file is not a JPEG, PNG, GIF, WebP, AVIF or TIFF picture."),
        (
            b"<svg onload='alert(1)'/>",
            "The file is not a JPEG, PNG, GIF, WebP, AVIF or TIFF picture.",
        ),
        (picture()[:700], DAMAGED),
        (claims(60_000, 60_000), "The picture has 60000 × 60000 pixels; 100 million is the most."),
    ],
    ids=["empty", "another kind", "cut off", "a bomb"],
)
def test_a_bad_picture_gives_a_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(pictures.Unreadable) as caught:
        pictures.look(data)
    assert (str(caught.value), caught.value.field) == (sentence, "file")


def test_a_picture_has_a_largest_size() -> None:
    with pytest.raises(pictures.Unreadable) as caught:
        pictures.look(b"x" * (pictures.LARGEST + 1))
    assert str(caught.value) == "The picture has more than 64 MB; send a smaller one."


def test_a_picture_is_attached_with_its_rendition_once(lao: Actor, store: Path) -> None:
    version = story(lao, "lo", "ຂ່າວ")
    data = picture()

    def attach(name: str) -> Attachment:
        return attach_asset(
            actor=lao,
            version=version,
            file=io.BytesIO(data),
            name=name,
            media_type="image/png",  # as declared, wrongly
            caption="ເຮືອ",
            alternative="ເຮືອຢູ່ແມ່ນ້ຳ",
        )

    first, again = attach("boat.jpg"), attach("other.jpg")
    asset = Asset.objects.get(pk=first.asset_id)
    assert first == again
    assert (asset.media_type, asset.width, asset.height) == ("image/jpeg", 1600, 800)
    assert asset.rendition is not None
    assert (asset.rendition.media_type, asset.rendition.width) == ("image/webp", 1200)
    assert len(files(store)) == 2
    event = Event.objects.get(name="catalogue.asset.attached")
    assert event.data == {"version": version.pk, "digest": asset.digest, "name": "boat.jpg"}


def test_other_files_are_attached_as_they_are_in_order(lao: Actor) -> None:
    version = story(lao, "lo", "ຂ່າວ")
    for name in ("one.pdf", "two.pdf"):
        attach_asset(
            actor=lao,
            version=version,
            file=io.BytesIO(name.encode()),
            name=name,
            media_type="application/pdf",
        )
    rows = version.attachments.order_by("order").values_list("order", "name", "asset__media_type")
    assert list(rows) == [(0, "one.pdf", "application/pdf"), (1, "two.pdf", "application/pdf")]


def test_a_bad_picture_is_not_attached_and_not_kept(lao: Actor, store: Path) -> None:
    version = story(lao, "lo", "ຂ່າວ")
    with pytest.raises(Invalid):
        attach_asset(
            actor=lao, version=version, file=io.BytesIO(b"no"), name="x", media_type="image/png"
        )
    assert (files(store), Asset.objects.count(), Attachment.objects.count()) == ([], 0, 0)


def test_only_the_house_attaches(lao: Actor, chinese: Actor, store: Path) -> None:
    version = story(lao, "lo", "ຂ່າວ")
    with pytest.raises(Refused):
        attach_asset(
            actor=chinese, version=version, file=io.BytesIO(b"x"), name="x", media_type="text/plain"
        )
    assert files(store) == []
