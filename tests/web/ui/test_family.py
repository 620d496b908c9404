from jiuzhu.web.ui.family import Relative, tree

SELF = Relative("冉光明", "self", "申请人", 58)
SPOUSE = Relative("周素芬", "spouse", "配偶", 55, is_female=True)
MOTHER = Relative("罗德珍", "parent", "母", 81, is_female=True)
CHILD = Relative("冉小川", "child", "子", 18)
APART = Relative("冉小梅", "child", "女", 32, is_female=True, lives_here=False)


def places(*relatives):
    return {placed.who.name: placed for placed in tree(relatives).people}


def test_generations_lie_one_below_the_other():
    at = places(CHILD, SELF, MOTHER)
    assert at["罗德珍"].y < at["冉光明"].y < at["冉小川"].y


def test_a_couple_stands_side_by_side_and_is_joined():
    drawn = tree([SELF, SPOUSE])
    first, second = drawn.people
    assert (first.who, first.y) == (SELF, second.y)
    assert drawn.lines == (f"M{first.x} {first.y}H{second.x}",)


def test_nobody_covers_another():
    spots = [(one.x, one.y) for one in tree([SELF, SPOUSE, MOTHER, CHILD, APART]).people]
    assert len(set(spots)) == 5


def test_the_drawing_is_also_told_in_words():
    assert "冉小梅，女，女，32 岁，不共同生活" in tree([SELF, APART]).spoken


def test_everyone_fits_into_the_picture():
    drawn = tree([SELF, *[Relative(f"子女{number}", "child", "子", number) for number in range(9)]])
    assert all(0 < one.x < drawn.width and 0 < one.y < drawn.height for one in drawn.people)


def test_a_long_name_is_cut_on_the_drawing_only():
    person = Relative("买买提·阿不都热合曼·吐尔逊", "self", "申请人")
    (placed,) = tree([person]).people
    assert placed.short_name.endswith("…")
    assert person.name in placed.who.spoken


def test_one_person_alone_has_no_lines():
    assert tree([SELF]).lines == ()
