"""No branch of the law is left to chance: drawn families take each of them, or it is said why none can."""

from tests.policy.branches import HARD, UNREACHABLE, counted, seldom


def test_every_branch_of_the_law_is_taken():
    shares = counted().shares()
    assert not seldom(shares), "这些分支很少有家庭走到：\n" + "\n".join(seldom(shares))
    reached = [str(branch) for branch, (share, _) in shares.items() if share and branch.is_unreachable]
    assert not reached, "这些分支并非到不了：\n" + "\n".join(reached)
    assert len(UNREACHABLE) + len(HARD) <= 4
    assert len(shares) > 1_000
