"""Addresses for programs."""

from django.urls import path

from jiuzhu.web.api import assist, determine, openapi, recognition

app_name = "api"
urlpatterns = [
    path("determine", determine.determine_family, name="determine"),
    path("recognition", recognition.recognise, name="recognition"),
    path("assist", assist.take_assist, name="assist"),
    path("openapi.json", openapi.openapi, name="openapi"),
]
