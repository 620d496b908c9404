"""What the story promises of a decision, compared with what the product holds: amounts to the fen, stages, letters, clocks."""

from typing import Any

from jiuzhu.benefits.queries import open_award_of
from jiuzhu.casework import queries
from jiuzhu.demo.stories.way import CONFIRMER, Way
from jiuzhu.documents.queries import letters_about
from jiuzhu.kernel.fen import parse_yuan


def keep(way: Way, stage: str, letters: list[str]) -> None:
    """Compare the case in hand with the chapter's outcome."""
    scope, told, expect = way.stage.scope(CONFIRMER), way.chapter.outcome, way.stage.expect
    view = queries.view(scope, way.no, way.stage.on)
    if view is None or view.determination is None:
        expect("案件", None, way.no)
        return
    expect("阶段", view.case.stage, stage)
    written = [letter.kind for letter in letters_about(scope, [way.no])]
    expect("文书", written, letters)
    for clock in view.clocks:
        if clock.clock.key == "db.total_delegated":
            expect("全程期限", clock.state, "met")
            expect("全程按期", clock.clock.met_on <= clock.clock.due_on, True)
    _result(way, view.determination.result, told)
    award = open_award_of(way.household.pk)
    paid = told["status"] == "eligible" and "monthly" in told
    expect(
        "在发金额（分）", award.monthly_fen if award else None, parse_yuan(told["monthly"]) if paid else None
    )


def _result(way: Way, result: dict[str, Any], told: dict[str, Any]) -> None:
    expect, found = way.stage.expect, result["results"][told["programme"]]
    names = {str(person.pk): name for name, person in way.people.items()}
    expect("结论", found["status"], told["status"])
    expect("不再需要人工确定", (found["missing"], found["for_a_person_to_decide"]), ([], []))
    if "difference" in told:
        parts = {part["part"]: part["fen"] for part in found["parts"] if part["part"] == "difference"}
        expect("补差（分）", parts, {"difference": parse_yuan(told["difference"])})
        given: dict[str, int] = {}
        for part in found["parts"]:
            if part["part"] == "topup":
                name = names[part["member"]]
                given[name] = given.get(name, 0) + part["fen"]
        promised = {name: parse_yuan(amount) for name, amount in told.get("topups", {}).items()}
        expect("分类重点救助（分）", given, promised)
    if "household" in told:
        expect("家庭身份", result["classification"]["household"], told["household"])
    if "refused" in told:
        expect("不符合的事项", result["results"][told["refused"]]["status"], "ineligible")
    if "persons" in told:
        expect("保障对象", [names[person] for person in found["persons"]], told["persons"])
    if "left_out" in told:
        expect(
            "不计入的成员",
            [names[person] for person in result["classification"]["outside"]],
            told["left_out"],
        )
