"""Acts that meet or die, on a database of their own: run as a program, prints what the tables say afterwards."""

import json
import os
import signal
import threading
from collections.abc import Callable
from typing import Any

from tests.bench.measure import own_database

FAMILIES = 20
LAST_STATEMENT = 200


def meet(*acts: Callable[[], Any]) -> list[str]:
    """Run the acts at the same moment, each on its own connection; what each came to: "done" or a refusal's code."""
    from django.db import connection

    from jiuzhu.kernel.refusal import Refused

    start, ends = threading.Barrier(len(acts)), [""] * len(acts)

    def run(index: int) -> None:
        start.wait()
        try:
            acts[index]()
            ends[index] = "done"
        except Refused as refusal:
            ends[index] = refusal.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(index,)) for index in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(ends)


def die_everywhere(act: Callable[[], Any], look: Callable[[], Any]) -> list[Any]:
    """Kill a child with SIGKILL before its 1st, 2nd, 3rd … statement; what `look` sees after each death but the last
    run, which lives to the end."""
    from django.db import connection

    seen = []
    for number in range(LAST_STATEMENT):
        connection.close()
        child = os.fork()
        if child == 0:
            left = iter(range(number))

            def guard(execute, *args, left=left):  # type: ignore[no-untyped-def]
                if next(left, None) is None:
                    os.kill(os.getpid(), signal.SIGKILL)
                return execute(*args)

            with connection.execute_wrapper(guard):
                act()
            os._exit(0)
        if os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 0 and look():
            return seen
        seen.append(look())
    raise AssertionError("the act never came to its end")


def main() -> dict[str, Any]:
    """July is proposed and approved by two at once; in August each act is killed before every one of its statements."""
    from jiuzhu.benefits import actions
    from jiuzhu.benefits.models import Batch, Coverage, Due, Payment
    from jiuzhu.kernel.month import Month
    from jiuzhu.org.kinds import Role
    from jiuzhu.org.scope import Scope
    from tests.benefits import county

    def propose(month: Month, maker: Scope = county.MAKER) -> Batch:
        return actions.propose_month(county.COUNTY, "dibao", month, county.DAY, by=maker)

    def approve(month: Month, approver: Scope = county.APPROVER) -> Batch:
        return actions.approve_batch(Batch.objects.get(month=month.number), county.DAY, by=approver)

    def rows(month: Month) -> list[int]:
        of = {"month": month.number}
        paid = Payment.objects.filter(due__month=month.number)
        return [*(model.objects.filter(**of).count() for model in (Batch, Coverage, Due)), paid.count()]

    duties = ((Role.PAYER, county.COUNTY), (Role.PAY_APPROVER, county.COUNTY))
    other, third = (Scope("officer", f"officer:{number}", "周敏", duties) for number in (8, 9))
    july, august = county.BEFORE, county.MONTH
    county.make_families(FAMILIES)
    said: dict[str, Any] = {}
    said["propose"] = [meet(lambda: propose(july), lambda: propose(july, other)), rows(july)]
    said["approve"] = [meet(lambda: approve(july), lambda: approve(july, third)), rows(july)]
    deaths = die_everywhere(lambda: propose(august), lambda: any(rows(august)))
    said["killed proposing"] = [deaths, rows(august)]
    deaths = die_everywhere(lambda: approve(august), lambda: rows(august)[3])
    said["killed approving"] = [deaths, rows(august)]
    return said


if __name__ == "__main__":
    with own_database():
        print(json.dumps(main()))  # noqa: T201
