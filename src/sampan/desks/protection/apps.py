from django.apps import AppConfig


class ProtectionConfig(AppConfig):
    name = "sampan.desks.protection"
    label = "protection"
