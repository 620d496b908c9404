"""Addresses of the family's pages, and of the same form in an agent's hands."""

from django.urls import path

from jiuzhu.web.citizen import (
    agent,
    apply,
    calculator,
    consents,
    mine,
    money,
    papers,
    reasons,
    sign_in,
    withdraw,
)

app_name = "citizen"
urlpatterns = [
    path("", mine.mine, name="mine"),
    path("calculator", calculator.calculator, name="calculator"),
    path("login", sign_in.sign_in, name="sign_in"),
    path("code", sign_in.code, name="code"),
    path("logout", sign_in.sign_out, name="sign_out"),
    path("apply", apply.begin, name="apply"),
    path("apply/remove/<str:key>", apply.remove, name="remove"),
    path("apply/<path:page_id>", apply.page, name="page"),
    path("photos/<str:number>", papers.supply, name="supply"),
    path("photo/<int:paper_id>", papers.photo, name="photo"),
    path("progress/<str:number>", mine.progress, name="progress"),
    path("progress/<str:number>/withdraw", withdraw.withdraw, name="withdraw"),
    path("money", money.money, name="money"),
    path("money/why", reasons.in_force, name="why_now"),
    path("messages", mine.messages_page, name="messages"),
    path("messages/<int:message_id>", mine.read_message, name="read_message"),
    path("letter/<int:letter_id>", mine.letter, name="letter"),
    path("consents", consents.consents, name="consents"),
    path("consents/<int:consent_id>/withdraw", consents.withdraw, name="withdraw_consent"),
    path("sign/<int:invitation_id>", consents.sign, name="sign"),
    path("sign/<int:invitation_id>/decline", consents.decline, name="decline"),
    path("why/<str:case_no>", reasons.reasons, name="reasons"),
    path("agent", agent.desk, name="agent"),
    path("agent/<int:draft_id>/remove/<str:key>", agent.remove, name="agent_remove"),
    path("agent/<int:draft_id>/<path:page_id>", agent.page, name="agent_page"),
]
