"""The trail in words: what clerks call an act or a look, whoever did it, and the fields that a look opened. Pure."""

from collections.abc import Iterable, Mapping

from jiuzhu.catalogue.values import Catalogue
from jiuzhu.org.looking import REFUSED
from jiuzhu.verification.kinds import Purpose

WORDS: Mapping[str, str] = {
    "assessment.adopt": "采信一项事实",
    "assessment.claim": "记下一种说法",
    "assessment.determine": "测算",
    "assessment.redetermine": "按新规定重新测算",
    "assessment.rule": "写下裁定",
    "assessment.second_ruling": "裁定复核通过",
    "assist.accept_returns": "收下外地的退回",
    "assist.answer": "填写给外地的答复",
    "assist.answer_from_sources": "用本地来源的答复回外地",
    "assist.ask_again": "再请外地核对",
    "assist.ask_own": "替外地问本地来源",
    "assist.draft": "起草异地核对请求",
    "assist.end": "终止异地核对",
    "assist.end_lapsed": "授权到期，终止异地核对",
    "assist.end_with_case": "随案终止异地核对",
    "assist.give_back": "退回外地的问题",
    "assist.give_up": "不再等外地的答复",
    "assist.hear": "收到外地的答复",
    "assist.note_open": "登记异地核对的时限",
    "assist.note_withdrawn": "授权失效，不再等外地的答复",
    "assist.open_numbers": "打开异地核对的号码",
    "assist.put": "登记问外地的问题",
    "assist.resume": "恢复异地核对",
    "assist.send": "发出异地核对请求",
    "assist.subjects": "看异地核对的名单",
    "assist.suspend": "中止异地核对",
    "assist.take_in": "收到外地的请求",
    "assist.tell": "把要问的人发给外地",
    "benefits.change": "变更待遇",
    "benefits.grant": "登记待遇",
    "benefits.hold": "挂起待遇",
    "benefits.keep_held": "挂起到复核结束",
    "benefits.settle_ended": "补记已结束的待遇",
    "benefits.stop": "停发待遇",
    "casework.add_member": "增加家庭成员",
    "casework.adopt_fact": "采信事实",
    "casework.appraise": "记录民主评议",
    "casework.ask_cooperation": "请外镇街协助入户",
    "casework.ask_elsewhere": "请外地核对",
    "casework.ask_sources": "发起核对",
    "casework.assess": "试算",
    "casework.change_head": "换户主",
    "casework.close": "办结案件",
    "casework.confirm": "确认，给予救助",
    "casework.decide": "作出决定",
    "casework.decline": "作出不予确认决定",
    "casework.deliver": "登记送达",
    "casework.dispute_fact": "登记对查到结果的异议",
    "casework.disputes": "看对查到结果的异议",
    "casework.end": "终止程序",
    "casework.extend": "延期",
    "casework.file_objection": "不予受理异议",
    "casework.file_relatives": "比对近亲属备案",
    "casework.foresee": "预定复核",
    "casework.give_notice": "开始公示",
    "casework.meet_reviews": "销掉到期的复核",
    "casework.note_account": "登记收款账户",
    "casework.object": "登记异议",
    "casework.objections": "看异议",
    "casework.open_case": "受理立案",
    "casework.open_contact": "打开提异议人的联系方式",
    "casework.open_review": "开始复核",
    "casework.pay_arrears": "补发差额",
    "casework.plan_review": "排定下次复核",
    "casework.propose": "提出审核意见",
    "casework.prove_posted": "上传公示照片",
    "casework.put_back": "增发没办成，退回名单",
    "casework.raise_award": "按新规定增发",
    "casework.reckon_again": "复核后更新增发名单",
    "casework.record_consent": "登记书面授权",
    "casework.record_hearing": "记录听取意见",
    "casework.record_visit": "记录入户调查",
    "casework.remove_member": "减少家庭成员",
    "casework.review_award": "因政策改动开复核",
    "casework.review_finding": "因批量复核开复核",
    "casework.rework": "退回重新调查",
    "casework.rule": "提出裁定",
    "casework.sample": "抽查",
    "casework.second_ruling": "复核裁定",
    "casework.settle": "作出复核决定",
    "casework.start_survey": "启动调查",
    "casework.step": "进到下一步",
    "casework.take_cooperation": "接下协助入户",
    "casework.take_objection": "受理异议",
    "casework.tell_differences": "告知核对不符",
    "casework.view": "看案件",
    "casework.withdraw_consent": "登记撤回授权",
    "clocks.drop": "时限作废",
    "clocks.extend": "时限延长",
    "clocks.meet": "时限办到",
    "clocks.pause": "时限暂停",
    "clocks.resume": "时限接着计",
    "clocks.start": "时限开始计",
    "documents.deliver_letter": "登记文书送达",
    "documents.open_letter": "打开文书",
    "documents.open_paper": "打开材料照片",
    "documents.open_record": "制作签字笔录",
    "documents.open_signed": "打开签字笔录",
    "documents.sign": "签字",
    "documents.take_paper": "收下材料照片",
    "documents.write_letter": "生成文书",
    "intake.accept": "受理申请",
    "intake.end_unsupplied": "逾期未补正，结束申请",
    "intake.enter": "用验证码登录",
    "intake.note_phone": "登记手机号",
    "intake.note_phone_by_card": "凭身份证登记手机号",
    "intake.request_correction": "要求补正",
    "intake.send_code": "发送验证码",
    "intake.submit": "提交申请",
    "intake.supply": "补正材料",
    "intake.turn_away": "告知去别处申请",
    "intake.withdraw": "撤回申请",
    "notices.note_read": "读了消息",
    "notices.note_sending": "登记短信结果",
    "notices.post": "张贴公示",
    "notices.prove_posted": "登记公示照片",
    "notices.tell": "通知家庭",
    "notices.withdraw": "撤下公示",
    REFUSED: "到了查看上限，没有打开",
    "oversight.trail": "看留痕",
    "recheck.settle": "处理批量复核的发现",
    "registry.open_addresses": "打开住址",
    "registry.open_person": "打开证件号和手机号",
    "verification.ask": "向来源提问",
    "verification.correct": "更正填报的答复",
    "verification.decline_invitation": "不同意授权",
    "verification.enter": "填报答复",
    "verification.explain": "记下对不一致的说明",
    "verification.invite": "邀请远程授权",
    "verification.note_difference": "发现不一致",
    "verification.open_answer": "打开原始答复",
    "verification.open_entered": "打开填报的答复",
    "verification.open_put": "打开要填报的问题",
    "verification.publish": "出核对报告",
    "verification.put": "把要问的人发给来源",
    "verification.receive": "收到答复",
    "verification.receive_all": "收到一批答复",
    "verification.report": "看核对报告",
    "verification.retire_difference": "不一致已被新结果取代",
    "verification.sign_invitation": "远程签授权",
    "verification.versions": "比较核对报告的版本",
    "verification.withdraw": "授权失效，撤回提问",
}
"""Every act and look that can stand on the trail under a case, by its name; an architecture test holds it complete."""
FIELDS: Mapping[str, str] = {
    "address": "住址",
    "contact": "联系方式",
    "declared": "申报",
    "facts": "事实",
    "found": "查到",
    "id_number": "身份证号",
    "members": "家庭成员",
    "name": "姓名",
    "phone": "手机号",
    "says": "家里的说法",
    "text": "异议内容",
}
"""What a look opens of our own; what sources said is named as the catalogue names it (`social.base`)."""


def why(purpose: str) -> str:
    """A purpose as it stands on the trail, in words: 办案; 申请认定 for "apply", 协助核查 for "assist:500112"."""
    word = purpose.partition(":")[0]
    return Purpose(word).label if word in Purpose.values else purpose


def opened(fields: Iterable[str], table: Catalogue) -> str:
    """The opened fields by name: 身份证号、手机号; 车辆：车牌、品牌. What the catalogue does not know is counted only."""
    told: dict[str, list[str]] = {}
    unknown = 0
    for field in fields:
        code, _, name = field.rpartition(".")
        label = _column(code, name, table) if code else FIELDS.get(name)
        if label:
            told.setdefault("".join(table.labels([code])), []).append(label)
        else:
            unknown += 1
    parts = [
        f"{source}：{'、'.join(names)}" if source else "、".join(names) for source, names in told.items()
    ]
    return "；".join([*parts, *([f"另 {unknown} 项"] if unknown else [])])


def _column(code: str, name: str, table: Catalogue) -> str | None:
    try:
        return table.register_of(code).fields[name].label
    except KeyError:
        return None
