"""Addresses of the month desk, below `desk/payments/`."""

from django.urls import path

from jiuzhu.web.desk import payments, payments_acts, payments_export, payments_lists

_MONTH = "<str:region>/<str:fund>/<str:month>/"
urlpatterns = [
    path("", payments.months, name="months"),
    path("exceptions", payments_acts.exceptions, name="month_exceptions"),
    path("exceptions/<int:pk>", payments_acts.exception, name="month_exception"),
    path("overpaid", payments_lists.overpaid_list, name="overpaid"),
    path(_MONTH, payments.month, name="month"),
    path(f"{_MONTH}act/<str:verb>", payments_acts.act, name="month_act"),
    path(f"{_MONTH}reply/<int:sequence>", payments_acts.reply, name="month_reply"),
    path(f"{_MONTH}checks/<str:check>", payments_acts.check, name="month_check"),
    path(f"{_MONTH}checks/<str:check>/<int:award>", payments_acts.finding, name="month_finding"),
    path(f"{_MONTH}changes/<str:kind>", payments_lists.change_list, name="month_changes"),
    path(f"{_MONTH}lines", payments_lists.line_list, name="month_lines"),
    path(f"{_MONTH}holds", payments_lists.hold_list, name="month_holds"),
    path(f"{_MONTH}holds/<int:hold>/release", payments_acts.release, name="month_release"),
    path(f"{_MONTH}villages", payments_lists.village_list, name="month_villages"),
    path(f"{_MONTH}export", payments_export.export, name="month_export"),
]
