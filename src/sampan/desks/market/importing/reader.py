"""The process that `limited` starts: the file from standard input, what it says as JSON to standard output.

Arguments: the file's name, the seller's slug. Exit 1 with a sentence on standard error for a file that cannot be read.
"""

import io
import json
import resource
import sys
from zipfile import BadZipFile, ZipFile

_MEMORY = 2 << 30
_SECONDS = 120
_UNPACKED = 400 << 20


def main() -> int:
    """Limit, read, tell."""
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    name, seller = sys.argv[1:3]
    try:
        told = read(sys.stdin.buffer.read(), name, seller)
    except (ValueError, BadZipFile, KeyError) as error:
        sys.stderr.write(str(error) or "The file cannot be read.")
        return 1
    json.dump(told, sys.stdout, ensure_ascii=False)
    return 0


def read(data: bytes, name: str, seller: str) -> dict[str, object]:
    """The titles of a file and its faults, ready for JSON. Raises ValueError, a sentence."""
    from .avails import read_avails  # noqa: PLC0415  # after the limits are set
    from .workbook import read_table, read_workbook  # noqa: PLC0415

    if data.startswith(b"PK"):
        with ZipFile(io.BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _UNPACKED:
                raise ValueError("The workbook unpacks to more than 400 MB.")
            is_ours = b'"Titles"' in parts.read("xl/workbook.xml")
        found = read_workbook(io.BytesIO(data)) if is_ours else read_avails(data, name, seller)
    elif b"Reference" in data.partition(b"\n")[0]:
        found = read_table(data.decode("utf-8-sig"))
    else:
        found = read_avails(data, name, seller)
    faults = [
        {"place": one.place, "what": one.what, "remedy": one.remedy, "warning": one.warning}
        for one in found.faults
    ]
    return {"titles": list(found.titles.values()), "faults": faults}


if __name__ == "__main__":
    sys.exit(main())
