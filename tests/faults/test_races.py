"""Several at once, each a process of its own: nothing is done twice, nothing is lost."""

from jiuzhu.jobs.models import Job
from jiuzhu.jobs.queue import enqueue, work_once
from jiuzhu.org.actions import load_regions
from jiuzhu.trail.models import Block, Entry
from jiuzhu.trail.queries import records, tip
from jiuzhu.trail.seal import seal, seal_once
from jiuzhu.trail.verify import prove
from jiuzhu.vault.seal import ring
from tests.faults.children import run, together
from tests.faults.copies import copy
from tests.faults.scenarios import BY, NOW

ACTS = 20


def act_again_and_again() -> None:
    for _ in range(ACTS):
        load_regions([], by=BY)


def seal_in_small_blocks() -> int:
    blocks = 0
    while seal_once(NOW, limit=3) is not None:
        blocks += 1
    return blocks


def proven() -> tuple[str, int, int]:
    """Why the trail is broken, if it is; how many entries are sealed and how many there are."""
    proof = prove(list(records(tip())), ring().signer.public_key())
    return str(proof.broken or ""), proof.tip.number, Entry.objects.count()


def test_sealers_at_once_make_one_chain(copies):
    with copy(copies) as database:
        run(database, act_again_and_again)
        made = together(database, *[seal_in_small_blocks] * 3)
        assert run(database, proven) == ("", ACTS, ACTS)
        assert sum(made) == run(database, Block.objects.count)


def test_the_sealer_loses_no_entry_of_those_who_act_meanwhile(copies):
    with copy(copies) as database:
        together(
            database, act_again_and_again, seal_in_small_blocks, act_again_and_again, seal_in_small_blocks
        )
        run(database, lambda: seal(NOW))
        assert run(database, proven) == ("", 2 * ACTS, 2 * ACTS)


def take_a_job() -> bool:
    return work_once({"count": lambda payload: load_regions([], by=BY)}, now=NOW) is not None


def put_a_job() -> int:
    return enqueue("count", "once", {}, due_at=NOW).pk


def test_of_two_workers_one_gets_the_job(copies):
    with copy(copies) as database:
        run(database, put_a_job)
        assert sorted(together(database, take_a_job, take_a_job)) == [False, True]
        assert run(database, Entry.objects.count) == 1


def test_who_enqueue_the_same_job_at_once_enqueue_one(copies):
    with copy(copies) as database:
        assert len(set(together(database, put_a_job, put_a_job, put_a_job))) == 1
        assert run(database, Job.objects.count) == 1
