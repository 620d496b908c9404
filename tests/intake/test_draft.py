"""A form is kept page by page, on any device, and says what is wrong in words."""

import pytest

from jiuzhu.intake import steps
from jiuzhu.intake.actions import open_draft, remove_person, save_step, submit
from jiuzhu.intake.actions.draft import payload_of
from jiuzhu.intake.models import Draft
from jiuzhu.intake.queries import places
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import load_regions
from jiuzhu.org.scope import Scope
from tests.intake.conftest import (
    AT,
    LUO,
    ON,
    PAGES,
    VILLAGE,
    VISITOR,
    YUHAN,
    filled,
    scope_of,
    signature,
    signed_in,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def draft(zhou):
    return open_draft(zhou, AT, by=scope_of(zhou))


@pytest.fixture
def save(draft, zhou):
    return lambda page, told: save_step(draft, page, told, AT, by=scope_of(zhou))


def test_another_device_finds_the_same_form(save, zhou):
    save("town", PAGES["town"])
    save("applicant", PAGES["applicant"])
    again = open_draft(zhou, AT, by=scope_of(zhou))
    assert steps.first_open(payload_of(again), ON).id == "about/0"


def test_nothing_of_the_form_lies_open_in_the_database(form):
    form.refresh_from_db()
    assert "周明贵" not in form.payload.token
    assert repr(form.payload) == "<sealed>"


def test_two_devices_that_save_different_pages_lose_neither(save, draft):
    save("savings", {"amount": "3200"})
    save("spending", {"story": "摔伤了"})
    assert {"savings", "spending"} <= payload_of(Draft.objects.get()).keys()


def open_pages(draft):
    payload = payload_of(draft)
    every = [page for page in steps.pages(payload, ON) if page.questions]
    return [page.id for page in every if not steps.is_answered(page, payload)]


@pytest.fixture
def alone(save):
    """The form as somebody fills it in who thinks only of themselves at first."""
    for page, told in PAGES.items():
        if page != "ill/0" and page.partition("/")[2] in ("", "0", "0/wage"):
            draft = save(page, {"who": ["none"]} if page == "health" else told)
    assert open_pages(draft) == []
    return draft


ANSWERS = PAGES | {"about/1": LUO}
SPOKEN = {"savings", "homes", "things", "health", "spending", "check"}


def test_a_page_that_spoke_for_everybody_is_asked_again_once_somebody_is_added(alone, save):
    draft = save("person/new", LUO)
    opened = open_pages(draft)
    assert {*opened} >= SPOKEN and "applicant" not in opened
    assert payload_of(draft)["savings"]["amount"] == "3200"
    for page in opened:
        draft = save(page, {"who": ["none"]} if page == "health" else ANSWERS[page])
    assert open_pages(draft) == [] and steps.AGAIN not in payload_of(draft)


def test_nothing_is_handed_in_that_was_not_asked_of_everybody(alone, save, zhou):
    draft = save("person/new", LUO)
    for page in {*open_pages(draft)} - SPOKEN:
        draft = save(page, ANSWERS[page])
    with pytest.raises(Refused, match="还有一页没有填"):
        submit(draft, ON, by=scope_of(zhou), consents={"1": signature()})


def test_a_page_that_is_refused_leaves_the_form_as_it_was(save):
    save("savings", {"amount": "3200"})
    with pytest.raises(Refused):
        save("savings", {"amount": "-1"})
    assert payload_of(Draft.objects.get())["savings"]["amount"] == "3200"


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({"amount": "-5"}, "不能是负数"),
        ({"amount": "999999999"}, "多写了几个 0"),
        ({"amount": "一千"}, "不是金额"),
        ({"amount": "0.001"}, "不是金额"),
        ({}, "请写金额"),
        ({"amount": "5", "none": "on"}, "只留一个"),
    ],
)
def test_amounts_that_cannot_be_are_refused(save, told, words):
    with pytest.raises(Refused, match=words):
        save("savings", told)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"id_number": "510223198408029146"}, "最后一位对不上"),
        ({"id_number": "510223198413029145"}, "不是一个真实的日期"),
        ({"id_number": with_check_digit("50022220300618003")}, "晚于今天"),
        ({"id_number": "510223198203149019"}, "已经写给了周明贵"),
        ({"name": "罗" * 41}, "最多 40 个字"),
        ({"relation": "boss"}, "没有“boss”这一项"),
    ],
)
def test_a_person_who_cannot_be_is_refused(save, changed, words):
    with pytest.raises(Refused, match=words):
        save("person/new", LUO | changed)


@pytest.mark.parametrize("name", ["阿卜杜热合曼·买买提明·吐尔逊江·艾合买提江", "𬍛喆㛃"])
def test_long_and_rare_names_are_kept(save, name):
    save("person/new", LUO | {"name": name})
    assert payload_of(Draft.objects.get())["person/1"]["name"] == name


def test_every_fault_of_a_page_is_told_at_once(save):
    with pytest.raises(Refused) as refused:
        save("person/new", {"name": "罗1", "id_number": "1"})
    assert "汉字" in refused.value.message
    assert "18 位" in refused.value.message


def test_two_hundred_members_fit_and_one_more_does_not():
    payload = {"members": [str(n) for n in range(200)]}
    payload |= {f"person/{n}": {"name": "甲", "id_number": with_check_digit(f"51022319840801{n:03d}")} for n in range(200)}  # fmt: skip
    page = steps.page_of(payload, steps.NEW_PERSON, ON)
    with pytest.raises(steps.Wrong, match="最多写 200 人"):
        steps.answers(page, LUO, payload, ON)
    assert len(steps.pages(payload, ON)) > 200


def test_a_village_that_is_not_on_the_list_is_refused(save):
    with pytest.raises(Refused, match="没有这个村"):
        save("applicant", PAGES["applicant"] | {"region": "500110999999"})


def test_a_town_that_is_not_on_the_list_is_refused(save):
    with pytest.raises(Refused, match="没有这个镇"):
        save("town", {"town": "500110999"})


def test_a_village_of_another_town_than_the_chosen_one_is_refused(save, two_towns):
    save("town", {"town": "500110108"})
    with pytest.raises(Refused, match="不在您选的镇"):
        save("applicant", PAGES["applicant"])


def test_who_names_another_town_is_asked_for_the_village_alone(save, two_towns):
    save("town", PAGES["town"])
    save("applicant", PAGES["applicant"])
    payload = payload_of(save("town", {"town": "500110108"}))
    assert steps.following(payload, "town", ON).id == "applicant"
    assert payload["applicant"]["address"] == PAGES["applicant"]["address"]


def test_villages_that_are_called_alike_are_told_apart_by_their_committees(two_towns):
    town = places(VISITOR)["500110108"]
    assert [*town.villages.values()] == ["石角社区居民委员会", "石角社区村民委员会", "丰岩村"]
    assert places(VISITOR)["500110114"].villages == {VILLAGE: "文昌社区"}


def test_an_agent_of_one_village_is_asked_for_no_town(zhou, make_agent, two_towns):
    assert {*places(make_agent)} == {VILLAGE[:9]}
    draft = open_draft(zhou, AT, by=make_agent, mandate=signature())
    assert payload_of(draft)["town"] == {"town": VILLAGE[:9]}


@pytest.fixture
def two_towns(town):
    rows = [{"code": "500110108", "name": "石角镇", "level": "town", "parent": "500110"}]
    names = {"001": "石角社区居民委员会", "202": "石角社区村民委员会", "203": "丰岩村村民委员会"}
    rows += [
        {"code": f"500110108{code}", "name": name, "level": "village", "parent": "500110108"}
        for code, name in names.items()
    ]
    load_regions(rows, by=Scope.system("setup"))


def test_the_applicant_stays_who_logged_in(save):
    with pytest.raises(Refused, match="另填一份"):
        save("person/0", PAGES["person/0"] | {"id_number": LUO["id_number"]})


def test_taking_a_person_out_takes_their_answers(form, zhou):
    draft = remove_person(form, "1", AT, by=scope_of(zhou))
    assert not [page for page in payload_of(draft) if page.split("/")[1:2] == ["1"]]
    assert payload_of(draft)["members"] == ["0", "2"]


def test_a_stranger_can_neither_open_nor_write_a_form(form, zhou):
    stranger = signed_in({"id_number": LUO["id_number"], "name": "罗春梅", "phone": "10002313750"})
    with pytest.raises(PermissionError):
        save_step(form, "savings", {"amount": "1"}, AT, by=scope_of(stranger))
    with pytest.raises(PermissionError):
        open_draft(zhou, AT, by=scope_of(stranger))


def test_an_agent_needs_a_signed_mandate(zhou, make_agent):
    with pytest.raises(Refused, match="委托书"):
        open_draft(zhou, AT, by=make_agent)
    draft = open_draft(zhou, AT, by=make_agent, mandate=signature())
    assert draft.mandate.signatures.get().role == "委托人"


@pytest.fixture
def make_agent():
    from jiuzhu.org.models import Login

    login = Login.objects.create(username="you", name="犹小琴")
    return Scope(
        "officer", f"officer:{login.pk}", "犹小琴", (("assistant", "500110114001"),), login_id=login.pk
    )


def test_a_child_is_asked_for_less(zhou):
    payload = payload_of(filled(zhou))
    assert YUHAN["name"] == steps.name(payload, "2")
    assert "living/2" not in [page.id for page in steps.pages(payload, ON)]
