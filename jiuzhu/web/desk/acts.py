"""One page for each act on a case: what it does, what it asks, one button. A refusal comes back into the form."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import Http404, HttpResponse

from jiuzhu.benefits.kinds import Ground
from jiuzhu.casework import actions
from jiuzhu.casework.actions.hearing import speakers
from jiuzhu.casework.actions.notice import MeetingForm
from jiuzhu.casework.evidence import is_unverified
from jiuzhu.casework.queries import WHOLE, View
from jiuzhu.casework.states import STEPS, Outcome
from jiuzhu.documents.kinds import Delivery
from jiuzhu.documents.queries import records_about
from jiuzhu.notices.named import is_minor
from jiuzhu.org.queries import towns
from jiuzhu.org.scope import Scope
from jiuzhu.registry.kinds import Relation
from jiuzhu.registry.models import Membership, Person
from jiuzhu.web.desk.reach import reached
from jiuzhu.web.desk.straight_on import ASK, straight_on
from jiuzhu.web.ui.acting import Ask, acting, asked, said
from jiuzhu.web.ui.fields import DayField
from jiuzhu.web.ui.guard import officer
from jiuzhu.web.ui.signature import SignatureField
from jiuzhu.web.ui.today import today

MAY_SAY = (Ground.DEATH, Ground.AGE_SCHOOL, Ground.LEFT, Ground.WISH)
"""Grounds that an officer may name; the others follow from what is decided."""


def _text(label: str, help_text: str = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, widget=forms.Textarea, max_length=300, **more)


class Plain(Ask):
    """Nothing to fill in: the button is the answer."""


class Opinion(Ask):
    note = _text("补充说明", "意见本身由计算得出；这里写要让确认人知道的情况。", required=False)


class Unverified(Opinion):
    """Asked only while there is no report of a new family."""

    unverified = _text(
        "为什么没有核对就提出", "还没有核对报告。能核对的先核对；确实核对不了的写明原因，确认人看得到。"
    )


class Guardian(Ask):
    """Asked only where the applicant is a minor."""

    guardian = forms.CharField(
        label="监护人姓名",
        max_length=40,
        help_text="申请人未满 18 周岁，不公示本人姓名，用监护人的名字公示。",
    )


class Reason(Ask):
    reason = _text("理由", "写清楚要做什么、为什么，家庭可以查阅。")


class Trigger(Ask):
    trigger = _text("为什么复核", "家庭主动报告、部门数据变化、定期核查或者群众反映。")


class Foreseen(Ask):
    review_on = DayField(label="哪天复核", help_text="情况变了以后的第一天，例如毕业后的 7 月 1 日。")
    reason = _text("到时候什么会变", "例如：女儿 6 月毕业（学籍记录）。")


class Extension(Ask):
    reason = forms.ChoiceField(
        label="法定理由",
        widget=forms.RadioSelect,
        choices=[
            (reason, reason)
            for reason in (
                "人户分离，需要外地协查",
                "收到异议，需要重新调查或者评议",
                "情况复杂，需要进一步核实",
            )
        ],
    )


class Drawn(Ask):
    reason = forms.ChoiceField(
        label="为什么抽查",
        widget=forms.RadioSelect,
        choices=[("sampled", "区级随机抽查"), ("complaint", "接到投诉举报")],
    )


class Appraisal(Ask):
    held_on = DayField(label="哪天开的会", past=True, initial=today)
    present = forms.IntegerField(label="到会人数", min_value=1)
    representatives = forms.IntegerField(
        label="其中村（居）民代表", help_text="要占三分之二以上。", min_value=0
    )
    agreed = forms.IntegerField(label="认为属实的人数", min_value=0)
    conclusion = _text("评议结论")
    sheet = forms.ImageField(label="签字页照片", required=False)


class Objected(Ask):
    text = _text("觉得哪里不对", "尽量用原话。")
    contact = forms.CharField(
        label="姓名和电话", required=False, max_length=200, help_text="本人愿意才写；只有办这件事的人看得到。"
    )


class Filed(Ask):
    reason = _text("为什么没有可以核实的情况", "不要写提出人的姓名。")
    is_unreachable = forms.BooleanField(
        label="留了联系方式的，按它联系过，联系不上、找不到这个人", required=False
    )


class Heard(Ask):
    said = _text("家庭怎么说", "尽量用原话。", required=False)
    answer = _text("怎么答复", required=False)
    speaker_id = forms.ChoiceField(label="说话的人", widget=forms.RadioSelect, required=False)
    speaker = forms.CharField(
        label="不是家里的人：姓名",
        help_text="监护人等代家庭说话的，写本人姓名。",
        required=False,
        max_length=40,
    )
    strokes = SignatureField(label="说话的人签名", required=False)
    ground = _text(
        "没有人可听取的依据", "只在去世、本人提出等情况下写，例如死亡医学证明编号。", required=False
    )

    def __init__(self, *args: Any, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        family = [(person.pk, person.name) for person in people]
        self.fields["speaker_id"].choices = [*family, ("other", "不是家里的人")]

    def clean_speaker_id(self) -> int | None:
        told = self.cleaned_data["speaker_id"]
        return int(told) if told not in ("", "other") else None


class Delivered(Ask):
    delivered_on = DayField(
        label="哪天送到的", help_text="送到家庭手里的那一天，不是登记的这一天。", past=True, initial=today
    )
    how = forms.ChoiceField(
        label="怎么送达的",
        widget=forms.RadioSelect,
        choices=[(way.value, way.label) for way in Delivery if way != Delivery.BOARD],
    )


class Settled(Ask):
    heard = forms.ChoiceField(label="听取意见记录", widget=forms.RadioSelect, required=False)
    ground = forms.ChoiceField(
        label="这次变化记在哪一项", help_text="月度发放对比上月时按这一项说明。", required=False,
        choices=[("", "复核；查到成员去世的，自动记为成员去世"), *[(one.value, one.label) for one in Ground if one in MAY_SAY]],
    )  # fmt: skip

    def __init__(self, *args: Any, records: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.records = {str(record.pk): record for record in records}
        self.fields["heard"].choices = [
            *(
                (key, f"{record.get_kind_display()}（{record.signed_on}）")
                for key, record in self.records.items()
            ),
            ("", "没有（维持不变或者增加时不需要）"),
        ]

    def clean_heard(self) -> Any:
        return self.records.get(self.cleaned_data["heard"])


class NewHead(Ask):
    """Who is what to the new head; exactly one of the family is the head."""

    def __init__(self, *args: Any, family: list[Membership], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = [
            (relation.value, "户主" if relation == Relation.SELF else relation.label) for relation in Relation
        ]
        for row in family:
            self.fields[f"of_{row.person_id}"] = forms.ChoiceField(
                label=f"{row.person.name}是新户主的", choices=words, initial=row.relation
            )


class Cooperation(Ask):
    town_code = forms.ChoiceField(label="请哪个镇街", help_text="家庭现在住的地方。")
    until_on = DayField(label="到哪天为止", help_text="过了这天，对方就看不到这一件了。")
    reason = _text("要协助什么", "例如：家庭住在你处，请一同入户。")

    def __init__(self, *args: Any, towns: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["town_code"].choices = [("", "请选"), *towns]


def _appraise(case_no: str, on: date, *, by: Scope, sheet: Any, **answers: Any) -> Any:
    photo = sheet.read() if sheet else b""
    return actions.appraise(case_no, MeetingForm(**answers, sheet=photo), on, by=by)


def _change_head(case_no: str, on: date, *, by: Scope, **relations: str) -> Any:
    return actions.change_head(
        case_no, {int(name.removeprefix("of_")): value for name, value in relations.items()}, on, by=by
    )


def _deliver(case_no: str, on: date, *, by: Scope, how: str, delivered_on: date) -> Any:
    return actions.deliver(case_no, how, delivered_on, by=by)


def _ask_again(case_no: str, on: date, *, by: Scope) -> Any:
    return actions.ask_sources(case_no, on, by=by, again=True)


@dataclass(frozen=True)
class Page:
    """One act as a page. `done` is said afterwards; `law` is shown where no step of the table names it; `go_on` is the
    button that asks the sources after it."""

    title: str
    tells: str
    button: str
    does: Callable[..., Any]
    done: str
    form: type[Ask] = Plain
    law: str = ""
    is_danger: bool = False
    go_on: str = ""


PAGES = {
    "start_survey": Page("启动家庭经济状况调查", "受理后 3 个工作日内要启动。启动以后可以发起核对、入户。", "启动调查", actions.start_survey, "调查已启动。", go_on="启动调查，并发起核对"),
    "ask_sources": Page("发起核对", "按目录向各部门和金融机构查询全家；没有有效授权的不问，并记下原因。", "发起核对", actions.ask_sources, "核对已发起，答复到了会自动更新报告。", law="社会救助法 第七十条"),
    "ask_again": Page("再问一次", "向所有来源重新查询，原来的答复留存。", "再问一次", _ask_again, "已重新发起核对。", law="社会救助法 第七十条"),
    "assess": Page("试算一次", "按现在采信的事实计算，谁也不约束；结果和每一步都留存。", "现在试算", actions.assess, "试算好了。"),
    "propose": Page("提出审核意见", "按现在采信的事实计算一次，结果就是意见。提出以后要改事实，先退回重新调查。", "提出审核意见", actions.propose, "已提出审核意见。", Opinion),
    "give_notice": Page("开始公示", "在村（社区）公示 7 天（有过异议的再公示 3 天），只公示法律列明的四项；申请人未成年的，公示监护人的姓名。公示表随后可以下载张贴。", "开始公示", actions.give_notice, "公示已开始，请下载公示表张贴，并拍照上传。"),
    "rework": Page("退回重新调查", "案件回到调查环节，原来的意见留存。正在公示的撤下，重新提出意见以后从头公示。", "退回重新调查", actions.rework, "已退回重新调查。", Reason),
    "object": Page("登记异议", "有人打电话、上门或者写信说公示的家庭不符合。公示照常，3 个工作日内受理或者说明不受理；已经在重新调查的，一并查清。", "登记异议", actions.object_to, "异议已登记，处理以前不能确认。", Objected),
    "take_objection": Page("受理异议", "说的情况可以核实：公示撤下，重新调查或者开评议会，再提审核意见、再公示 3 天。", "受理，撤下公示", actions.take_objection, "已受理，公示已撤下。", law=STEPS["object"].law),
    "file_objection": Page("异议不予受理", "没有说出可以核实的具体情况：写明理由，公示继续。留了姓名、联系方式的要受理，联系不上的除外。", "不予受理，公示继续", actions.file_objection, "已写明理由，公示继续。", Filed),
    "appraise": Page("记录民主评议", "收到异议后的评议会：谁到会、结论是什么。记录后要重新提出审核意见。", "保存评议记录", _appraise, "评议已记录，请重新提出审核意见。", Appraisal),
    "confirm": Page("确认，给予救助", "作出决定：生成确认通知书，登记待遇，通知家庭，长期公布。不能撤回；有变化走复核。", "确认，给予救助", actions.confirm, "已确认，通知书已生成。"),
    "decline": Page("作出不予确认决定", "书面告知家庭理由和救济途径；符合边缘家庭的同时认定并转介。", "作出决定并通知家庭", actions.decline, "已作出决定，告知书已生成。"),
    "settle": Page("作出复核决定", "按审核意见维持、变更或者停发。减少或停止之前必须听取家庭意见。", "作出复核决定", actions.settle, "已作出复核决定。", Settled),
    "hearing": Page("记录听取意见", "减发、停发之前当面或者电话听家庭怎么说，请说话的人签名。", "保存记录", actions.record_hearing, "听取意见已记录。", Heard, law="社会救助法 第四十八条"),
    "change_head": Page("换户主", "原户主去世、迁出或者离家时，由家里另一位成年人作户主，只剩孩子的才由孩子作户主；通知书和短信以后发给新户主。收款卡是原户主的，接着换卡。", "换户主", _change_head, "户主已换，请核对收款卡是不是新户主的。", NewHead),
    "extend": Page("延期", "全程时限可以延到 45 个工作日，要有法定理由；延期和理由留在记录里。", "延期", actions.extend, "已延期。", Extension, law="民发〔2022〕83号 四(一)"),
    "ask_cooperation": Page("请外镇街协助入户", "家庭住在别的镇街时，请那里的经办一同入户。对方接下以后只看得到这一件，可以做第二位调查人员；入户记录好就结束。", "发出请求", actions.ask_cooperation, "请求已发出，对方工作台上会看到。", Cooperation, law="民发〔2021〕57号 第15条；民发〔2022〕83号 三(二)"),
    "sample": Page("抽查这一件", "区民政局先入户，之后才能作决定：确认、不予确认、复核决定都一样。", "抽查这一件", actions.sample, "已列入抽查。", Drawn, law="民发〔2021〕57号 第20条第2款"),
    "tell_differences": Page("告知核对不符", "把还没有说明的不一致书面告诉家庭，请家庭说明或者拿证据来；家庭有异议的组织复查。", "生成告知书并通知家庭", actions.tell_differences, "告知书已生成，已通知家庭。", law="民发〔2021〕57号 第18条"),
    "deliver": Page("登记送达", "决定书送到家庭手里的日期；复议和诉讼的期限从这一天算。", "登记送达", _deliver, "送达已登记。", Delivered, law="民发〔2021〕57号 第21条"),
    "end": Page("终止程序", "不作决定，程序到此为止，正在计的时限作废，已经逾期的留作“到期没有办”。家庭以后可以重新申请。", "终止程序", actions.end_case, "程序已终止。", Reason, is_danger=True),
    "foresee": Page("预定复核", "知道哪天情况会变（毕业、满龄、刑满），先登记下来；到时候工作台会提醒。定期复核照常。", "预定复核", actions.foresee, "已预定复核。", Foreseen, law="民发〔2021〕57号 第30条、第31条"),
    "open_review": Page("开始复核", "开一件复核：上次采信的事实就是这次的申报，从启动调查做起。", "开始复核", actions.open_review, "复核已开始。", Trigger, law="民发〔2021〕57号 第31条"),
}  # fmt: skip


@officer()
def act(request: Any, case_no: str, verb: str) -> HttpResponse:
    """Show and do one act on a case."""
    page = PAGES.get(verb)
    if page is None:
        raise Http404(verb)
    view = reached(request, case_no)
    form = _form(page, view, request)
    if acting(form, page.does, case_no, on=today(), by=request.scope):
        if page.go_on and "go_on" in request.POST:
            return straight_on(request, case_no, page.done, (ASK,), today())
        return said(request, page.done, "desk:case", getattr(form.result, "case_no", case_no))
    law = page.law or (STEPS[verb].law if verb in STEPS else "")
    return asked(
        request, "desk/act.html", form, page=page, view=view, verb=verb, law=law, outcome=_outcome(view)
    )


def _form(page: Page, view: View, request: Any) -> Ask:
    more: dict[str, Any] = {}
    ask = page.form
    if page.does is actions.give_notice and is_minor(view.case.applicant.born, today()):
        ask = Guardian
    if page.form is Opinion and is_unverified(view.case):
        ask = Unverified
    if page.form is Settled:
        found = records_about(request.scope, [view.case.case_no])
        more["records"] = [record for record in found if record.kind in ("hearing", "ground")]
    if page.form is Heard:
        more["people"] = speakers(view.case, today())
    if page.form is NewHead:
        more["family"] = view.members
    if page.form is Cooperation:
        here = view.case.region_code
        more["towns"] = [one for one in towns(here[:6]).items() if not here.startswith(one[0])]
        more["initial"] = {
            "until_on": next((one.clock.due_on for one in view.clocks if one.clock.key == WHOLE), None)
        }
    return ask(request.POST if request.method == "POST" else None, request.FILES or None, **more)


def _outcome(view: View) -> str:
    return Outcome(view.proposal.outcome).label if view.proposal else ""
