"""The addresses of the market: the shop's and the deals' own stand in their views' packages."""

from django.urls import URLPattern

app_name = "market"
urlpatterns: list[URLPattern] = []
