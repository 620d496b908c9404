"""A further region is a folder: its texts beside the others, and it computes; without them nothing is borrowed."""

import pytest

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import Edition, shipped
from jiuzhu.policy.engine.faults import LawFault
from jiuzhu.policy.engine.numbers import region_chain
from jiuzhu.policy.family import read
from tests.policy.casebook import cases, days, told

DISTRICT, TOWN, VILLAGE = "640104", "640104100", "640104100201"
FOLDER = {
    "sources.yaml": "本区办法: {title: 本区低保办法, read: 全文}",
    "numbers.yaml": """
standard_fen:
  values:
    - {area: urban, value: 70000, from: 2025-01-01, source: 本区办法}
    - {area: rural, value: 60000, from: 2025-01-01, source: 本区办法}
least_fen:
  label: 每户最低发多少
  unit: fen/month
  law: 本区办法
  values:
    - {value: 5000, from: 2025-01-01, source: 本区办法}
""",
    "dibao/amount.py": '''
from jiuzhu.policy.engine.language import rule


@rule(law="本区办法 第三条", says="补差 {this} 元")
def dibao_difference_fen(standard_fen: int, members: int, dibao_base_fen: int, least_fen: int) -> int:
    """补差：不足五十元的按五十元发。"""
    return max(least_fen, standard_fen * members - dibao_base_fen)
''',
}
OWN_NUMBER = "standard_fen: {values: [{area: rural, value: 66000, from: 2025-07-01, source: 本区办法}]}"


def with_folder(folder: dict[str, str], code: str = DISTRICT) -> Edition:
    return Edition.from_texts(
        {**shipped().texts, **{f"{code}/{path}": text for path, text in folder.items()}}
    )


def result(edition: Edition, region: str = DISTRICT, area: str = "urban", wage: str = "0") -> dict:
    member = {"id": "a", "relation": "self", "age": 40, "incomes": [{"kind": "wage", "per_month": wage}]}
    family = {"region": region, "area": area, "date": "2025-08-01", "assume": "complete", "members": [member]}
    return determine(read(family), edition)


def monthly(edition: Edition, **about: str) -> int:
    return result(edition, **about)["results"]["dibao"]["monthly_fen"]


def test_a_folder_is_all_that_a_region_needs():
    edition = with_folder(FOLDER)
    assert monthly(edition) == 70_000
    assert monthly(edition, area="rural", wage="100") == 50_000
    assert monthly(edition, wage="699.99") == 5_000
    steps = result(edition)["results"]["dibao"]["steps"]
    assert "本区办法 第三条" in {step["law"] for step in steps}


def test_a_folder_on_disk_reads_as_one_given_as_texts(tmp_path):
    for path, text in FOLDER.items():
        (tmp_path / DISTRICT / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / DISTRICT / path).write_text(text, encoding="utf-8")
    edition = shipped()
    for path in sorted(tmp_path.rglob("*.*")):
        edition = edition.with_overlay(str(path.relative_to(tmp_path)), path.read_text(encoding="utf-8"))
    assert edition == with_folder(FOLDER)


def test_a_town_has_its_own_number_and_its_villages_use_it():
    edition = with_folder(FOLDER).with_overlay(f"{TOWN}/numbers.yaml", OWN_NUMBER)
    assert [monthly(edition, region=place, area="rural") for place in (DISTRICT, TOWN, VILLAGE)] == [
        60_000,
        66_000,
        66_000,
    ]
    assert monthly(edition, region=VILLAGE) == 70_000


def test_a_programme_may_be_all_that_a_region_adds():
    about = "relative_poverty: {covers: household, qualifies: dibian_qualifies, conditions: [dibian_income_below]}"
    edition = with_folder(FOLDER).with_overlay(f"{TOWN}/programmes.yaml", about)
    assert "relative_poverty" not in result(edition)["results"]
    assert result(edition, region=VILLAGE)["results"]["relative_poverty"]["status"] == "eligible"


def test_other_regions_do_not_notice():
    edition, some = with_folder(FOLDER), [(case, days(case)[0]) for case in list(cases().values())[::40]]
    for case, day in some:
        if case["given"].get("region", "500110") in ("500110", "330106", "371002"):
            family = read(told(case, date=day))
            before, after = (determine(family, each) for each in (shipped(), edition))
            assert {**before, "edition": ""} == {**after, "edition": ""}, case["name"]


@pytest.mark.parametrize("region", [DISTRICT, "371102", "330203", "370202", "510104"])
def test_without_numbers_a_person_is_asked_and_nothing_is_taken_from_a_neighbour(region):
    found = result(shipped(), region=region)
    dibao = found["results"]["dibao"]
    assert (dibao["status"], dibao["monthly_fen"], dibao["parts"]) == ("undetermined", None, [])
    assert [item["key"] for item in dibao["for_a_person_to_decide"]] == ["dibao.standard"]
    assert found["classification"]["household"] is None
    used = [n for told in found["results"].values() for step in told["steps"] for n in step["numbers"]]
    assert used
    assert {number["region"] for number in used if number["value"] is not None} <= set(region_chain(region))


def test_what_the_nation_orders_holds_there_too():
    outside = {"id": "b", "relation": "spouse", "age": 41, "status": "imprisoned"}
    family = {"region": DISTRICT, "area": "urban", "date": "2025-08-01", "assume": "complete"}
    found = determine(
        read({**family, "members": [{"id": "a", "relation": "self", "age": 40}, outside]}), shipped()
    )
    assert found["classification"]["outside"] == ["b"]


@pytest.mark.parametrize(
    ("path", "text", "words"),
    [
        ("numbers.yaml", OWN_NUMBER.replace("本区办法", "外区办法"), "不在 sources.yaml 里"),
        ("programmes.yaml", "dibao: {parts: [{part: difference, value: dibao_diference_fen}]}", "是不是 dibao_difference_fen"),
    ],
)  # fmt: skip
def test_a_folder_that_does_not_fit_is_refused(path, text, words):
    with pytest.raises(LawFault, match=words):
        result(with_folder({**FOLDER, path: text}))
