"""Addresses of the officers' pages."""

from django.urls import include, path

from jiuzhu.web.desk import sign_in, worklist

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("login", sign_in.login, name="login"),
    path("logout", sign_in.logout, name="logout"),
    path("payments/", include("jiuzhu.web.desk.payments_urls")),
]
