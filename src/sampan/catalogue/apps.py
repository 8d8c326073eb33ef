from django.apps import AppConfig


class CatalogueConfig(AppConfig):
    name = "sampan.catalogue"
    label = "catalogue"
