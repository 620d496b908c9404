"""`POST /api/determine`: the object of the determination contract in, its result out. Stores nothing, logs nothing."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from jiuzhu.editions.queries import current
from jiuzhu.policy.determine import determine
from jiuzhu.policy.family import Faults, read
from jiuzhu.web.api.bearer import bearer

LARGEST = 1024 * 1024


@bearer
@require_POST
def determine_family(request: HttpRequest) -> HttpResponse:
    """200 with the result; 422 with every fault of the object, each with its place; 413 when it is no single family."""
    if len(request.body) > LARGEST:
        return JsonResponse({"code": "too_large", "message": "一次只算一户，正文不超过 1 MB。"}, status=413)
    try:
        family = read(request.body, as_json=True)
    except Faults as faults:
        return JsonResponse({"code": "bad_family", "faults": faults.as_list()}, status=422)
    return JsonResponse(determine(family, current()), json_dumps_params={"ensure_ascii": False})
