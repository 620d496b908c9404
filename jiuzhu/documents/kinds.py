"""Kinds of papers, letters, records, signatures and deliveries, and the programmes that letters name."""

from django.db import models


class PaperKind(models.TextChoices):
    ID_CARD = "id_card", "身份证"
    HUKOU = "hukou", "户口簿"
    DISABILITY = "disability", "残疾证"
    MEDICAL = "medical", "医疗票据"
    INCOME = "income", "收入证明"
    HOUSE = "house", "房产证明"
    VEHICLE = "vehicle", "车辆证明"
    STUDENT = "student", "在校证明"
    MANDATE = "mandate", "委托书"
    SIGNED = "signed", "签字原件"
    VISIT_PHOTO = "visit_photo", "入户照片"
    POSTING_PHOTO = "posting_photo", "公示照片"
    OTHER = "other", "其他材料"


class LetterKind(models.TextChoices):
    ACCEPT = "accept", "受理通知书"
    CORRECT = "correct", "一次性补正告知书"
    NOT_OURS = "not_ours", "不予受理（转介）告知书"
    POSTING = "posting", "公示"
    CONFIRM = "confirm", "确认通知书"
    DECLINE = "decline", "不予确认告知书"
    DIFFERENCES = "differences", "核对不符告知书"
    TAPERING = "tapering", "渐退告知书"
    CHANGE = "change", "变更告知书"


class RecordKind(models.TextChoices):
    VISIT = "visit", "入户调查表"
    HEARING = "hearing", "听取意见记录"
    CONSENT = "consent", "核对授权书"
    WITHDRAWAL = "withdrawal", "撤回授权书"
    PROMISE = "promise", "诚信承诺书"
    MANDATE = "mandate", "委托书"
    GROUND = "ground", "无须听取意见的依据"
    POSTING_PROOF = "posting_proof", "张贴证明"
    MEETING = "meeting", "民主评议记录"
    CUSTODY = "custody", "代管协议"


class SignMethod(models.TextChoices):
    STROKES = "strokes", "手写签名"
    CLICK = "click", "本人登录后电子确认"
    CODE = "code", "短信验证码确认"
    PAPER = "paper", "纸质签字"


class Delivery(models.TextChoices):
    HAND = "hand", "当面送达"
    PHONE_PAGE = "phone_page", "手机页面"
    POST = "post", "邮寄"
    VILLAGE = "village", "村（社区）转交"
    BOARD = "board", "公示栏张贴"


class Programme(models.TextChoices):
    DIBAO = "dibao", "最低生活保障"
    DIBIAN = "dibian", "最低生活保障边缘家庭"
    TEKUN = "tekun", "特困人员救助供养"
    GANGXING = "gangxing", "刚性支出困难家庭"
    LINSHI = "linshi", "临时救助"
