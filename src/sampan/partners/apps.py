import importlib

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PartnersConfig(AppConfig):
    name = "sampan.partners"
    label = "partners"

    def ready(self) -> None:
        # Each app's handlers.py says by @handles what it wants to hear.
        autodiscover_modules("handlers")
        importlib.import_module("sampan.partners.checks")
