"""Lanes for the grants that are there already; on PostgreSQL a constraint as the second lock on exclusive licences."""

from django.db import migrations

from sampan.engines.rights import LANE_COLUMNS, box, lanes

# A grant's leaves as numbers, so that GiST can ask whether two sets of them meet.
EXCLUDE = """
CREATE EXTENSION IF NOT EXISTS intarray;
CREATE EXTENSION IF NOT EXISTS btree_gist;
CREATE FUNCTION catalogue_leaves(VARIADIC lanes bigint[]) RETURNS int[] LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT array_agg((60 * (lane - 1) + leaf)::int)
    FROM generate_subscripts(lanes, 1) lane, generate_series(0, 59) leaf
    WHERE (lanes[lane] >> leaf) & 1 = 1
$$;
ALTER TABLE catalogue_grant ADD CONSTRAINT grant_exclusive_once EXCLUDE USING gist (
    coalesce(work_id, 0) WITH =,
    licensor_id WITH =,
    catalogue_leaves(t0, t1, t2, t3, t4) gist__intbig_ops (siglen = 32) WITH &&,
    catalogue_leaves(l0, l1, l2) gist__intbig_ops (siglen = 32) WITH &&,
    catalogue_leaves(u0) gist__intbig_ops (siglen = 32) WITH &&,
    daterange(start_on, end_on) WITH &&
) WHERE (excludes AND superseded_at IS NULL);
"""
ALLOW = """
ALTER TABLE catalogue_grant DROP CONSTRAINT grant_exclusive_once;
DROP FUNCTION catalogue_leaves;
"""


def fill(apps, editor):
    grants = apps.get_model("catalogue", "Grant")
    for row in grants.objects.iterator():
        axes = (", ".join(codes) for codes in (row.territories, row.languages, row.uses))
        held = box(*axes, row.start_on, row.end_on)
        values = lanes(held.territories, held.languages, held.uses)
        grants.objects.filter(pk=row.pk).update(**dict(zip(LANE_COLUMNS, values)))


def on_postgresql(statements):
    def run(apps, editor):
        if editor.connection.vendor == "postgresql":
            editor.execute(statements)

    return run


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0004_grant_lanes")]
    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(on_postgresql(EXCLUDE), on_postgresql(ALLOW)),
    ]
