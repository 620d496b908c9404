"""What happens after the grant: a job is reported, a death arrives; each is a review with its hearing."""

from datetime import date
from typing import Any

from jiuzhu.benefits import actions as benefits
from jiuzhu.benefits.kinds import Ground
from jiuzhu.benefits.queries import account_of
from jiuzhu.casework import actions
from jiuzhu.casework.states import Outcome
from jiuzhu.demo.stories.enter import BANK
from jiuzhu.demo.stories.promise import keep
from jiuzhu.demo.stories.strokes import strokes
from jiuzhu.demo.stories.way import CLERK, CONFIRMER, Way
from jiuzhu.registry.models import Person


def report_job(way: Way) -> None:
    """The son's wage lifts the family above the standard: tapering, by a ruling, after a hearing."""
    open_review(way)
    way.adopt()
    way.go(1)
    way.refused(CLERK, "裁定以前提出意见", "undetermined", actions.propose)
    way.rule()
    way.propose(Outcome.CHANGE)
    heard = hear(way, "儿子刚上班，希望缓一缓再停", "可以渐退六个月，金额不变")
    settle(way, heard, Ground.REVIEW)
    keep(way, "confirmed", ["tapering"])


def death_arrives(way: Way) -> None:
    """A head who died no longer counts: another head, another account, less money, from a record of the widow heard."""
    open_review(way)
    way.adopt()
    stage = way.stage
    widow = way.people["b"]
    died = next(told["value"] for told in way.chapter.adopted if told["place"].endswith("status_since"))
    relations = {way.people["a"].pk: "spouse", widow.pk: "self"}
    actions.change_head(way.no, relations, stage.on, by=stage.scope(CLERK))
    stage.say(CLERK, f"{way.people['a'].name}已于 {died} 去世，户主改为{widow.name}", "")
    card = way.family.told["truth"]["accounts"][1]["number"]
    account = account_of(way.household.pk)
    benefits.change_payee(account, widow, BANK, card, widow.name, stage.on, by=stage.scope(CLERK))
    stage.say(CLERK, "收款账户改为" + widow.name + "本人的卡")
    way.go(1)
    way.propose(Outcome.CHANGE)
    way.refused(
        CONFIRMER, "没有听取意见就减发", "not_heard", lambda no, on, by: actions.settle(no, None, on, by=by)
    )
    heard = hear(way, "人走了，按两口人算没有意见", "孩子读书的那份照发", speaker=widow)
    settle(way, heard, Ground.DEATH)
    keep(way, "confirmed", ["change"])


def open_review(way: Way) -> None:
    """The next chapter: a review, its survey, and the departments asked again."""
    stage = way.stage
    way.chapter = way.family.chapters[way.family.chapters.index(way.chapter) + 1]
    way.first = stage.on = date.fromisoformat(way.chapter.on)
    review = actions.open_review(way.no, way.chapter.what, stage.on, by=stage.scope(CLERK))
    way.no = review.case_no
    stage.say(CLERK, f"开始复核：{way.chapter.what}", f"案件 {way.no}")
    way.survey()


def hear(way: Way, said: str, answer: str, speaker: Person | None = None) -> Any:
    """The family is heard before anything is cut, and signs."""
    stage = way.stage
    by = stage.scope(CLERK)
    hand = (speaker or way.household.head).pk
    heard = actions.record_hearing(
        way.no, said, answer, "", stage.on, by=by, strokes=strokes(5), speaker_id=hand
    )
    stage.say(CLERK, f"听取意见：“{said}”", "家庭签字")
    return heard


def settle(way: Way, heard: Any, ground: Ground) -> None:
    """Another officer decides the review."""
    stage = way.stage
    way.go(2)
    decision = actions.settle(way.no, heard, stage.on, by=stage.scope(CONFIRMER), ground=ground)
    stage.say(CONFIRMER, "作出复核决定", decision.decision_no)
