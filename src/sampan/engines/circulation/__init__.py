"""How programmes travel: facts in tables, measures over them, how sure each is, charts and the document."""
