"""Who writes in reports."""

from sampan.partners.models import Role

WRITERS = (Role.ANALYST, Role.EDITOR)
