"""Addresses of calls as readers see them and of written inputs."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
