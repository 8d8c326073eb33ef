from django.apps import AppConfig


class MarketConfig(AppConfig):
    name = "sampan.desks.market"
    label = "market"
