"""A policy as the files and headers of a site, and as what is written into single works."""

import json

from .channels import (
    cawg_assertion,
    mining_code,
    odrl,
    write_headers,
    write_robots,
    write_rsl,
    write_tdmrep,
)
from .policy import Policy


def files_of(policy: Policy) -> dict[str, bytes]:
    """Every channel as a file: those that a site serves under their own names, and what goes into its headers
    (`headers.txt`), into C2PA manifests (`cawg.json`), IPTC and NewsML-G2 metadata (`data-mining.txt`) and ODRL.

    >>> sorted(files_of(Policy(frozenset())))
    ['.well-known/tdmrep.json', 'cawg.json', 'data-mining.txt', 'headers.txt', 'odrl.json', 'robots.txt', 'rsl.xml']
    """
    headers = "".join(f"{name}: {value}\n" for name, value in write_headers(policy).items())
    return {
        "robots.txt": write_robots(policy).encode(),
        ".well-known/tdmrep.json": write_tdmrep(policy).encode(),
        "rsl.xml": write_rsl(policy),
        "headers.txt": headers.encode(),
        "cawg.json": _json(cawg_assertion(policy)),
        "data-mining.txt": f"{mining_code(policy)}\n".encode(),
        "odrl.json": _json(odrl(policy, policy.location)),
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, indent=2) + "\n").encode()
