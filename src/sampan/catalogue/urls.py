from django.urls import path

from .views import picture

app_name = "catalogue"
urlpatterns = [path("pictures/<int:pk>/", picture, name="picture")]
