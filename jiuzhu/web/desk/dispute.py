"""重新核对: write down what the family says against a found fact, with its evidence; its sources are asked again."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.http import HttpResponse

from jiuzhu.casework import actions
from jiuzhu.casework.actions.dispute import LAW
from jiuzhu.casework.models import Case, Dispute
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.documents.models import Paper
from jiuzhu.documents.queries import papers_about
from jiuzhu.org.kinds import Role
from jiuzhu.org.scope import Scope
from jiuzhu.verification.words import label
from jiuzhu.web.desk.acts import Page
from jiuzhu.web.desk.case_parts import names_of
from jiuzhu.web.desk.disputed_shown import paper_told
from jiuzhu.web.desk.fact import fact_url
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.today import today
from jiuzhu.web.ui.whole import whole

ASK_AGAIN = "向查到这一项的部门再问一次，只问这一项、只问有关的人。新的答复到了，和原来的、家庭的凭据放在一起；采信哪一个仍由您定。"


class Objects(Ask):
    """The family's words, the papers it brings: of those handed in already, or a new photo."""

    says = forms.CharField(
        label="家庭怎么说",
        help_text="尽量用原话：哪里不对，拿来了什么。",
        max_length=500,
        widget=forms.Textarea,
    )
    papers = forms.MultipleChoiceField(
        label="已经交来的凭据", required=False, widget=forms.CheckboxSelectMultiple
    )
    photo = forms.ImageField(
        label="新拿来的凭据（拍照）", required=False, help_text="合同、收据、转账截图、证件原件。"
    )

    def __init__(self, *args: Any, held: Sequence[Paper], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.held = {str(paper.pk): paper for paper in held}
        self.fields["papers"].choices = [(key, paper_told(paper)) for key, paper in self.held.items()]
        if not held:
            del self.fields["papers"]

    def clean_papers(self) -> list[Paper]:
        return [self.held[key] for key in self.cleaned_data["papers"]]


@officer(Role.CLERK, Role.COUNTY)
def dispute(request: Any, case_no: str) -> HttpResponse:
    """The family objects to one found fact (`?person=&key=`)."""
    view = reached(request, case_no)
    person_id, key = whole(request.GET.get("person", "")), request.GET.get("key", "")
    about = [number for number in (case_no, view.case.application_no) if number]
    held = [one for one in papers_about(request.scope, about) if one.kind != PaperKind.POSTING_PHOTO]
    form = Objects(request.POST or None, request.FILES or None, held=held)
    if acting(form, _dispute, view.case, person_id, key, today(), by=request.scope):
        done = f"已记下，并向 {len(form.result.asked)} 个来源重新核对。答复到了会放在这一项的来历里。"
        return said(request, done, fact_url(case_no, person_id, key))
    who = names_of(view).get(person_id, "已不共同生活的人") if person_id else "全家"
    page = Page(f"{who}的{label(key)}：家庭有异议，重新核对", ASK_AGAIN, "记下异议，重新核对", _dispute, "")
    return asked(request, "desk/act.html", form, page=page, view=view, verb="dispute", law=LAW)


def _dispute(
    case: Case,
    person_id: int | None,
    key: str,
    on: date,
    *,
    by: Scope,
    says: str,
    papers: Sequence[Paper] = (),
    photo: Any = None,
) -> Dispute:
    brought = list(papers)
    if photo:
        note = f"对“{label(key)}”的凭据"
        brought.append(
            take_paper(
                case.case_no, PaperKind.OTHER, photo, by=by, region_code=case.region_code, on=on, note=note
            )
        )
    return actions.dispute_fact(case.case_no, person_id, key, says, on, by=by, papers=brought)
