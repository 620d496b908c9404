"""One letter of each kind, about invented families."""

from datetime import date

from jiuzhu.documents.kinds import LetterKind

CONTACT = {"name": "王璐", "phone": "023-48000000"}
LAW = "《中华人民共和国社会救助法》"
HEARD = {
    "on": date(2026, 12, 8),
    "said": "孩子刚上班，想多留几个月。",
    "answer": "按规定可以再发六个月，期满前我们再来看一次。",
}
DERIVATION = [
    {
        "no": 1,
        "name": "一起算的人",
        "how": "冉光明、周素芬、罗德珍、冉小川",
        "value": "4 人",
        "law": "最低生活保障审核确认办法 第七条",
    },
    {
        "no": 2,
        "name": "家庭月收入",
        "how": "打零工 1,400 元 + 养老金 144 元 + 种地 300 元",
        "value": "1,844.00 元",
        "law": "最低生活保障审核确认办法 第十三条",
    },
    {
        "no": 3,
        "name": "补差",
        "how": "630 元 × 4 人 − 1,844.00 元",
        "value": "676.00 元",
        "law": "社会救助法 第十八条；渝民规〔2025〕6号",
    },
    {
        "no": 4,
        "name": "分类重点救助",
        "how": "冉光明 100 元、冉小川 100 元、罗德珍 60 元",
        "value": "260.00 元",
        "law": "社会救助法 第二十条；渝民规〔2025〕6号",
    },
    {
        "no": 5,
        "name": "每月给多少",
        "how": "676.00 元 + 260.00 元",
        "value": "936.00 元",
        "law": "社会救助法 第十八条",
    },
]

SAMPLES = {
    LetterKind.ACCEPT: {
        "programme": "dibao",
        "to": "冉光明",
        "applied_on": date(2026, 10, 31),
        "application_no": "SQ-2026-0412",
        "members": ["冉光明", "周素芬", "罗德珍", "冉小川"],
        "due_on": date(2026, 11, 30),
        "contact": CONTACT,
        "steps": [
            "11月5日前，我们开始向有关部门核对收入和财产。",
            "11月12日前，两位工作人员到您家看一看，请家里留一个大人。",
            "情况清楚后，在村里公示 7 天；没有不同意见就作决定，书面告诉您。",
        ],
    },
    LetterKind.CORRECT: {
        "programme": "dibao",
        "to": "欧阳𬍛喆",
        "applied_on": date(2026, 10, 31),
        "missing": [
            {"what": "住院发票", "who": "冉小川", "how": "拍照传来，或请医院补打"},
            {"what": "核对授权书签名", "who": "周素芬", "how": "本人在手机上签名"},
        ],
        "due_on": date(2026, 11, 13),
        "contact": CONTACT,
    },
    LetterKind.NOT_OURS: {
        "programme": "dibao",
        "to": "牟德全",
        "applied_on": date(2026, 10, 28),
        "reason": "您和家里人的户口都在东溪镇，最低生活保障由户籍地的镇政府受理。",
        "where": {
            "name": "綦江区东溪镇人民政府",
            "place": "东溪镇便民服务中心 3 号窗口",
            "phone": "023-48000002",
        },
        "laws": [f"{LAW}第三十七条", "《最低生活保障审核确认办法》第四条"],
        "you_may": ["眼下有急难的，可以就在我们这里申请临时救助，不看户口在哪里。"],
        "contact": CONTACT,
    },
    LetterKind.POSTING: {
        "programme": "dibao",
        "stage": "review",
        "village": "三角镇乐兴村",
        "rows": [
            {"name": "冉光明", "members": 4, "programme": "最低生活保障", "monthly_fen": 93600},
            {
                "name": "阿卜杜拉·买买提·㛃",
                "members": 1,
                "programme": "最低生活保障（单人）",
                "monthly_fen": 63000,
            },
        ],
        "posted_on": date(2026, 11, 20),
        "from_on": date(2026, 11, 21),
        "until_on": date(2026, 11, 27),
        "days": 7,
        "phone": "023-48000000",
        "place": "三角镇便民服务中心 2 号窗口",
    },
    LetterKind.CONFIRM: {
        "programme": "dibao",
        "to": "冉光明",
        "applied_on": date(2026, 10, 31),
        "members": ["冉光明", "周素芬", "罗德珍", "冉小川"],
        "monthly_fen": 93600,
        "parts": [
            {"label": "其中：补差", "how": "630 元 × 4 人 − 家庭月收入 1,844.00 元", "fen": 67600},
            {
                "label": "分类重点救助",
                "how": "冉光明 100 元、冉小川 100 元、罗德珍 60 元",
                "fen": 26000,
            },
        ],
        "from_month": "2026-11",
        "account": "每月打入户主社会保障卡",
        "category": "您家类别为 B 类，2027年3月、9月复核。",
        "laws": [
            f"{LAW}第十八条、第二十条、第四十四条",
            "《最低生活保障审核确认办法》第七条、第十三条、第二十三条",
            "渝民规〔2025〕6号",
        ],
        "contact": CONTACT,
        "derivation": DERIVATION,
    },
    LetterKind.DECLINE: {
        "programme": "dibian",
        "to": "瞿朝英",
        "applied_on": date(2026, 10, 28),
        "reasons": [
            {
                "title": "收入高于标准",
                "text": "您家 4 口人，一年收入 53,232.00 元，平均每人每月 1,109.00 元；我区农村低保边缘标准是"
                "每人每月 945 元（低保标准 630 元的 1.5 倍）。其中您丈夫李建国的工资，您申报每月 1,800 元，"
                "税务记录全年 41,300 元，没有凭据说明差额，我们按税务记录计算。",
            }
        ],
        "not_reasons": ["住房", "存款"],
        "you_may": [
            "孩子上学、家人看病花费大的，可申请临时救助，带这份告知书即可，不用再填一遍。",
            "收入有变化，随时可以重新申请；已经核实过的材料不用重交。",
        ],
        "laws": [f"{LAW}第二十一条、第四十五条", "《最低生活保障审核确认办法》第八条、第十三条"],
        "contact": CONTACT,
        "derivation": DERIVATION[:2],
    },
    LetterKind.DIFFERENCES: {
        "programme": "dibao",
        "to": "瞿朝英",
        "applied_on": date(2026, 10, 28),
        "differences": [
            {
                "who": "李建国",
                "what": "工资",
                "declared": "每月 1,800 元",
                "found": "2025年全年 41,300 元，合每月 3,441.67 元",
                "source": "税务",
            },
            {
                "who": "瞿朝英",
                "what": "车辆",
                "declared": "没有车",
                "found": "摩托车一辆，2023年登记",
                "source": "公安车管",
            },
        ],
        "due_on": date(2026, 11, 26),
        "contact": CONTACT,
    },
    LetterKind.TAPERING: {
        "programme": "dibao",
        "to": "冉光明",
        "reason": "冉小川 2026年11月起在綦江工业园上班，您家每人每月 812.00 元，高于标准 630 元。",
        "monthly_fen": 83600,
        "from_month": "2027-01",
        "until_month": "2027-06",
        "heard": HEARD,
        "laws": ["《最低生活保障审核确认办法》第三十三条", f"{LAW}第四十八条", "綦江区实施意见第一条"],
        "contact": CONTACT,
    },
    LetterKind.CHANGE: {
        "programme": "dibao",
        "to": "冉光明",
        "change": "less",
        "old_fen": 93600,
        "new_fen": 83600,
        "from_month": "2027-01",
        "reasons": [{"title": "冉小川毕业了", "text": "在校学生每月 100 元的分类重点救助到 12 月为止。"}],
        "heard": HEARD,
        "laws": [f"{LAW}第二十条、第四十八条", "渝民规〔2025〕6号"],
        "contact": CONTACT,
    },
}
