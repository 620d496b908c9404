"""Addresses of the officers' pages."""

from django.urls import include, path

from jiuzhu.web.desk import (
    account,
    acts,
    adopt,
    application,
    case,
    cooperation,
    explanation,
    fact,
    papers,
    policy,
    publicity,
    search,
    sign_in,
    verification,
    visit,
    worklist,
)

app_name = "desk"
urlpatterns = [
    path("", worklist.worklist, name="worklist"),
    path("login", sign_in.login, name="login"),
    path("logout", sign_in.logout, name="logout"),
    path("search", search.search, name="search"),
    path("applications/<str:number>/", application.application, name="application"),
    path("applications/<str:number>/accept", application.accept, name="accept"),
    path("applications/<str:number>/correct", application.correct, name="correct"),
    path("applications/<str:number>/elsewhere", application.turn_away, name="turn_away"),
    path("cases/", search.cases, name="cases"),
    path("cases/<str:case_no>/", case.case, name="case"),
    path("cases/<str:case_no>/person/<int:person_id>", case.person, name="person"),
    path("cases/<str:case_no>/explanation", explanation.explanation, name="explanation"),
    path("cases/<str:case_no>/fact", fact.fact, name="fact"),
    path("cases/<str:case_no>/verification", verification.report, name="report"),
    path("cases/<str:case_no>/visit", visit.visit, name="visit"),
    path("cases/<str:case_no>/prove", publicity.prove, name="prove"),
    path("cases/<str:case_no>/account", account.account, name="account"),
    path("cases/<str:case_no>/adopt", adopt.adopt, name="adopt"),
    path("cases/<str:case_no>/ruling", adopt.ruling, name="ruling"),
    path("cases/<str:case_no>/ruling/<int:ruling_id>", adopt.second, name="second"),
    path("cases/<str:case_no>/act/<slug:verb>", acts.act, name="act"),
    path("cooperation/<str:number>/", cooperation.cooperation, name="cooperation"),
    path("letters/<int:letter_id>", papers.letter, name="letter"),
    path("papers/<int:paper_id>", papers.paper, name="paper"),
    path("verification/", verification.cases, name="verification"),
    path("publicity/", publicity.publicity, name="publicity"),
    path("policy/", policy.policy, name="policy"),
    path("payments/", include("jiuzhu.web.desk.payments_urls")),
]
