"""The addresses of the market: the shop's and the deals' own stand in their views' packages."""

from .views import (
    board,
    calendar,
    contracts,
    deals,
    files,
    imports,
    money,
    negotiations,
    quotas,
    requests,
    runs,
    screening,
    selling,
    shop,
    title_rights,
    titles,
    wishes,
)

app_name = "market"
urlpatterns = [
    *shop.urls,
    *selling.urls,
    *titles.urls,
    *title_rights.urls,
    *files.urls,
    *imports.urls,
    *screening.urls,
    *wishes.urls,
    *deals.urls,
    *requests.urls,
    *negotiations.urls,
    *contracts.urls,
    *money.urls,
    *runs.urls,
    *quotas.urls,
    *calendar.urls,
    *board.urls,
]
