from django.apps import AppConfig


class NewswireConfig(AppConfig):
    name = "sampan.desks.newswire"
    label = "newswire"
