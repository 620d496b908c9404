"""The page of the card a family is paid into."""

from jiuzhu.benefits.models import PayeeAccount
from jiuzhu.vault.seal import keyed_hash, reveal
from tests.web.desk.situations import photo


def text(page):
    return page.content.decode()


def url(way):
    return f"/desk/cases/{way.no}/account"


def test_the_case_leads_to_its_card_and_back(way, at):
    client = at("li")
    page = text(client.get(f"/desk/cases/{way.no}/"))
    assert "6217 **** **** 0114" in page
    assert url(way) in page
    answer = {"person_id": way.household.head_id, "holder": "周明贵", "card": "6217000500110114000"}
    assert client.post(url(way), answer).url == f"/desk/cases/{way.no}/"
    assert "6217 **** **** 4000" in text(client.get(f"/desk/cases/{way.no}/"))


def test_a_card_number_too_short_is_said_in_place(way, at):
    answer = {"person_id": way.household.head_id, "holder": "周明贵", "card": "6217"}
    page = at("li").post(url(way), answer)
    assert page.status_code == 409
    assert "现在是 4 位" in text(page)
    assert PayeeAccount.objects.count() == 1


def test_a_card_typed_with_a_chinese_input_method_is_kept_in_plain_digits(way, at):
    answer = {
        "person_id": way.household.head_id,
        "holder": "周明贵",
        "card": "６２１７ ００３７６００１２３４５６７８",
    }
    assert at("li").post(url(way), answer).status_code == 302
    kept = PayeeAccount.objects.latest("pk")
    assert reveal(kept, "card") == "6217003760012345678"
    assert kept.card_hash == keyed_hash("card", "6217003760012345678")


def test_the_digits_of_other_scripts_are_no_card(way, at):
    answer = {"person_id": way.household.head_id, "holder": "周明贵", "card": "६२१७००३७६००१२३४५"}
    assert "应是 12 到 19 位数字" in text(at("li").post(url(way), answer))


def test_the_card_is_given_into_custody_with_a_photo_of_the_agreement(way, at):
    client = at("li")
    answer = {"person_id": way.household.head_id, "holder": "周明贵", "card": "6217000500110114000"}
    page = text(client.post(url(way), answer | {"keeper": "杨琴"}))
    assert "有人代管的，要拍下书面协议" in page
    assert "拍了代管协议，要写谁代管" in text(client.post(url(way), answer | {"sheet": photo(1)}))
    assert (
        client.post(url(way), answer | {"keeper": "杨琴", "sheet": photo(1)}).url == f"/desk/cases/{way.no}/"
    )
    assert "代管协议 2026" in text(client.get(url(way)))
    assert '<span class="jz-tag">代管</span>' in text(client.get(f"/desk/cases/{way.no}/"))


def test_the_village_has_no_such_page(way, at):
    assert url(way) not in text(at("yang").get(f"/desk/cases/{way.no}/"))
    assert at("yang").get(url(way)).status_code == 403
