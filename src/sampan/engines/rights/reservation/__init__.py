"""Reserving rights against machines: one policy, every channel, and a check that they agree."""

from .channels import (
    RSL_NAMESPACE,
    add_rsl,
    cawg_assertion,
    mining_code,
    odrl,
    usage,
    write_headers,
    write_robots,
    write_rsl,
    write_tdmrep,
)
from .embedded import read_cawg, read_mining, read_odrl
from .files import read_file
from .pages import licences_in, licences_on, read_page
from .policy import LEAVES, Policy, policy_of
from .robots import licences_of, read_robots
from .signals import UnreadableSignal, parsed, read_headers, read_rsl, read_tdmrep, rsl_says
from .site import files_of
from .statements import Disagreement, Said, Statement, compare, policy_said

__all__ = [
    "LEAVES", "RSL_NAMESPACE", "Disagreement", "Policy", "Said", "Statement", "UnreadableSignal",
    "add_rsl", "cawg_assertion", "compare", "files_of", "licences_in", "licences_of", "licences_on", "mining_code",
    "odrl", "parsed", "policy_of", "policy_said", "read_cawg", "read_file", "read_headers", "read_mining", "read_odrl",
    "read_page", "read_robots", "read_rsl", "read_tdmrep", "rsl_says", "usage", "write_headers", "write_robots",
    "write_rsl", "write_tdmrep",
]  # fmt: skip
