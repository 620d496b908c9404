"""The table of statutory deadlines: key, length, unit, who must act, law."""

from dataclasses import dataclass

from jiuzhu.clocks.models import Clock
from jiuzhu.org.kinds import Role


@dataclass(frozen=True)
class Deadline:
    """`length` null: no law gives a number, and who starts it says how many. `role` null: somebody elsewhere must act."""

    key: str
    label: str
    length: int | None
    unit: str
    role: Role | None
    law: str
    longest: int | None = None
    """How long it may be after an extension with a reason, same unit, from the same start."""

    @property
    def days(self) -> int:
        """How long it is; ValueError where no law says."""
        if self.length is None:
            raise ValueError(f"no law says how long {self.key} is")
        return self.length


ASSIST = "民发〔2022〕83号 三(二)：只写及时办理，没有天数；天数由提出协查的县自己定"
_W, _D, _M = Clock.Unit.WORKDAY, Clock.Unit.DAY, Clock.Unit.MONTH
DEADLINES = {
    deadline.key: deadline
    for deadline in [
        Deadline("db.accept", "受理或一次性告知", 3, _W, Role.CLERK, "本区办理要求（国家未定期限，默认值）"),
        Deadline("db.survey_start", "启动家庭经济状况调查", 3, _W, Role.CLERK, "民发〔2021〕57号 第15条"),
        Deadline("db.verify_start", "启动信息核对", 3, _W, Role.VERIFIER, "民发〔2021〕57号 第17条"),
        Deadline("db.publicity", "公示", 7, _D, Role.CLERK, "民发〔2021〕57号 第19条"),
        Deadline("db.republicity", "重新公示", 3, _D, Role.CLERK, "重庆市城乡居民最低生活保障条例 第十九条"),
        Deadline(
            "db.objection",
            "受理公示异议或者说明不受理",
            3,
            _W,
            Role.CLERK,
            "民发〔2021〕57号 第19条第2款（天数为本区默认值）",
        ),
        Deadline("db.county_visit", "区级入户调查", 10, _W, Role.COUNTY, "民发〔2021〕57号 第20条第2款"),
        Deadline("db.reject_notice", "送达不予确认告知书", 3, _W, Role.CLERK, "民发〔2021〕57号 第21条"),
        Deadline(
            "db.total_delegated",
            "全程（确认权下放镇街）",
            20,
            _W,
            Role.CONFIRMER,
            "民发〔2022〕83号 四(一)",
            longest=45,
        ),
        Deadline(
            "db.correction", "家庭补正材料", 10, _W, Role.CLERK, "民发〔2021〕57号 第10条（天数为本区默认值）"
        ),
        Deadline("db.death_close", "死亡后核查并办结", 3, _M, Role.CLERK, "民发〔2022〕83号 一(三)"),
        Deadline(
            "db.grace_max", "渐退期", 6, _M, Role.CLERK, "民发〔2021〕57号 第33条；綦江区实施意见 第1条"
        ),
        Deadline(
            "db.review", "定期复核", 12, _M, Role.CLERK, "民发〔2021〕57号 第31条；綦江区实施意见 第4条"
        ),
        Deadline("assist.answer", "答复外地协查", None, _W, Role.VERIFIER, ASSIST),
        Deadline("assist.wait", "等外地答复", None, _W, None, ASSIST),
        Deadline("db.foreseen", "预定复核", 12, _M, Role.CLERK, "民发〔2021〕57号 第30条、第31条"),
    ]
}
WAITED_OUT = ("db.publicity", "db.republicity")
"""Times that hang until they are over: nothing is to be done in them, and nobody misses them."""
REVIEWS = ("db.review", "db.foreseen", "db.grace_max")
"""At the end of each of these a family on the register is looked at again; the decision of a review meets them all."""
REVIEW_MONTHS = {"500110": (3, 9)}
"""The months in which a county reviews, by its own rules: the first for who is reviewed yearly, all for the others."""
