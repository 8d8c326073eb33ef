"""A house that only wants the wire installs less: without the extras the exchange starts, and lacks two desks."""

import subprocess
import sys

EXTRAS = (
    "altair", "av", "duckdb", "pyarrow", "pyreadstat", "pyspark", "splink", "typst", "uharfbuzz", "vl_convert",
    "xlsxwriter",
)  # fmt: skip
START = f"""
import sys
sys.modules.update(dict.fromkeys({EXTRAS}))
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from sampan.web.api import api
call_command("check")
page = Client(headers={{"host": "localhost"}}).get("/account/login/")
print(settings.DESKS, page.status_code, "/api/wire" in str(api.get_openapi_schema()))
"""


def test_without_the_extras_the_wire_is_there() -> None:
    done = subprocess.run(
        [sys.executable, "-c", START],
        env={"DJANGO_SETTINGS_MODULE": "sampan.web.settings", "PYTHONPATH": ":".join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.splitlines()[-1:] == ["['newswire', 'protection'] 200 True"], done.stderr
