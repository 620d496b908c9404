"""Addresses of the catalogue's pages, below `desk/catalogue/`."""

from django.urls import path

from jiuzhu.web.desk import catalogue, catalogue_changes, catalogue_propose

urlpatterns = [
    path("", catalogue.catalogue, name="catalogue"),
    path("registers/<str:code>/", catalogue.register, name="register"),
    path("items", catalogue.items, name="catalogue_items"),
    path("changes/", catalogue_changes.changes, name="catalogue_changes"),
    path("changes/new", catalogue_propose.propose, name="propose_catalogue"),
    path("changes/<int:change_id>/", catalogue_changes.change, name="catalogue_change"),
    path("changes/<int:change_id>/publish", catalogue_changes.publish, name="publish_catalogue"),
    path("changes/<int:change_id>/withdraw", catalogue_changes.withdraw, name="withdraw_catalogue"),
]
