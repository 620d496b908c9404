"""Open a letter or a photo; every look is on the trail, and has a limit by family."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import HttpResponse
from django.views.decorators.http import require_GET

from jiuzhu.documents.queries import open_letter, open_paper
from jiuzhu.intake.queries import kept_from
from jiuzhu.kernel.refusal import Refused
from jiuzhu.web.desk.reach import OPENS_PAPERS, PURPOSE
from jiuzhu.web.ui.guard import officer


@officer(*OPENS_PAPERS)
@require_GET
def letter(request: Any, letter_id: int) -> HttpResponse:
    """The PDF of one letter, or of a notice's sheet."""
    return _file(open_letter, request.scope, letter_id, "application/pdf", f"{letter_id}.pdf")


@officer(*OPENS_PAPERS)
@require_GET
def paper(request: Any, paper_id: int) -> HttpResponse:
    """One photo."""
    return _file(open_paper, request.scope, paper_id, "image/jpeg", f"{paper_id}.jpg")


def _file(opened: Callable[..., bytes], scope: Any, pk: int, kind: str, name: str) -> HttpResponse:
    try:
        content = opened(scope, pk, PURPOSE, kept_from(scope))
    except ObjectDoesNotExist as missing:
        raise Refused(
            "not_found", "没有这份材料，或者它不在您的辖区，或者家里有您的近亲属，您须回避。"
        ) from missing
    return HttpResponse(
        content, content_type=kind, headers={"Content-Disposition": f'inline; filename="{name}"'}
    )
