"""照料护理折工时: hours of service for everybody, no money."""

from jiuzhu.policy.engine.language import band, rule


@rule(law="无锡照料护理工时", since="2021-07-01", of="person", says="每月 {this} 工时")
def tekun_care_due_hours(self_care_failed: int) -> int:
    """照料护理工时：自理八小时，半护理二十八小时，全护理四十八小时。"""
    return band(((0, 8), (3, 28), (6, 48)), self_care_failed)
