from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "sampan.partners"
    label = "partners"
