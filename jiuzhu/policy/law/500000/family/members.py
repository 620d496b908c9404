"""重庆的成员规则: unmarried conscripts do not count, nor clergy away for a year."""

from jiuzhu.policy.engine.language import months, rule


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条",
    until="2021-06-30",
    of="person",
    yes="{status}，不计入",
    no="没有不计入的情形",
)
def is_excluded(
    status: str, status_since: int, marital: str, clergy_years: int, excluded_statuses: int, date: int
) -> bool:
    """属于不计入的人员：未婚现役军人，脱离家庭独立生活一年以上的宗教教职人员，监狱服刑人员。"""
    if status == "clergy_away":
        return months(status_since, date) >= clergy_years * 12
    return status in excluded_statuses or (status == "conscript" and marital != "married")


@rule(
    law="重庆市城乡居民最低生活保障条例 第十一条；民发〔2021〕57号 第七条",
    since="2021-07-01",
    of="person",
    yes="{status}，不计入",
    no="没有不计入的情形",
)
def is_excluded(
    status: str, status_since: int, marital: str, clergy_years: int, excluded_statuses: int, date: int
) -> bool:
    """属于不计入的人员：未婚现役军人，脱离家庭一年以上的宗教教职人员，服刑、强制隔离戒毒、宣告失踪人员。"""
    if status == "clergy_away":
        return months(status_since, date) >= clergy_years * 12
    return status in excluded_statuses or (status == "conscript" and marital != "married")
