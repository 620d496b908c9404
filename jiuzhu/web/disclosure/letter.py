"""Where the code on a letter leads: whether the letter is genuine. To read it one has to sign in."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiuzhu.documents.queries import genuine
from jiuzhu.web.ui.guard import public


@public
@require_GET
def letter(request: HttpRequest, letter_id: int, check: str) -> HttpResponse:
    """Number, kind, office and day of a genuine letter; nothing of what it says."""
    found = genuine(letter_id, check)
    return render(request, "disclosure/letter.html", {"found": found}, status=200 if found else 404)
