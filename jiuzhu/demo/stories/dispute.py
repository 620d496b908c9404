"""The family objects to what was found: its paper is kept, whoever said so is asked again, and nothing is proposed meanwhile."""

from io import BytesIO

from jiuzhu.casework import actions
from jiuzhu.casework.disputes import disputes
from jiuzhu.demo.stories.strokes import photo
from jiuzhu.demo.stories.way import CLERK, Way
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.verification import words


def dispute(way: Way) -> None:
    """As the family's story tells it; nothing where it tells of no objection."""
    told, stage = way.family.told.get("dispute"), way.stage
    if told is None:
        return
    by, village, key = stage.scope(CLERK), way.family.told["village"], told["key"]
    paper = take_paper(
        way.no,
        PaperKind.OTHER,
        BytesIO(photo(7)),
        by=by,
        region_code=village,
        on=stage.on,
        note=told["brings"],
    )
    row = actions.dispute_fact(way.no, None, key, told["says"], stage.on, by=by, papers=[paper])
    what = words.label(key)
    stage.say(way.head["name"], f"对查到的{what}有异议，拿来{told['brings']}", f"“{told['says']}”")
    way.refused(CLERK, "异议没有定就提出意见", "open_disputes", actions.propose)
    stage.deliver(stage.on)
    stage.work()
    (one,) = disputes(by, row.case, None, key, purpose="办理本案")
    stage.expect("重新问的都答了", one.is_answered, True)
    stage.expect("凭据在异议里", list(one.papers), [paper])
    asked = "、".join(dict.fromkeys(each.label for each in one.answers))
    now = words.told(one.now.value, key) if one.now else "和原来一样"
    stage.say(CLERK, f"向{asked}重新核对{what}", now)
