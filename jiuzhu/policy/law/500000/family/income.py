"""重庆的收入核算期: one month, for farming families twelve."""

from jiuzhu.policy.engine.language import rule


@rule(law="重庆市城乡居民最低生活保障条例 第十二条", says="申请前 {this} 个月")
def income_window_months(farming: bool) -> int:
    """收入核算期：一般家庭为申请前一个月，农业家庭为申请前十二个月。"""
    return 12 if farming else 1
