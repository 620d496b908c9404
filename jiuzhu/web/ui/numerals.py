"""Amounts in the words people say: 960000 分 → 九千六百元. Echoed under a typed amount, read aloud."""

_DIGITS = "零一二三四五六七八九"
_PLACES = ("", "十", "百", "千")
_GROUPS = ("", "万", "亿", "万亿")


def yuan_in_words(fen: int) -> str:
    """分 to spoken Chinese: 九千六百元, 一十二元五角, 负三元, 零元; jiao and fen only where there are any."""
    if fen < 0:
        return "负" + yuan_in_words(-fen)
    whole, part = divmod(fen, 100)
    jiao, cents = divmod(part, 10)
    text = whole_in_words(whole) + "元" if whole or not part else ""
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif cents and whole:
        text += "零"
    return text + (_DIGITS[cents] + "分" if cents else "")


def whole_in_words(number: int) -> str:
    """A whole number from 0 up to below 10¹⁶, as it is spoken: 10023 → 一万零二十三."""
    if number == 0:
        return _DIGITS[0]
    groups = [number // 10_000**index % 10_000 for index in range(4)]
    text, gap = "", False
    for index in (3, 2, 1, 0):
        group = groups[index]
        if group:
            text += (
                ("零" if text and (gap or group < 1_000) else "") + _group_in_words(group) + _GROUPS[index]
            )
            gap = False
        else:
            gap = bool(text)
    return text.removeprefix("一") if text.startswith("一十") else text


def _group_in_words(group: int) -> str:
    text, gap = "", False
    for place in (3, 2, 1, 0):
        digit = group // 10**place % 10
        if digit:
            text += ("零" if gap else "") + _DIGITS[digit] + _PLACES[place]
            gap = False
        else:
            gap = bool(text)
    return text
