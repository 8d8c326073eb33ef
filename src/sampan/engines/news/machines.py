"""What a story says of its use by machines: one policy, read from whatever each format has for it."""

import json

from lxml import etree

from sampan.engines.rights.reservation import (
    LEAVES,
    Policy,
    UnreadableSignal,
    odrl,
    parsed,
    policy_said,
    read_mining,
    read_odrl,
    rsl_says,
)

ODRL = "http://www.w3.org/ns/odrl/2/"
"""The one rights language that ninjs can carry."""
_FLAGS = {"1": Policy(frozenset()), "0": Policy(frozenset(LEAVES))}


def flag_of(policy: Policy) -> str:
    """TDMRep's yes or no: what is reserved in part is reserved.

    >>> flag_of(Policy(frozenset({"ai.index"})))
    '1'
    """
    return "1" if policy.reserved else "0"


def policy_in_flag(flag: str) -> Policy | None:
    """The policy of a tdm-reservation, 1 or 0; None for anything else."""
    return _FLAGS.get(flag.strip())


def policy_in_plus(code: str) -> Policy | None:
    """The policy of a PLUS data mining value or its QCode; every prohibition that we do not know reserves all.

    >>> policy_in_plus("plusvocab:DMI-PROHIBITED-SEECONSTRAINT") == policy_in_flag("1")
    True
    """
    value = code.replace(":", "/").rsplit("/", 1)[-1]
    try:
        return policy_said(read_mining(value, "dataMining").says)
    except UnreadableSignal:
        return _FLAGS["1"] if value.startswith("DMI-PROHIBITED") else None


def odrl_policy(uri: str, policy: Policy) -> str:
    """The policy on a story as JSON-LD of ODRL.

    >>> policy_in_odrl(odrl_policy("urn:x:1", Policy(frozenset({"ai.index"})))).allowed
    frozenset({'ai.index'})
    """
    return json.dumps(odrl(policy, uri), ensure_ascii=False)


def policy_in_odrl(encoded: str) -> Policy | None:
    """What an encoded policy says of uses by AI; None where it says nothing of them, or is no JSON object.

    >>> policy_in_odrl("not JSON") is None
    True
    """
    try:
        found = parsed(encoded, "rights")
    except UnreadableSignal:
        return None
    return policy_said(read_odrl(found, "rights").says) if isinstance(found, dict) else None


def policy_in_rsl(element: etree._Element) -> Policy | None:
    """What the rules of RSL in an element of a feed say."""
    return policy_said(rsl_says(element))
