"""The addresses of the market: the shop's and the deals' own stand in their views' packages."""

from .views import files, shop, title_rights, titles

app_name = "market"
urlpatterns = [*shop.urls, *titles.urls, *title_rights.urls, *files.urls]
