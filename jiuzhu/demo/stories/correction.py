"""What an application lacks is told once, and photographed by the family."""

from io import BytesIO

from jiuzhu.demo.stories.strokes import photo
from jiuzhu.demo.stories.way import CLERK, Way
from jiuzhu.documents.actions import take_paper
from jiuzhu.documents.kinds import PaperKind
from jiuzhu.intake import actions as intake
from jiuzhu.intake.models import Application
from jiuzhu.org.scope import Scope

MISSING = [
    {"what": "受伤的补偿协议书", "who": "本人", "how": "拍照上传，每页都要"},
    {"what": "医院发票", "who": "本人", "how": "拍照上传，金额要看得清"},
]
"""What a family that was hurt far from home has to bring: no department knows of it."""


def ask_correction(way: Way, application: Application) -> None:
    """The town says once what is missing; the family's days do not count."""
    stage = way.stage
    by = stage.scope(CLERK)
    intake.request_correction(application, MISSING, stage.on, by=by)
    stage.say(CLERK, "一次性告知补正", "、".join(item["what"] for item in MISSING))
    stage.refused(
        CLERK, "第二次要求补正", "asked_before",
        lambda: intake.request_correction(application, MISSING, stage.on, by=by),
    )  # fmt: skip


def supply(way: Way, application: Application) -> None:
    """The family photographs what was missing."""
    stage, resident = way.stage, application.resident
    resident.refresh_from_db()
    by = Scope.resident(resident.pk, resident.person_id, resident.name)
    for number, item in enumerate(MISSING):
        picture = BytesIO(photo(number))
        take_paper(application.number, PaperKind.OTHER, picture, by=by, region_code=application.region_code, on=stage.on, note=item["what"])  # fmt: skip
    intake.supply(application, stage.on, by=by)
    stage.say(way.head["name"], f"补交 {len(MISSING)} 样材料")
