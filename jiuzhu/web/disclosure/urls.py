"""Addresses of the public pages."""

from django.urls import path

from jiuzhu.web.disclosure import confirmed, law, notices, objection, standards

app_name = "disclosure"
urlpatterns = [
    path("", notices.notices, name="notices"),
    path("<int:posting>", notices.notice, name="notice"),
    path("<int:posting>/zhangtie", notices.printed_sheet, name="sheet"),
    path("<int:posting>/yijian", objection.objection, name="objection"),
    path("mingdan/", confirmed.villages, name="villages"),
    path("mingdan/<str:village>/<str:month>", confirmed.confirmed, name="confirmed"),
    path("biaozhun", standards.standards, name="standards"),
    path("zhengce", law.programmes, name="laws"),
    path("zhengce/<str:region>/<str:programme>", law.programme, name="law"),
    path("jiandu", notices.supervision, name="supervision"),
]
