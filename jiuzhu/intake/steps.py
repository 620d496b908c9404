"""The form as data: which pages a family sees, in which order, and what each asks. Pure.

What a family has said so far is a mapping of page → answers, with the members' keys under "members":

    {"members": ["0", "1"], "applicant": {...}, "person/0": {...}, "person/1": {...}, "living/0": {...},
     "amount/0/wage": {"amount": "1200", "per": "month"}, "savings": {...}, ...}

The applicant is member "0". Pages of one person end in that member's key.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiuzhu.intake.answers import Question, read
from jiuzhu.intake.kinds import Step
from jiuzhu.kernel import idnumber
from jiuzhu.kernel.month import age_on
from jiuzhu.policy.facts import DISABILITIES, DISABILITY_LABELS, VEHICLES
from jiuzhu.registry.kinds import RELATION_LABELS, Relation

Answers = Mapping[str, Any]
Payload = Mapping[str, Any]
MOST_MEMBERS = 200
WORKING_AGE = 16
UNSURE = {"unsure": "说不清，请村里帮忙问"}
FAMILY_PAGE, PAPERS_PAGE, CHECK_PAGE, NEW_PERSON = "family", "papers", "check", "person/new"
WAYS = {
    "wage": "打工、上班",
    "business_net": "种地、养殖、做生意",
    "pension": "退休金、养老金",
    "basic_pension_central": "城乡居民基础养老金",
    "support_received": "儿女或亲人给的钱",
    "property_net": "出租房屋、利息",
    "land_rent": "土地流转",
    "unemployment_benefit": "失业金",
    "disability_subsidy": "残疾人补贴",
    "old_age_allowance": "高龄补贴",
    "other_transfer": "其他的钱",
}
"""Incomes as people name them."""
ROWS = 3
"""Homes and vehicles that one page asks for; more are asked about by the village."""


@dataclass(frozen=True)
class Page:
    """One question group. `title` is the question as it is asked; `why` tells what for, `law` under which clause."""

    id: str
    step: Step
    title: str
    questions: tuple[Question, ...] = ()
    hint: str = ""
    why: str = ""
    law: str = ""

    @property
    def person(self) -> str:
        """The member's key the page is about; "" for the family."""
        parts = self.id.split("/")
        return parts[1] if len(parts) > 1 else ""


class Wrong(ValueError):
    """Answers to be mended: key of the question → what is wrong and what would be right."""

    def __init__(self, faults: Mapping[str, str]) -> None:
        super().__init__("；".join(faults.values()))
        self.faults = dict(faults)


def pages(payload: Payload, on: date) -> list[Page]:
    """Every page this family has to see on a day, in order; it grows with what they answer."""
    keys = payload["members"]
    adults = [key for key in keys if age(payload, key, on) >= WORKING_AGE]
    ill = [key for key in payload.get("health", {}).get("who", []) if key in keys]
    return [
        _applicant(),
        *(_person(payload, key, on) for key in keys[:1]),
        Page(FAMILY_PAGE, Step.FAMILY, "家里还有谁一起生活？", hint="一起吃住、一起花钱的都要写：丈夫妻子、没成家的孩子、父母。"),
        *(_person(payload, key, on) for key in keys[1:]),
        *(page for key in adults for page in _incomes(payload, key)),
        _savings(),
        _homes(),
        _things(),
        _health(payload),
        *(_illness(payload, key) for key in ill),
        _spending(),
        Page(PAPERS_PAGE, Step.PAPERS, "拍几张照片"),
        _check(),
    ]  # fmt: skip


def page_of(payload: Payload, page_id: str, on: date) -> Page | None:
    """The page of an id, the blank one for a new person included; None when this family does not see it."""
    if page_id == NEW_PERSON:
        return _person(payload, "new", on)
    return next((page for page in pages(payload, on) if page.id == page_id), None)


def first_open(payload: Payload, on: date) -> Page:
    """The first page without answers; the last page when everything is answered."""
    every = pages(payload, on)
    return next((page for page in every if not is_answered(page, payload)), every[-1])


def is_answered(page: Page, payload: Payload) -> bool:
    """Whether a page was saved; the applicant's name and number are known before their page is."""
    return "marital" in payload["person/0"] if page.id == "person/0" else page.id in payload


def answers(page: Page, raw: Answers, payload: Payload, on: date) -> dict[str, Any]:
    """The clean answers of a page. Raises Wrong with every fault."""
    clean: dict[str, Any] = {}
    faults: dict[str, str] = {}
    for question in page.questions:
        try:
            clean[question.key] = read(question, raw.get(question.key), on)
        except ValueError as wrong:
            faults[question.key] = str(wrong)
    faults |= {key: told for key, told in across(page, clean, payload, on).items() if key not in faults}
    if faults:
        raise Wrong(faults)
    return clean


def across(page: Page, clean: Answers, payload: Payload, on: date) -> dict[str, str]:
    """What is wrong between answers, or with answers given on other pages."""
    kind = page.id.split("/")[0]
    if kind == "person":
        return _wrong_person(page, clean, payload, on)
    if kind in ("amount", "savings"):
        return _wrong_amount(clean)
    if kind == "living" and {"none", "unsure"} & set(clean.get("ways", [])) and len(clean["ways"]) > 1:
        return {"ways": "选了“没有收入”或“说不清”，就不要再选别的"}
    if kind == "homes":
        return _wrong_rows(clean, "home", ("area", "use"))
    return {}


def following(payload: Payload, page_id: str, on: date) -> Page:
    """Where a family goes from a page that was saved: back to the list after a person, else to what is still open."""
    every = pages(payload, on)
    if page_id.startswith("person/") and page_id != "person/0":
        return next(page for page in every if page.id == FAMILY_PAGE)
    ids = [page.id for page in every]
    rest = every[ids.index(page_id) + 1 :] if page_id in ids else []
    return next((page for page in rest if not is_answered(page, payload)), first_open(payload, on))


def before(payload: Payload, page_id: str, on: date) -> Page | None:
    """The page before one, which is how a family goes back; a new person comes from the list."""
    every = pages(payload, on)
    ids = [page.id for page in every]
    if page_id == NEW_PERSON or (page_id.startswith("person/") and page_id != "person/0"):
        return every[ids.index(FAMILY_PAGE)]
    place = ids.index(page_id)
    return every[place - 1] if place else None


def name(payload: Payload, key: str) -> str:
    return str(payload[f"person/{key}"].get("name", "")) if f"person/{key}" in payload else ""


def age(payload: Payload, key: str, on: date) -> int:
    """Full years of a member, from the identity number."""
    return age_on(idnumber.born_on(payload[f"person/{key}"]["id_number"]), on)


def adults(payload: Payload, on: date, years: int = 18) -> list[str]:
    """Keys of the members of age, who each have to agree to be looked up themselves."""
    return [key for key in payload["members"] if age(payload, key, on) >= years]


def _wrong_person(page: Page, clean: Answers, payload: Payload, on: date) -> dict[str, str]:
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
    if number and age_on(idnumber.born_on(number), on) >= WORKING_AGE:
        for question in _SITUATION:
            if not question.is_optional and not clean.get(question.key):
                faults[question.key] = f"请选：{question.label}"
    return faults


def _wrong_amount(clean: Answers) -> dict[str, str]:
    given = [key for key in ("amount", "none", "unsure") if clean.get(key)]
    if "amount" not in clean:
        return {}
    if not given:
        return {"amount": "请写金额；没有或者说不清，就在下面勾选"}
    if len(given) > 1:
        return {"amount": "写了金额，又勾了“没有”或“说不清”，请只留一个"}
    return {}


def _wrong_rows(clean: Answers, prefix: str, parts: Sequence[str]) -> dict[str, str]:
    faults = {}
    for row in range(1, ROWS + 1):
        given = [bool(clean.get(f"{prefix}{row}_{part}")) for part in parts]
        if any(given) and not all(given):
            missing = parts[given.index(False)]
            faults[f"{prefix}{row}_{missing}"] = f"第 {row} 处还没有写完"
    if not any(clean.get(f"{prefix}{row}_{parts[0]}") for row in range(1, ROWS + 1)) and not clean.get(
        "none"
    ):
        faults.setdefault(f"{prefix}1_{parts[0]}", "请写住房；名下没有房子，就勾选“名下没有房子”")
    return faults


def _applicant() -> Page:
    return Page(
        "applicant", Step.APPLICANT, "您家住在哪里？",
        (
            Question("region", "村或社区", "village", "现在住的地方，不是老家。"),
            Question("address", "门牌或小地名", "text", "例如：3 组 12 号", most=60),
            Question("area", "住的是", "word", options={"urban": "城镇（居民小区、街上）", "rural": "农村"}),
            Question("registered", "户口在哪里", "word", options=_REGISTERED),
            Question("farming", "家里主要靠什么", "word", options={"yes": "种地、养殖", "no": "打工、退休金或其他"}),
        ),
        why="住在哪里，决定由哪个村、哪个镇来办，也决定按城市还是农村的标准算。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第八条",
    )  # fmt: skip


_REGISTERED = {
    "here": "就在住的这个镇、街道",
    "county": "本区别的镇、街道",
    "city": "重庆别的区县",
    "other": "外省市",
}
_SITUATION = (
    Question("marital", "婚姻", "word", options={"single": "没结过婚", "married": "已婚", "divorced": "离婚", "widowed": "丧偶"}, is_optional=False),
    Question("work_capacity", "能不能劳动", "word", options={"full": "能干活", "partial": "只能干一点轻活", "none": "干不了活", **UNSURE}),
    Question("employment", "现在做什么", "word", options={"none": "没有做事", "employed": "有单位上班", "flexible": "打零工", "farming": "种地", "retired": "退休", "registered_unemployed": "登记失业", **UNSURE}),
    Question("study", "是不是在读书", "word", options={"none": "没有", "preschool": "幼儿园", "compulsory": "小学、初中", "senior_high": "高中", "vocational": "中专、职高", "junior_college": "大专", "undergraduate": "大学本科", "master": "硕士", "doctor": "博士"}, is_optional=True),
    Question("status", "人在哪里", "word", options={"present": "在家一起生活", "imprisoned": "在服刑", "compulsory_rehab": "在强制戒毒", "conscript": "在当义务兵", "lost_contact": "失去联系"}, is_optional=True),
)  # fmt: skip


def _person(payload: Payload, key: str, on: date) -> Page:
    about = name(payload, key) if key != "new" else ""
    is_grown = key != "new" and age(payload, key, on) >= WORKING_AGE
    situation = (
        _SITUATION
        if is_grown
        else tuple(
            question
            if question.is_optional
            else replace(question, may_be_blank=True, hint="16 岁以下可以不选。")
            for question in _SITUATION
        )
    )
    identity = (
        Question("name", "姓名", "name", "照身份证上的写。"),
        Question("id_number", "身份证号", "id"),
        Question("relation", "是您的什么人", "word", options={kind.value: label for kind, label in RELATION_LABELS.items() if kind != Relation.SELF}),
        Question("registered", "户口", "word", options={"same": "和您一样", **_REGISTERED}),
    )  # fmt: skip
    fixed = (
        Question("name", "姓名", "name"),
        Question("id_number", "身份证号", "id"),
        Question("phone", "手机号", "phone"),
    )
    title = (
        "您自己的情况"
        if key == "0"
        else f"{about}的情况"
        if about
        else f"家里还有谁？第 {len(payload['members']) + 1} 位"
    )
    return Page(
        f"person/{key}", Step.FAMILY, title, (*(fixed if key == "0" else identity), *situation),
        why="一起生活的人都算进来，钱按人数平均；读书、残疾、年纪大的，另外还有补助。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第七条",
    )  # fmt: skip


def _incomes(payload: Payload, key: str) -> list[Page]:
    who = "您" if key == "0" else name(payload, key)
    ways = payload.get(f"living/{key}", {}).get("ways", [])
    options = {**WAYS, "none": "没有收入", **UNSURE}
    first = Page(
        f"living/{key}", Step.INCOME, f"{who}靠什么生活？",
        (Question("ways", "可以选几个", "words", options=options),),
        why="低保看全家人平均到每个人的收入。我们会和税务、社保核对。记不准没关系，可以改。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十三条",
    )  # fmt: skip
    return [first, *(_amount(who, key, way) for way in ways if way in WAYS)]


def _amount(who: str, key: str, way: str) -> Page:
    return Page(
        f"amount/{key}/{way}", Step.INCOME, f"{who}的{WAYS[way]}，大约有多少钱？",
        (
            Question("amount", "大约", "money", "有多有少，说平均数就行。", may_be_blank=True, per="per"),
            Question("per", "这是", "word", options={"month": "一个月的", "year": "一年的"}),
            Question("none", "没有这项收入", "flag"),
            Question("unsure", UNSURE["unsure"], "flag"),
        ),
        why="打工的钱要算，来回车费等必要开销可以扣。记不准没关系，可以改，故意隐瞒才追究。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十三条",
    )  # fmt: skip


def _savings() -> Page:
    return Page(
        "savings", Step.ASSETS, "全家的存款一共有多少？",
        (
            Question("amount", "一共", "money", "全家人的存折、卡、微信、支付宝、股票加在一起。", may_be_blank=True),
            Question("none", "没有存款", "flag"),
            Question("unsure", UNSURE["unsure"], "flag"),
        ),
        why="存款在限额以内不影响。旧存折也想一想，忘了也没关系，查到会先问您。",
        law="重庆市低保条例及实施规定（金融资产限额）",
    )  # fmt: skip


def _homes() -> Page:
    rows = [
        question
        for row in range(1, ROWS + 1)
        for question in (
            Question(f"home{row}_area", f"第 {row} 处房子多大", "area", "平方米", is_optional=True),
            Question(f"home{row}_use", f"第 {row} 处用来", "word", options={"live": "自己住", "let": "出租", "business": "做生意"}, is_optional=True),
            Question(f"home{row}_grade", f"第 {row} 处是不是危房", "word", options={"A": "A 级（安全）", "B": "B 级", "C": "C 级危房", "D": "D 级危房"}, is_optional=True),
        )
    ]  # fmt: skip
    none = (Question("none", "名下没有房子", "flag"),)
    return Page("homes", Step.ASSETS, "家里有几处房子？", (*none, *rows), why="自己住的一处房子不影响。", law="最低生活保障审核确认办法（民发〔2021〕57号）第十四条")  # fmt: skip


def _things() -> Page:
    rows = tuple(Question(f"vehicle{row}", f"第 {row} 辆车", "word", options=VEHICLES, is_optional=True) for row in range(1, ROWS + 1))  # fmt: skip
    return Page(
        "things", Step.ASSETS, "有没有车、门面或者生意？",
        (
            *rows,
            Question("shops", "门面几间", "count", "没有写 0。", most=50),
            Question("business", "名下的公司、个体户或合作社", "word", options={"none": "没有", "sole_trader": "个体户", "company": "公司", "partnership": "合伙企业", "cooperative": "合作社"}),
            Question("operating", "现在还在做吗", "word", options={"yes": "还在做", "no": "没有做了"}, is_optional=True),
        ),
        why="残疾人代步车、普通两轮摩托车不影响。",
        law="最低生活保障审核确认办法（民发〔2021〕57号）第十四条",
    )  # fmt: skip


def _health(payload: Payload) -> Page:
    options = {key: name(payload, key) for key in payload["members"]}
    return Page(
        "health", Step.HARDSHIP, "谁有残疾证，或者长期生病？",
        (Question("who", "可以选几位；都没有就不选", "words", options=options, is_optional=True),),
        why="有重病、残疾的家庭，看病的钱可以扣，补助也会多一些。",
        law="社会救助法 第二十条",
    )  # fmt: skip


def _illness(payload: Payload, key: str) -> Page:
    return Page(
        f"ill/{key}", Step.HARDSHIP, f"{name(payload, key)}的身体怎么样？",
        (
            Question("disability", "残疾证上写的类别", "word", options={"none": "没有残疾证", **dict(zip(DISABILITIES, (f"{label}残疾" for label in DISABILITY_LABELS), strict=True))}),
            Question("grade", "残疾等级", "word", options={"1": "一级", "2": "二级", "3": "三级", "4": "四级", **UNSURE}, is_optional=True),
            Question("illness", "生的病", "words", options={"chronic": "慢性病", "major": "重特大疾病", "rare": "罕见病"}, is_optional=True),
            Question("medical", "近一年自己付的医药费", "money", "报销以后自己出的。没有写 0，记不清可以空着。", is_optional=True),
        ),
    )  # fmt: skip


def _spending() -> Page:
    return Page(
        "spending", Step.HARDSHIP, "近一年还有哪些大的开销？",
        (
            Question("education", "上学一年要花", "money", "学费、住宿费、书本费。", is_optional=True),
            Question("disaster", "受灾损失", "money", is_optional=True),
            Question("story", "还想告诉我们的", "text", "例如：前几个月摔伤了，不能打工。", is_optional=True, most=300),
        ),
        hint="没有的空着就行。",
    )  # fmt: skip


def _check() -> Page:
    return Page(
        CHECK_PAGE, Step.PROMISE, "检查一遍，再交",
        (
            Question("holder", "钱打到谁的卡上", "name", "要用家里人自己的卡，最好是社会保障卡。"),
            Question("card", "卡号", "card"),
            Question("promise", "我保证写的都是真的，没有漏掉收入和财产", "flag"),
        ),
    )  # fmt: skip
