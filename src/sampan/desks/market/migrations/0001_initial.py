from django.db import migrations


class Migration(migrations.Migration):
    initial = True
    dependencies = [("catalogue", "0002_terms_tables"), ("partners", "0001_initial")]
    operations: list[migrations.operations.base.Operation] = []
