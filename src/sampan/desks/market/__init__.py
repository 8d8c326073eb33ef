"""The market: programmes are shown, found, asked for, offered, licensed, delivered and paid.

Writes: `market.request.made`, `market.request.closed`, `market.proposal.made`, `market.offer.made`,
`market.offer.declined`, `market.offer.withdrawn`, `market.offer.lapsed`, `market.lapse.set`, `market.message.sent`,
`market.deal.agreed`, `market.licence.acquired`, `market.contract.issued`, `market.contract.signed`,
`market.contract.filed`, `market.contract.rejected`, `market.contract.terminated`, `market.contract.expired`,
`market.reminder.set`, `market.reminder.due`, `market.material.delivered`, `market.material.accepted`,
`market.material.rejected`, `market.receipts.reported`, `market.statement.made`, `market.payment.made`,
`market.payment.received`, `market.rates.imported`, `market.calendar.opened`.
Hears: its own (`lapse.set` ends an offer at its hour, `reminder.set` tells on its day, `deal.agreed` has the document
made, `material.delivered` has the file checked).
"""
