"""The market: programmes are shown, found, asked for, offered, licensed, delivered and paid.

Writes: `market.request.made`, `market.request.closed`, `market.proposal.made`, `market.offer.made`,
`market.offer.declined`, `market.offer.withdrawn`, `market.offer.lapsed`, `market.lapse.set`, `market.message.sent`,
`market.deal.agreed`, `market.licence.acquired`, `market.contract.issued`, `market.contract.signed`,
`market.contract.filed`, `market.contract.rejected`, `market.contract.terminated`, `market.contract.expired`,
`market.reminder.set`, `market.reminder.due`, `market.material.delivered`, `market.material.accepted`,
`market.material.rejected`, `market.receipts.reported`, `market.statement.made`, `market.payment.made`,
`market.payment.received`, `market.rates.imported`, `market.quota.declared`, `market.calendar.opened`,
`market.catalogue.received`, `market.catalogue.confirmed`, `market.catalogue.taken`, `market.catalogue.failed`,
`market.wish.saved`, `market.wish.removed`, `market.wish.met`, `market.screening.requested`,
`market.screening.allowed`, `market.screening.ended`, `market.screening.copied`, `market.screening.viewed`.
Hears: its own (`lapse.set` ends an offer at its hour, `reminder.set` tells on its day, `deal.agreed` has the document
made, `material.delivered` has the file checked, `catalogue.received` has the file read, `catalogue.confirmed` has it
taken, `screening.copied` has the viewer's copy marked, `wish.saved` is looked at every day, `wish.met` is mailed where
that is wanted), and the catalogue's: what happens to a title, its shares, its words and its grants may fulfil a wish.
"""
