"""The settings with the kernel alone, so that a killed process is followed by another within a second."""

from sampan.web.settings import *  # noqa: F403

INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "sampan.partners"]
MIDDLEWARE: list[str] = []
ROOT_URLCONF = "django.contrib.auth.urls"
