"""Illness, disability and what costs a family much. Pure."""

from jiuzhu.intake.answers import Question
from jiuzhu.intake.form.page import UNSURE, Page, Payload, name
from jiuzhu.intake.kinds import Step
from jiuzhu.policy.facts import DISABILITIES, DISABILITY_LABELS


def health(payload: Payload) -> Page:
    options = {key: name(payload, key) for key in payload["members"]} | {"none": "都没有"} | UNSURE
    return Page(
        "health", Step.HARDSHIP, "谁有残疾证，或者长期生病？",
        (Question("who", "可以选几位", "words", options=options),),
        why="有重病、残疾的家庭，看病的钱可以扣，补助也会多一些。",
        law="社会救助法 第二十条",
    )  # fmt: skip


def illness(payload: Payload, key: str) -> Page:
    return Page(
        f"ill/{key}", Step.HARDSHIP, f"{name(payload, key)}的身体怎么样？",
        (
            Question("disability", "残疾证上写的类别", "word", options={"none": "没有残疾证", **dict(zip(DISABILITIES, (f"{label}残疾" for label in DISABILITY_LABELS), strict=True))}),
            Question("grade", "残疾等级", "word", options={"1": "一级", "2": "二级", "3": "三级", "4": "四级", **UNSURE}, is_optional=True),
            Question("illness", "生的病", "words", options={"chronic": "慢性病", "major": "重特大疾病", "rare": "罕见病", "none": "没有这些病", **UNSURE}),
            Question("medical", "近一年自己付的医药费", "money", "报销以后自己出的。没有写 0，记不清可以空着。", is_optional=True),
        ),
    )  # fmt: skip


def spending(payload: Payload) -> Page:
    lives = [payload.get(f"about/{key}", {}) for key in payload["members"]]
    education = Question("education", "上学一年要花", "money", "学费、住宿费、书本费。", is_optional=True)
    return Page(
        "spending", Step.HARDSHIP, "近一年还有哪些大的开销？",
        (
            *([education] if any(life.get("study", "none") != "none" for life in lives) else []),
            Question("disaster", "受灾损失", "money", is_optional=True),
            Question("story", "还想告诉我们的", "text", "例如：前几个月摔伤了，不能打工。", is_optional=True, most=300),
        ),
        hint="没有的空着就行。",
    )  # fmt: skip
