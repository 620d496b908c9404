"""An entry written otherwise is laid upon the texts, and nothing beside it moves."""

import pytest

from jiuzhu.catalogue.change import LOCAL, Change, entries, entry, home_of, laid
from jiuzhu.catalogue.faults import CatalogueFault
from jiuzhu.catalogue.reading import read
from jiuzhu.catalogue.texts import shipped, shipped_texts
from tests.catalogue.conftest import PLACES, fresher, new_register

ITEM = '- {"no": 4, group: people, label: 家庭人口, class: gongan.huji, count: true}'


def test_the_entries_of_every_file_are_those_that_are_read():
    table, texts = shipped(), shipped_texts()
    held = {code for path in texts if path.startswith("classes/") for code in entries(path, texts[path])}
    assert held == set(table.registers)
    assert list(entries("items.yaml", texts["items.yaml"])) == [str(one.number) for one in table.items]
    assert set(entries("templates.yaml", texts["templates.yaml"])) == set(table.templates)


def test_every_entry_may_be_written_again_as_it_stands():
    texts = shipped_texts()
    again = [Change(path, code, text) for path in texts for code, text in entries(path, texts[path]).items()]
    assert read(laid(texts, again)).hash == shipped().hash


def test_an_entry_is_replaced_where_it_stands():
    after = laid(shipped_texts(), [fresher(10)])
    home = home_of(shipped_texts(), LOCAL, "gongan.cheliang")
    moved = [path for path in after if after[path] != shipped_texts()[path]]
    assert moved == [home]
    assert list(entries(home, after[home])) == list(entries(home, shipped_texts()[home]))
    assert read(after).registers["gongan.cheliang"].freshness_days == 10


def test_a_new_register_stands_in_a_file_of_its_own_after_all_others():
    after = read(laid(shipped_texts(), [new_register()]))
    assert list(after.registers)[-1] == "minzheng.yanglao"
    assert after.hash != shipped().hash


def test_an_item_is_replaced_by_its_number():
    after = read(laid(shipped_texts(), [Change("items.yaml", "4", ITEM)]))
    assert [one.label for one in after.items][3] == "家庭人口"
    assert len(after.items) == len(shipped().items)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (Change("secrets.yaml", "a", "a: 1"), "目录里没有这个文件"),
        (new_register(PLACES + "minzheng.other: {}\n"), "只写 minzheng.yanglao 这一项"),
        (new_register("  " + PLACES.replace("\n", "\n  ")), "要顶格写"),
        (new_register("minzheng.yanglao: {"), "不是正确的 YAML"),
        (new_register(""), "没有一项"),
        (new_register("minzheng.yanglao: &a\n  label: [*a]\n"), "不要用 & 和"),
        (Change("items.yaml", "4", "4: {}"), "一项一行的列表"),
    ],
)
def test_a_text_that_is_not_its_one_entry_is_refused(change, words):
    with pytest.raises(CatalogueFault, match=words):
        laid(shipped_texts(), [change])


def test_no_shipped_entry_leans_on_another():
    """An entry is changed alone: what it says must stand in it."""
    texts = shipped_texts()
    for path in texts:
        for code, text in entries(path, texts[path]).items():
            assert laid(texts, [Change(path, code, text)])


def test_an_entry_that_is_not_there_is_empty():
    assert entry(shipped_texts(), LOCAL, "minzheng.yanglao") == ""
