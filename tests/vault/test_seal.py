"""Sealed values open only where they were sealed."""

import pytest

from jiuzhu.vault.masks import mask_card, mask_id, mask_name, mask_phone
from jiuzhu.vault.seal import keyed_hash, seal, unseal


def test_a_sealed_value_opens_in_its_own_place():
    assert unseal(seal("500110199001011234", "person|id|1"), "person|id|1") == "500110199001011234"


def test_a_sealed_value_does_not_open_in_another_row():
    with pytest.raises(ValueError, match="altered or moved"):
        unseal(seal("500110199001011234", "person|id|1"), "person|id|2")


def test_the_same_value_never_seals_to_the_same_text():
    assert seal("13800000000", "a|b|1") != seal("13800000000", "a|b|1")


def test_the_keyed_hash_depends_on_the_kind_of_number():
    assert keyed_hash("phone", "1") != keyed_hash("id_number", "1")


def test_masks_show_only_what_the_desk_needs():
    assert mask_id("500222196803124511") == "500222**********11"
    assert mask_phone("13800006207") == "138****6207"
    assert mask_card("6217000000000431") == "6217 **** **** 0431"
    assert [mask_name(name) for name in ("冉光明", "冉明", "欧阳光明")] == ["冉*明", "冉*", "欧**明"]
