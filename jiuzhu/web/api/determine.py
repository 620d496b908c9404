"""`POST /api/determine`: the object of the determination contract in, its result out. Stores nothing, logs nothing."""

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from jiuzhu.editions.queries import current
from jiuzhu.policy.determine import determine
from jiuzhu.policy.family import Faults, read
from jiuzhu.web.api.bearer import bearer
from jiuzhu.web.api.refused import LARGEST, refuse, said
from jiuzhu.web.ui.whole import whole


@bearer
def determine_family(request: HttpRequest) -> HttpResponse:
    """200 with the result; 422 with every fault of the object, each with its place; 405, 413, 415 before it is read."""
    if request.method != "POST":
        return refuse(405)
    if is_too_large(request):
        return refuse(413)
    if request.content_type != "application/json" and request.body:
        return refuse(415)
    try:
        result = determine(read(request.body, as_json=True), current())
    except Faults as faults:
        wrong = faults.as_list()
        return said({"code": "bad_family", "message": f"有 {len(wrong)} 处要改。", "faults": wrong}, 422)
    return said(result)


def is_too_large(request: HttpRequest) -> bool:
    """Told by its head where it says how long it is, else by reading it."""
    if (whole(request.headers.get("Content-Length", "")) or 0) > LARGEST:
        return True
    try:
        return len(request.body) > LARGEST
    except (RequestDataTooBig, UnreadablePostError):
        return True
