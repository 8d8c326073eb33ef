"""The AI reservation as an ODRL policy, the one rights language that ninjs can carry."""

import json

LANGUAGE = "http://www.w3.org/ns/odrl/2/"


def odrl_policy(uri: str, ai_policy: str) -> str:
    """JSON-LD of one rule on text and data mining (W3C TDMRep): prohibited for "reserved", permitted for "allowed".

    >>> policy_in_odrl(odrl_policy("urn:x:1", "reserved"))
    'reserved'
    """
    rule = "prohibition" if ai_policy == "reserved" else "permission"
    policy = {
        "@context": ["http://www.w3.org/ns/odrl.jsonld", {"tdm": "http://www.w3.org/ns/tdmrep#"}],
        "@type": "Set",
        "uid": f"{uri}#rights",
        rule: [{"target": uri, "action": "tdm:mine"}],
    }
    return json.dumps(policy, ensure_ascii=False)


def policy_in_odrl(encoded: str) -> str | None:
    """What an encoded policy says of mining: "reserved", "allowed" or None; a prohibition beats a permission.

    >>> policy_in_odrl("not JSON") is None
    True
    """
    if "mine" not in encoded and "TDM" not in encoded.upper():
        return None
    try:
        policy = json.loads(encoded)
    except (ValueError, RecursionError):
        return None
    if not isinstance(policy, dict):
        return None
    for rule, answer in (("prohibition", "reserved"), ("permission", "allowed")):
        if any("mine" in action for action in _actions(policy.get(rule))):
            return answer
    return None


def _actions(rules: object) -> list[str]:
    entries = rules if isinstance(rules, list) else [rules]
    return [str(entry.get("action", "")) for entry in entries if isinstance(entry, dict)]
