"""The report: how works travel. It counts what the other desks did, and what files say, and tells it in reports.

Each count is traceable to its event, each figure to its statement and rows.

Writes: `report.report.opened`, `report.report.changed`, `report.report.submitted`, `report.report.signed`,
`report.report.reopened`, `report.report.published`, `report.report.withdrawn`, `report.text.translation_asked`,
`report.source.received`, `report.source.understood`, `report.source.taken`, `report.source.dropped`,
`report.source.removed`, `report.facts.asked`, `report.facts.built`, `report.pair.decided`, `report.files.asked`,
`report.files.made`, `report.figures.asked`, `report.figures.measured`, `report.task.stopped`, `report.task.failed`.
Hears: `newswire.delivery.sent`, `protection.match.judged`, `market.deal.agreed` (facts are counted); its own
`source.received` (the file is read), `source.taken`, `source.dropped` and `facts.asked` (the facts are made anew),
`report.signed` and `files.asked` (the files are made), `figures.asked` (the figures are asked again).
"""
