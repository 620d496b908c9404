"""No branch of the law is left to chance: drawn families take each of them, or it is said why none can."""

import pytest

from tests.policy.branches import HARD, UNREACHABLE, counted, seldom

pytestmark = pytest.mark.deep


def test_every_branch_of_the_law_is_taken():
    shares = counted().shares()
    assert not seldom(shares), "这些分支很少有家庭走到：\n" + "\n".join(seldom(shares))
    taken = {
        key: [share for branch, (share, _) in shares.items() if branch.key == key] for key in UNREACHABLE
    }
    assert all(0 in found for found in taken.values()), f"这些分支在每一处都有家庭走到：{taken}"
    assert len(UNREACHABLE) + len(HARD) <= 4
    assert len(shares) > 1_000
