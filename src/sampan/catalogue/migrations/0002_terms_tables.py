"""What Django cannot say about Terms: on SQLite an FTS5 table beside it, on PostgreSQL two GIN indexes."""

from django.db import migrations

# Vowel signs and tone marks of Thai, Lao, Khmer and Burmese are Mn and Mc; by default FTS5 takes them for blanks.
# Rare Han of newer Unicode versions are Cn, unassigned, to SQLite. The bar joins a pair of graphemes.
FTS5 = """
CREATE VIRTUAL TABLE catalogue_terms_fts USING fts5(
    words, graphemes, content='catalogue_terms', content_rowid='version_id',
    tokenize="unicode61 remove_diacritics 0 categories 'L* N* Co Cn Mn Mc' tokenchars '|'"
);
CREATE TRIGGER catalogue_terms_added AFTER INSERT ON catalogue_terms BEGIN
    INSERT INTO catalogue_terms_fts (rowid, words, graphemes)
    VALUES (new.version_id, new.words, new.graphemes);
END;
CREATE TRIGGER catalogue_terms_removed AFTER DELETE ON catalogue_terms BEGIN
    INSERT INTO catalogue_terms_fts (catalogue_terms_fts, rowid, words, graphemes)
    VALUES ('delete', old.version_id, old.words, old.graphemes);
END;
CREATE TRIGGER catalogue_terms_changed AFTER UPDATE ON catalogue_terms BEGIN
    INSERT INTO catalogue_terms_fts (catalogue_terms_fts, rowid, words, graphemes)
    VALUES ('delete', old.version_id, old.words, old.graphemes);
    INSERT INTO catalogue_terms_fts (rowid, words, graphemes)
    VALUES (new.version_id, new.words, new.graphemes);
END;
"""
GIN = """
CREATE INDEX catalogue_terms_words ON catalogue_terms USING gin (words);
CREATE INDEX catalogue_terms_graphemes ON catalogue_terms USING gin (graphemes);
"""


def make(apps, editor):
    if editor.connection.vendor == "sqlite":
        # One statement at a time: executescript() would commit the migration half-way.
        for statement in FTS5.replace("END;", "END;\0").replace(");\nCREATE", ");\0CREATE").split("\0"):
            if statement.strip():
                editor.execute(statement.strip())
    else:
        editor.execute(GIN)


def drop(apps, editor):
    if editor.connection.vendor == "sqlite":
        for name in ("added", "removed", "changed"):
            editor.execute(f"DROP TRIGGER catalogue_terms_{name}")
        editor.execute("DROP TABLE catalogue_terms_fts")
    else:
        editor.execute("DROP INDEX catalogue_terms_words; DROP INDEX catalogue_terms_graphemes;")


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunPython(make, drop)]
