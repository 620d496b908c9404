"""Keys grow and never meet, however fast they are made."""

from jiuzhu.vault.ids import new_id


def test_keys_made_in_one_moment_are_all_different_and_grow():
    made = [new_id() for _ in range(50_000)]
    assert made == sorted(set(made))


def test_a_key_fits_a_signed_big_integer():
    assert 0 < new_id() < 2**63
