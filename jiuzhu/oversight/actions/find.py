"""Go through a day's looks and note what is unusual."""

from datetime import date, datetime, timedelta

from jiuzhu.kernel.moments import day_of
from jiuzhu.org.looking import Alarm as Rule
from jiuzhu.org.looking import alarms
from jiuzhu.org.models import Post
from jiuzhu.org.scope import Scope
from jiuzhu.oversight.day import day
from jiuzhu.oversight.kinds import Outcome
from jiuzhu.oversight.models import Alarm
from jiuzhu.oversight.rules import Found, unusual
from jiuzhu.trail.record import action

LATE = timedelta(minutes=15)
"""So long after midnight the day before is gone through once more."""
SHOWN = 20
"""As many cases an alarm names."""


def find_unusual(at: datetime, *, by: Scope) -> int:
    """Note what the house rules find in the looks of the day; repeatable. How many alarms are new or have grown."""
    days = dict.fromkeys((day_of(at - LATE), day_of(at)))
    return sum(_find(on, by) for on in days)


def _find(on: date, by: Scope) -> int:
    told, posts = day(on)
    counties = {login: own[0].office.region_code[:6] for login, own in posts.items()}
    known = {(row.login_id, row.rule): row for row in Alarm.objects.filter(on=on)}
    raised = 0
    for county in set(counties.values()):
        rules = alarms(county)
        for (login, rule), found in unusual(told, rules).items():
            if counties.get(login) == county and _is_news(known.get((login, rule)), found, rules[rule]):
                raise_alarm(posts[login][0], rules[rule], found, on, by=by)
                raised += 1
    return raised


def _is_news(known: Alarm | None, found: Found, rule: Rule) -> bool:
    """Whether there is more than what stands; of a settled alarm, as much more as the rule wants."""
    if known is None:
        return True
    return found.count > known.count + (rule.most - 1 if known.outcome != Outcome.OPEN else 0)


@action("oversight.raise_alarm")
def raise_alarm(post: Post, rule: Rule, found: Found, on: date, *, by: Scope) -> Alarm:
    """Leave or refresh the alarm of an officer (by a post of theirs) for a rule and a day; a settled one opens again."""
    told = {
        "region_code": post.office.region_code,
        "count": found.count,
        "cases": list(dict.fromkeys(found.cases))[:SHOWN],
        "outcome": Outcome.OPEN,
        "reason": "",
        "settled_by": None,
        "settled_on": None,
    }
    return Alarm.objects.update_or_create(login_id=post.login_id, rule=rule.rule, on=on, defaults=told)[0]
