"""农村分档: a fixed sum a head by how poor the family is; in town the difference."""

from jiuzhu.policy.engine.language import band, rule


@rule(law="渭南一卡通标准", says="{this} 元")
def dibao_difference_fen(
    is_paid_in_bands: int,
    standard_fen: int,
    members: int,
    dibao_base_fen: int,
    band_first_fen: int,
    band_second_fen: int,
    band_third_fen: int,
) -> int:
    """低保金：农村按人均收入在标准的三分之一、三分之二以内分档，城市补差。"""
    if is_paid_in_bands == 0:
        return max(0, standard_fen * members - dibao_base_fen)
    line = standard_fen * members
    head = band(
        ((line, band_first_fen), (line * 2, band_second_fen), (line * 3, band_third_fen)), dibao_base_fen * 3
    )
    return head * members
