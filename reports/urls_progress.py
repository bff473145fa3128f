"""The addresses of progress reports."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
