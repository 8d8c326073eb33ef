"""The store in S3 (a server of its own on loopback), by the setting of Django's default storage."""

import io
from collections.abc import Iterator
from typing import Any

import boto3
import pytest
from moto.server import ThreadedMotoServer

from sampan.catalogue import assets
from sampan.catalogue.models import Asset

KEYS = {"aws_access_key_id": "test", "aws_secret_access_key": "test", "region_name": "us-east-1"}


@pytest.fixture
def bucket(settings: Any) -> Iterator[Any]:
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    address = f"http://{host}:{port}"
    client = boto3.client("s3", endpoint_url=address, **KEYS)
    client.create_bucket(Bucket="sampan")
    options = {
        "bucket_name": "sampan",
        "endpoint_url": address,
        "access_key": "test",
        "secret_key": "test",
        "region_name": "us-east-1",
    }
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}
    }
    yield client
    server.stop()


@pytest.mark.django_db
@pytest.mark.filterwarnings("default")  # boto's own, of its Python versions
def test_files_go_to_the_bucket_and_come_back(bucket: Any) -> None:
    asset = assets.keep(io.BytesIO(b"ferry"), media_type="text/plain")
    assets.keep(io.BytesIO(b"ferry"), media_type="text/plain")
    listed = bucket.list_objects_v2(Bucket="sampan")["Contents"]
    assert [each["Key"] for each in listed] == [assets.name_of(asset.digest)]
    with assets.open_asset(Asset.objects.get()) as file:
        assert file.read() == b"ferry"
    assert list(assets.verify()) == []
    bucket.put_object(Bucket="sampan", Key=assets.name_of(asset.digest), Body=b"other")
    assert [fault.digest for fault in assets.verify()] == [asset.digest]
