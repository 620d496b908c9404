"""Acts of verification: consent, ask, receive, enter by hand, correct what was, explain."""

from jiuzhu.verification.actions.ask import Asked, ask
from jiuzhu.verification.actions.consent import authorise, revoke, revoke_on_paper
from jiuzhu.verification.actions.correct import correct
from jiuzhu.verification.actions.enter import enter
from jiuzhu.verification.actions.erase import erase_delivered
from jiuzhu.verification.actions.explain import explain
from jiuzhu.verification.actions.invite import decline_invitation, invite, sign_invitation
from jiuzhu.verification.actions.perform import perform_query
from jiuzhu.verification.actions.receive import receive, receive_all
from jiuzhu.verification.kinds import JOB

__all__ = [
    "JOB", "Asked", "ask", "authorise", "correct", "decline_invitation", "enter", "erase_delivered", "explain", "invite", "perform_query", "receive",
    "receive_all", "revoke", "revoke_on_paper",
    "sign_invitation",
]  # fmt: skip
