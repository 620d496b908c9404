"""The gallery: the product's own site map, and pages that show every part in every state."""

from pathlib import Path
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template import engines
from django.urls import path

from jiuzhu.kernel.refusal import Refused
from jiuzhu.web.ui.refusals import refused
from jiuzhu.web.urls import handler403, handler404, handler500
from jiuzhu.web.urls import urlpatterns as product
from tests.browser.gallery import samples

__all__ = ["handler403", "handler404", "handler500", "urlpatterns"]
_PAGES = Path(__file__).parent / "pages"


def show(name: str, **more: Any):
    def view(request: Any) -> HttpResponse:
        request.frame = samples.FRAME
        context = {key.lower(): value for key, value in vars(samples).items() if key.isupper()}
        context |= {"call": samples.Call(), "form": samples.Everything(initial={"income": 80000}), **more}
        if name == "desk":
            messages.success(request, "已提出审核意见，11-21 起公示 7 天。")
        if "wrong" in request.GET:
            context["form"] = samples.Everything(_query(samples.WRONG))
        template = engines["django"].from_string((_PAGES / f"{name}.html").read_text("utf-8"))
        return HttpResponse(template.render(context, request))

    return view


def _query(values: dict[str, Any]) -> QueryDict:
    query = QueryDict(mutable=True)
    for key, value in values.items():
        query.setlist(key, value if isinstance(value, list) else [value])
    return query


def denied(request: HttpRequest) -> HttpResponse:
    return refused(request, Refused("not_in_scope", "它不在三角镇，或者您须回避。"))


def conflict(request: HttpRequest) -> HttpResponse:
    return refused(
        request,
        Refused("changed", "段敏 09:41 先提交了，请看一下两份有什么不同。", "民发〔2021〕57号 第十条"),
    )


urlpatterns = [
    path("gallery/desk", show("desk")),
    path("gallery/states", show("states")),
    path("gallery/form", show("form")),
    path("gallery/phone", show("phone")),
    path("gallery/progress", show("progress")),
    path("gallery/403", denied),
    path("gallery/409", conflict),
    *product,
]
