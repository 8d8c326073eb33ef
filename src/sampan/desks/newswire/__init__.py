"""The wire: stories come in, are understood, edited, published, delivered, corrected and killed.

Writes: `newswire.message.received`, `newswire.message.refused`, `newswire.story.drafted`,
`newswire.story.revised`, `newswire.story.published`, `newswire.story.embargoed`, `newswire.story.released`,
`newswire.story.corrected`, `newswire.story.withheld`, `newswire.story.killed`, `newswire.translation.recalled`,
`newswire.delivery.queued`, `newswire.delivery.sent`, `newswire.delivery.acknowledged`,
`newswire.subscription.added`, `newswire.subscription.removed`, `newswire.destination.added`,
`newswire.destination.removed`, `newswire.destination.suspended`, `newswire.destination.woken`,
`newswire.pickup.found`.
Hears: its own (`published`, `corrected`, `withheld`, `killed` queue deliveries; `embargoed` waits for its hour, and
`released` comes before it; `queued` sends), and `protection.match.judged` (a pickup is shown on the story).
"""
