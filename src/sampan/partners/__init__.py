"""Who takes part, who may do what, and the one seam between the desks.

Organisations, people, memberships and roles, tokens; `events.py` (the append-only Event, its chain, its handlers
and webhooks) and `fetch.py` (the only outgoing door).

Writes: `partners.organisation.joined`, `partners.member.invited`, `partners.member.joined`, `partners.member.left`,
`partners.token.issued`, `partners.token.revoked`, `partners.webhook.added`, `partners.webhook.removed`,
`partners.webhook.rotated`, `partners.handling.replayed`.
"""
