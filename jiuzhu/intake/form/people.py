"""Where a family lives, and who they are. Pure."""

from datetime import date

from jiuzhu.assessment.ages import told_by_age
from jiuzhu.intake.answers import Question
from jiuzhu.intake.form.ages import fitting
from jiuzhu.intake.form.page import NEW_PERSON, UNSURE, Answers, Page, Payload, age, name
from jiuzhu.intake.kinds import Step
from jiuzhu.registry.kinds import RELATION_LABELS, Relation

MOST_MEMBERS = 200
REGISTERED = {
    "here": "就在住的这个镇、街道",
    "county": "本区别的镇、街道",
    "city": "本省（市）别的区县",
    "other": "外省市",
}
"""Where somebody's 户口 is, as people say it."""
SITUATION = (
    Question("marital", "婚姻", "word", options={"single": "没结过婚", "married": "已婚", "divorced": "离婚", "widowed": "丧偶"}),
    Question("work_capacity", "能不能劳动", "word", options={"full": "能干活", "partial": "只能干一点轻活", "none": "干不了活", **UNSURE}),
    Question("employment", "现在做什么", "word", options={"none": "没有做事", "employed": "有单位上班", "flexible": "打零工", "farming": "种地", "retired": "退休", "registered_unemployed": "登记失业", **UNSURE}),
    Question("study", "是不是在读书", "word", options={"none": "没有", "preschool": "幼儿园", "compulsory": "小学、初中", "senior_high": "高中", "vocational": "中专、职高", "junior_college": "大专", "undergraduate": "大学本科", "master": "硕士", "doctor": "博士"}),
    Question("status", "人在哪里", "word", "在外打工、上学住校、住院、住养老院的，选第一个。", options={"present": "在家一起生活", "imprisoned": "在服刑", "compulsory_rehab": "在强制戒毒", "conscript": "在当义务兵", "lost_contact": "失去联系"}),
)  # fmt: skip
"""How somebody lives: what their age does not tell is asked on a page of its own, once it is known who they are."""


def town() -> Page:
    return Page(
        "town", Step.APPLICANT, "您家在哪个镇、街道？",
        (Question("town", "镇、街道", "town", "现在住的地方，不是老家。"),),
        why="住在哪里，决定由哪个村、哪个镇来办。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第八条",
    )  # fmt: skip


def applicant() -> Page:
    return Page(
        "applicant", Step.APPLICANT, "您家住在哪里？",
        (
            Question("region", "村或社区", "village", "名单里没有？点“上一步”，换一个镇、街道。"),
            Question("address", "门牌或小地名", "text", "例如：3 组 12 号", most=60),
            Question("area", "住的是", "word", options={"urban": "城镇（居民小区、街上）", "rural": "农村"}),
            Question("registered", "户口在哪里", "word", options=REGISTERED),
            Question("farming", "家里主要靠什么", "word", options={"yes": "种地、养殖", "no": "打工、退休金或其他"}),
        ),
        why="住在哪里，决定由哪个村、哪个镇来办，也决定按城市还是农村的标准算。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第八条",
    )  # fmt: skip


def person(payload: Payload, key: str) -> Page:
    """Who a member is; the applicant signed in with it."""
    fixed = (
        Question("name", "姓名", "name"),
        Question("id_number", "身份证号", "id"),
        Question("phone", "手机号", "phone"),
    )
    identity = (
        Question("name", "姓名", "name", "照身份证上的写。"),
        Question("id_number", "身份证号", "id"),
        Question("relation", "是您的什么人", "word", options={kind.value: label for kind, label in RELATION_LABELS.items() if kind != Relation.SELF}),
        Question("registered", "户口", "word", options={"same": "和您一样", **REGISTERED}),
    )  # fmt: skip
    title = (
        f"{name(payload, key)}是谁？" if key != "new" else f"家里还有谁？第 {len(payload['members']) + 1} 位"
    )
    return Page(
        f"person/{key}", Step.FAMILY, "您是谁？" if key == "0" else title, fixed if key == "0" else identity,
        why="一起生活的人都算进来，钱按人数平均。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第七条",
    )  # fmt: skip


def about(payload: Payload, key: str, on: date) -> Page:
    """How a member lives, as far as somebody of that age can be asked."""
    years = age(payload, key, on)
    questions = (fitting(one, years) for one in SITUATION if one.key not in told_by_age(years))
    return Page(
        f"about/{key}", Step.FAMILY, "您自己的情况" if key == "0" else f"{name(payload, key)}的情况", tuple(questions),
        why="读书、残疾、年纪大的，另外还有补助。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第七条",
    )  # fmt: skip


def wrong_place(clean: Answers, payload: Payload) -> dict[str, str]:
    chosen, village = payload.get("town", {}).get("town", ""), clean.get("region", "")
    return {} if village.startswith(chosen) else {"region": "这个村、社区不在您选的镇、街道，请重新选"}


def wrong_person(page: Page, clean: Answers, payload: Payload) -> dict[str, str]:
    faults = {}
    number = clean.get("id_number")
    same = [
        key
        for key in payload["members"]
        if key != page.person and payload[f"person/{key}"]["id_number"] == number
    ]
    if number and same:
        faults["id_number"] = f"这个身份证号已经写给了{name(payload, same[0])}，同一个人只能写一次"
    if page.id == NEW_PERSON and len(payload["members"]) >= MOST_MEMBERS:
        faults["name"] = f"一户最多写 {MOST_MEMBERS} 人。家里人更多，请打电话给村里"
    return faults
