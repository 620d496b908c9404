"""A town with its officers, and a family of three that asks for 低保."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from jiuzhu.assessment.actions import claim
from jiuzhu.benefits.actions import open_account
from jiuzhu.casework import actions
from jiuzhu.casework.actions.visit import Hand, VisitForm
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.kernel.idnumber import with_check_digit
from jiuzhu.org.actions import appoint, enrol, load_regions, open_office
from jiuzhu.org.kinds import Level, Role
from jiuzhu.org.models import Login
from jiuzhu.org.scope import Scope
from jiuzhu.registry.actions import NewMember, register_household
from jiuzhu.registry.kinds import Relation
from tests.standing import standing

SETUP = Scope.system("setup")
VILLAGE = "500110114001"
UNASKED = "测试里没有来源可问"
"""Why this family is proposed for without a report."""
OPENED, VISITED, POSTED, DECIDED = date(2026, 11, 2), date(2026, 11, 5), date(2026, 11, 9), date(2026, 11, 17)


def strokes(shade=0):
    """A signature as a phone's screen sends it."""
    out = BytesIO()
    Image.new("L", (40, 20), shade).save(out, "PNG")
    return out.getvalue()


@dataclass
class Town:
    """Who works here: 小李 and 小陈 (经办), 老刘 (确认), 老王 (区), 杨琴 (协理员), and a clerk of another town."""

    li: Login
    chen: Login
    liu: Login
    wang: Login
    yang: Login
    stranger: Login

    def scope(self, name):
        return Scope.of(getattr(self, name), DECIDED)


@standing
def open_town():
    load_regions(
        [
            {"code": "500110", "name": "綦江区", "level": "county", "parent": "500000"},
            {"code": "500110114", "name": "三角镇", "level": "town", "parent": "500110"},
            {"code": "500110109", "name": "东溪镇", "level": "town", "parent": "500110"},
            {"code": VILLAGE, "name": "三角社区", "level": "village", "parent": "500110114"},
        ],
        by=SETUP,
    )
    bureau = open_office("綦江区民政局", "区民政局", Level.COUNTY, "500110", None, "023-00110001", by=SETUP)
    office = open_office(
        "重庆市綦江区三角镇人民政府", "三角镇", Level.TOWN, "500110114", bureau, "023-00110114", by=SETUP
    )
    other = open_office(
        "重庆市綦江区东溪镇人民政府", "东溪镇", Level.TOWN, "500110109", bureau, "023-00110109", by=SETUP
    )
    village = open_office("三角社区居委会", "三角社区", Level.VILLAGE, VILLAGE, office, "", by=SETUP)

    def officer(username, name, where, role):
        login = enrol(username, name, "not-a-real-one", by=SETUP)
        appoint(login, where, role, OPENED, by=SETUP)
        return login

    return Town(
        officer("li", "李小兰", office, Role.CLERK),
        officer("chen", "陈雪梅", office, Role.CLERK),
        officer("liu", "刘国强", office, Role.CONFIRMER),
        officer("wang", "王志远", bureau, Role.COUNTY),
        officer("yang", "杨琴", village, Role.ASSISTANT),
        officer("zhou", "周晓东", other, Role.CLERK),
    )


@pytest.fixture
def town(db):
    return open_town()


def register(*extra):
    """周明贵 and who else lives with him."""
    head = NewMember(
        "周明贵", with_check_digit("51022319820314901"), Relation.SELF, registered_region="500110114"
    )
    return register_household([head, *extra], VILLAGE, "urban", "", OPENED, by=SETUP)


class Way:
    """A case on its way; each verb is the act of that name by the right officer on the right day."""

    def __init__(self, town, wage="1200", extra=()):
        self.town = town
        self.household = register(*extra)
        with_card = town.scope("li")
        self.case = actions.open_case("SQ-2026-0001", self.household, "dibao", OPENED, by=with_card)
        self.no = self.case.case_no
        self.say(self.household.head_id, "income.wage", {"per_month": wage})
        self.say(None, "assume", "complete")
        open_account(
            self.household,
            self.household.head,
            "nongshang",
            "6217000500110114",
            "周明贵",
            OPENED,
            by=with_card,
        )

    def say(self, person_id, key, value, kind="declared", on=OPENED):
        return claim(self.no, person_id, key, value, kind, "", on, on, by=SETUP)

    def visit(self, by="li", second="chen", on=VISITED, **form):
        hands = [Hand(strokes(2), self.household.head_id)]
        signed = {"second_strokes": strokes(1), "family": hands} | form
        form = VisitForm(on, "周明贵", "两间平房，家电老旧", **signed)
        return actions.record_visit(self.no, form, getattr(self.town, second), on, by=self.town.scope(by))

    def to_proposal(self):
        actions.start_survey(self.no, OPENED, by=self.town.scope("li"))
        self.visit()
        return self.propose()

    def propose(self, on=POSTED):
        return actions.propose(self.no, on, by=self.town.scope("li"), unverified=UNASKED)

    def to_notice(self):
        self.to_proposal()
        posting = actions.give_notice(self.no, POSTED, by=self.town.scope("li"))
        return posting

    def contest(self, text="不实", contact="", on=POSTED):
        """Somebody objects, and the clerk takes it up: the notice comes down."""
        said = actions.object_to(self.no, text, contact, on, by=SETUP)
        actions.take_objection(self.no, on, by=self.town.scope("li"))
        return said

    def prove(self, on=POSTED):
        yang = self.town.scope("yang")
        photo = take_paper(
            self.no, PaperKind.POSTING_PHOTO, BytesIO(strokes(9)), by=yang, region_code=VILLAGE, on=on
        )
        return actions.prove_posted(self.no, photo, on, by=yang)

    def confirm(self, by="liu", on=DECIDED):
        return actions.confirm(self.no, on, by=self.town.scope(by))


@standing
def way_of_three(town):
    """周明贵 with his wife and their child at school."""
    return Way(
        town,
        extra=[
            NewMember("罗春梅", with_check_digit("51022319840802914"), Relation.SPOUSE),
            NewMember("周雨涵", with_check_digit("50011020130521928"), Relation.CHILD),
        ],
    )


@pytest.fixture
def way(town):
    return way_of_three(town)
