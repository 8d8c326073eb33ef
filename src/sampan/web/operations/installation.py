"""What state this installation is in."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from sampan.partners.models import Organisation


def waiting_migrations() -> int:
    """How many migrations the database lacks."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def holds_data() -> bool:
    """Whether anybody is here whose data could be lost."""
    table = Organisation._meta.db_table
    return table in connection.introspection.table_names() and Organisation.objects.exists()
