from django.urls import path

from .views import picture, search_page

app_name = "catalogue"
urlpatterns = [
    path("pictures/<int:pk>/", picture, name="picture"),
    path("search/", search_page, name="search"),
]
