"""The pages of rounds by calendar and of the visit list."""

from datetime import date

from jiuzhu.recheck.models import Schedule

PLACE = "/desk/verification/rounds/"
TOLD = {"region_code": "500110", "template": "review", "months": "6", "day": "5"}


def text(answer):
    return answer.content.decode()


def test_the_county_sets_a_calendar_sees_the_next_day_and_stops_it(at):
    desk = at("wang", date(2026, 12, 28))
    assert "多久一次由区里定" in text(desk.get(PLACE))
    assert desk.post(f"{PLACE}calendar", TOLD | {"day": "31"}).status_code == 422
    assert "2027-01-05" in text(desk.post(f"{PLACE}calendar", TOLD, follow=True))
    page = text(desk.get(PLACE))
    assert "每 6 个月 5 日" in page and "下一次 <b>2027-01-05</b>" in page
    desk.post(f"{PLACE}calendar/{Schedule.objects.get().pk}/end")
    assert "多久一次由区里定" in text(desk.get(PLACE))


def test_a_clerk_sees_the_calendar_and_sets_none(at):
    assert "设定按期复核" not in text(at("li").get(PLACE))
    assert at("li").get(f"{PLACE}calendar").status_code == 403
