"""共同生活的家庭成员: who counts."""

from jiuzhu.policy.engine.language import age, count, months, rule


@rule(law="民法典 第十七条", of="person", says="按周岁算，{this} 岁")
def age_years(stated_age: int, born_on: int, date: int) -> int:
    """年龄：业务日期当天的周岁。"""
    if stated_age >= 0:
        return stated_age
    return age(born_on, date)


@rule(
    law="民发〔2012〕220号 第七条",
    until="2021-06-30",
    of="person",
    yes="{status}，不计入",
    no="没有不计入的情形",
)
def is_excluded(status: str, status_since: int, clergy_years: int, excluded_statuses: int, date: int) -> bool:
    """属于不计入的人员：连续三年以上脱离家庭独立生活的宗教教职人员，在监狱服刑的人员。"""
    if status == "clergy_away":
        return months(status_since, date) >= clergy_years * 12
    return status in excluded_statuses


@rule(
    law="民发〔2021〕57号 第七条",
    since="2021-07-01",
    of="person",
    yes="{status}，不计入",
    no="没有不计入的情形",
)
def is_excluded(status: str, status_since: int, clergy_years: int, excluded_statuses: int, date: int) -> bool:
    """属于不计入的人员：三年以上脱离家庭的宗教教职人员，服刑、强制隔离戒毒、宣告失踪人员，省级再列的人员。"""
    if status == "clergy_away":
        return months(status_since, date) >= clergy_years * 12
    return status in excluded_statuses


@rule(
    law="民发〔2012〕220号 第六条",
    until="2021-06-30",
    of="person",
    yes="{relation}，共同生活，计入",
    no="{relation}（{status}），不计入",
)
def counts_as_member(
    relation: str, is_excluded: bool, study: str, age_years: int, postgraduate_counts: int
) -> bool:
    """共同生活的家庭成员：有法定赡养、抚养、扶养义务关系并共同生活；读本科及以下的成年子女计入。"""
    if relation == "other" or is_excluded:
        return False
    if study in ("master", "doctor") and relation in ("child", "grandchild", "sibling") and age_years >= 18:
        return postgraduate_counts == 1
    return True


@rule(
    law="民发〔2021〕57号 第七条",
    since="2021-07-01",
    of="person",
    yes="{relation}，共同生活，计入",
    no="{relation}（{status}），不计入",
)
def counts_as_member(
    relation: str, is_excluded: bool, study: str, age_years: int, postgraduate_counts: int
) -> bool:
    """共同生活的家庭成员：有法定赡养、抚养、扶养义务关系并共同生活；读本科及以下的成年子女计入，研究生由人判断。"""
    if relation == "other" or is_excluded:
        return False
    if study in ("master", "doctor") and relation in ("child", "grandchild", "sibling") and age_years >= 18:
        return postgraduate_counts == 1
    return True


@rule(law="国发〔2016〕14号 第二条", of="person", yes="计入本次家庭", no="不计入本次家庭")
def in_family(counts_as_member: bool, in_tekun: bool) -> bool:
    """计入本次家庭：已单独纳入特困供养的人不再算在低保、边缘家庭里。"""
    return counts_as_member and not in_tekun


members = count("in_family", law="民发〔2021〕57号 第七条", label="共同生活的家庭成员人数")
