"""Addresses of the pages between regions: the list, what we ask, what we are asked."""

from django.urls import path

from jiuzhu.web.desk import assist, assist_answer, assist_in, assist_letter, assist_out

urlpatterns = [
    path("", assist.requests, name="assist"),
    path("read", assist.read_file, name="assist_read"),
    path("days", assist.days, name="assist_days"),
    path("out/<str:number>/", assist_out.sent, name="assist_out"),
    path("in/<str:number>/", assist_in.received, name="assist_in"),
    path("in/<str:number>/parts/<int:part_id>/ask", assist_in.ask_own, name="assist_ask_own"),
    path("in/<str:number>/parts/<int:part_id>/use", assist_in.use, name="assist_use"),
    path("<slug:direction>/<str:number>/parts/<int:part_id>", assist_answer.answer, name="assist_answer"),
    path("<slug:direction>/<str:number>/return", assist_answer.give_back, name="assist_return"),
    path("<slug:direction>/<str:number>/letter", assist_letter.letter, name="assist_letter"),
    path("<slug:direction>/<str:number>/file", assist_letter.as_file, name="assist_file"),
    path("out/<str:number>/<slug:verb>", assist_out.act, name="assist_act"),
]
