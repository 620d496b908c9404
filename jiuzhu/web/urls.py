"""The site map."""

urlpatterns: list[object] = []
