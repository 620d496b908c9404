"""Whoever has a filed relative in an application neither reads nor decides it; the town's others do, or the county."""

import pytest

from jiuzhu.casework import queries as casework
from jiuzhu.casework.models import Case
from jiuzhu.documents.models import Letter
from jiuzhu.intake import queries
from jiuzhu.intake.actions import accept, note_phone, request_correction, submit, turn_away, withdraw
from jiuzhu.kernel.refusal import Refused
from jiuzhu.org.actions import appoint, enrol, file_relative, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.registry.queries import search
from tests.intake.conftest import AT, LUO, ON, scope_of, signature

SETUP = Scope.system("setup")
MISSING = [{"what": "住院发票", "who": "周明贵", "how": "拍照传来"}]


@pytest.fixture
def application(form, zhou):
    return submit(form, ON, by=scope_of(zhou), consents={"1": signature()})


@pytest.fixture
def brother(town, application):
    """The town's clerk, whose sister-in-law is named in the application."""
    login = enrol("luo", "罗春生", "not-a-real-one", by=SETUP)
    appoint(login, town, Role.CLERK, ON, by=SETUP)
    file_relative("罗春生", town, login, "妹妹", LUO["id_number"], ON, by=SETUP)
    return Scope.of(login, ON)


@pytest.fixture
def colleague(town):
    login = enrol("li", "李小兰", "not-a-real-one", by=SETUP)
    appoint(login, town, Role.CLERK, ON, by=SETUP)
    return Scope.of(login, ON)


@pytest.mark.parametrize(
    "decide",
    [
        accept,
        lambda found, on, by: request_correction(found, MISSING, on, by=by),
        lambda found, on, by: turn_away(found, {"name": "别处"}, "不归本地", on, by=by),
        lambda found, on, by: withdraw(found, on, by=by, reason="家里说不办了"),
    ],
)
def test_a_relative_decides_nothing_at_the_door(application, brother, decide):
    with pytest.raises(Refused, match="近亲属，您要回避"):
        decide(application, ON, by=brother)
    assert not Case.objects.exists()


def test_a_relative_neither_lists_nor_reads_the_application(application, brother, colleague):
    assert list(queries.waiting(brother)) == []
    with pytest.raises(Refused, match="须回避"):
        queries.application(brother, application.number)
    assert queries.application(colleague, application.number) == application


def test_the_list_of_applications_is_one_query(application, brother, django_assert_num_queries):
    with django_assert_num_queries(1):
        list(queries.waiting(brother))


def test_a_relative_opens_no_paper_of_it_and_finds_nobody_of_the_family(application, brother, colleague):
    case = accept(application, ON, by=colleague)
    assert queries.kept_from(brother) == {f"draft:{application.draft_id}", application.number, case.case_no}
    assert queries.kept_from(colleague) == set()
    assert search(brother, "周明贵") == []
    assert [person.name for person, _ in search(colleague, "周明贵")] == ["周明贵"]


def test_who_filled_in_a_form_for_their_own_relative_does_not_take_it_back(application, brother):
    application.agent_id = brother.login_id
    application.save()
    with pytest.raises(Refused, match="回避"):
        withdraw(application, ON, by=brother, reason="家里说不办了")


def test_a_relative_notes_no_phone_by_which_somebody_reaches_the_family(application, brother, colleague):
    case = accept(application, ON, by=colleague)
    with pytest.raises(Refused, match="近亲属，您要回避"):
        note_phone(case.case_no, case.applicant, "10002313750", AT, by=brother)


def test_where_everybody_is_a_relative_the_county_accepts(application, brother):
    bureau = open_office("綦江区民政局", "区民政局", Level.COUNTY, "500110", None, "", by=SETUP)
    login = enrol("wang", "王志远", "not-a-real-one", by=SETUP)
    appoint(login, bureau, Role.COUNTY, ON, by=SETUP)
    county = Scope.of(login, ON)
    case = accept(application, ON, by=county)
    assert case.county_visit == "filed"
    assert casework.case(brother, case.case_no) is None
    assert Letter.objects.filter(case_no=case.case_no).exists()


def test_the_desk_opens_no_letter_or_photo_of_a_relative_by_its_number(
    application, brother, colleague, client, settings
):
    settings.TODAY = ON
    case = accept(application, ON, by=colleague)
    letter = Letter.objects.get(case_no=case.case_no)
    for scope, status in ((brother, 404), (colleague, 200)):
        client.force_login(
            Login.objects.get(pk=scope.login_id), backend="django.contrib.auth.backends.ModelBackend"
        )
        assert client.get(f"/desk/letters/{letter.pk}").status_code == status
