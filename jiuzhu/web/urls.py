"""The site map."""

from django.urls import include, path

from jiuzhu.web.disclosure.letter import letter
from jiuzhu.web.home import views as home

urlpatterns = [
    path("", home.front, name="home"),
    path("health", home.health, name="health"),
    path("daziban", home.large_type, name="large_type"),
    path("session/keep", home.keep_session, name="keep_session"),
    path("family/", include("jiuzhu.web.citizen.urls")),
    path("desk/", include("jiuzhu.web.desk.urls")),
    path("api/", include("jiuzhu.web.api.urls")),
    path("gongshi/", include("jiuzhu.web.disclosure.urls")),
    path("letter/<int:letter_id>/<str:check>", letter, name="letter"),
]

handler400 = "jiuzhu.web.ui.refusals.unreadable"
handler403 = "jiuzhu.web.ui.refusals.forbidden"
handler404 = "jiuzhu.web.ui.refusals.not_found"
handler500 = "jiuzhu.web.ui.refusals.failed"
