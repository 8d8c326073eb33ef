"""Every address of the site. A desk's own addresses stand in its urls.py."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
