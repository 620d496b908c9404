"""A catalogue of everything that a fact may ask of an answer, common or not; two of its registers lie with several holders."""

from jiuzhu.catalogue.reading import read

_HEAD = """
  department: d
  label: 一类
  kind: {kind}
  ground: g
  basis: 试验
  period: daily
  freshness_days: {days}
  no_record: {no_record}
  match: [id_number]
"""


def register(code: str, body: str, kind: str = "government", no_record: str = "none", days: int = 30) -> str:
    return f"{code}:{_HEAD.format(kind=kind, days=days, no_record=no_record)}{body}"


FIRST = register("a.one", """
  fields:
    kind: {label: k, type: enum, words: {"": 没有, x: X, y: Y}}
    flat: {label: k, type: enum, words: {p: P, q: Q}}
    open: {label: k, type: flag}
    grade: {label: k, type: int}
    fen: {label: k, type: fen}
    area: {label: k, type: dm2}
    since: {label: k, type: date}
    until: {label: k, type: date}
    from: {label: k, type: month}
    to: {label: k, type: month}
    number: {label: k, type: text}
    place: {label: k, type: text}
  facts:
    - {key: money.window, sum: fen, by: since}
    - {key: money.month, sum: fen, by: from, months: 1, where: {kind: [x, ""]}}
    - {key: money.all, total: fen, where: {grade: [1, 2]}, none: "0"}
    - {key: many, count: true, where: {open: [true]}, current: [from, to], none: 0}
    - {key: word, value: kind, latest: since}
    - {key: word.fixed, value: "=x", latest: since, where: {place: ["甲", ""]}, none: nobody}
    - {key: text, value: place, latest: from, current: [since, until]}
    - {key: open, value: open, latest: until, none: false}
    - {key: grade, value: grade, latest: from, where: {from: ["", "2026-10", "2026-09"]}}
    - {key: area, value: area, latest: since, where: {flat: [p]}}
    - {key: day, value: until, latest: since}
    - {key: month, value: to, latest: since}
    - {key: things, list: {kind: kind, fen: fen, area: area, open: open, grade: grade, until: until, to: to}, same: number, none: []}
    - {key: things, list: {kind: "=z", grade: grade, place: place}, same: place, where: {flat: [q]}, none: []}
    - {key: bare, list: {"": kind}}
    - {key: loose, list: {fen: fen}}
""")  # fmt: skip
SECOND = register("b.two", """
  fields:
    kind: {label: k, type: enum, words: {y: Y, w: W}}
    note: {label: k, type: text}
    fen: {label: k, type: fen}
    grade: {label: k, type: int}
    until: {label: k, type: date}
    since: {label: k, type: month}
    number: {label: k, type: text}
  facts:
    - {key: money.window, sum: fen, by: since}
    - {key: money.all, total: fen, none: "0"}
    - {key: many, count: true}
    - {key: word, value: kind, latest: since}
    - {key: text, value: note, latest: until}
    - {key: things, list: {kind: kind, fen: fen, until: until}, same: number, none: []}
    - {key: bare, list: {"": kind}}
    - {key: money.half, sum: fen, by: until, months: 6}
    - {key: money.fifth, sum: fen, by: since, months: 5}
""", "financial")  # fmt: skip
THIRD = register("c.three", """
  fields:
    fen: {label: k, type: fen}
    kind: {label: k, type: text}
  facts:
    - {key: money.all, total: fen, where: {kind: ["活期"]}, none: "0"}
    - {key: unproved, count: true}
""", "utility", days=7)  # fmt: skip
ITEMS = """
- {"no": 1, group: assets, label: l, class: a.one, total: fen, none: "0"}
- {"no": 2, group: assets, label: l, class: b.two, total: fen, where: {kind: [w]}, against: money.all}
- {"no": 3, group: income, label: l, class: b.two, sum: fen, by: since, months: 12}
- {"no": 4, group: people, label: l, class: b.two, value: note, latest: until}
- {"no": 5, group: people, label: l, by_hand: true}
- {"no": 6, group: assets, label: l, class: b.two, total: fen}
"""
ODD = read(
    {
        "departments.yaml": "d: {label: 某局, kind: government}",
        "grounds.yaml": "g: [{law: 某法, since: 2014-05-01}]",
        "classes/a.yaml": FIRST,
        "classes/b.yaml": SECOND,
        "classes/c.yaml": THIRD,
        "institutions.yaml": "b.two: {hub: h, names: {b.two.a: 甲, b.two.b: 乙}}\nc.three: {names: {c.three.a: 甲, c.three.b: 乙}}",
        "items.yaml": ITEMS,
        "templates.yaml": "{}",
    }
)
