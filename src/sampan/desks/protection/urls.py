from django.urls import path

from . import views

app_name = "protection"
urlpatterns = [
    path("", views.index, name="index"),
    path("report/", views.report, name="report"),
    path("sightings/<int:pk>/", views.sighting, name="sighting"),
    path("matches/<int:pk>/", views.match, name="match"),
    path("matches/<int:pk>/settle/", views.settle, name="settle"),
]
