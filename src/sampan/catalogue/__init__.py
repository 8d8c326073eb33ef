"""The one catalogue: works, their editions and versions, their files, who may do what with them, and search.

Writes: `catalogue.work.created`, `catalogue.edition.added`, `catalogue.version.added`, `catalogue.asset.attached`,
`catalogue.work.shared`, `catalogue.work.unshared`, `catalogue.grant.added`, `catalogue.grant.superseded`.
Hears: `catalogue.version.added` (indexes its words, vectors and fingerprints), `catalogue.grant.added` and
`catalogue.grant.superseded` (the snapshot of all rights is built anew when much has changed).
"""
