"""The addresses of the market: the shop's and the deals' own stand in their views' packages."""

from .views import (
    board,
    calendar,
    contracts,
    deals,
    files,
    money,
    negotiations,
    requests,
    shop,
    title_rights,
    titles,
)

app_name = "market"
urlpatterns = [
    *shop.urls,
    *titles.urls,
    *title_rights.urls,
    *files.urls,
    *deals.urls,
    *requests.urls,
    *negotiations.urls,
    *contracts.urls,
    *money.urls,
    *calendar.urls,
    *board.urls,
]
