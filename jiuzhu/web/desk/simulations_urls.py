"""Addresses of what-ifs, below `desk/policy/simulations/`."""

from django.urls import path

from jiuzhu.web.desk import simulations, simulations_ask, simulations_export

urlpatterns = [
    path("", simulations.scenarios, name="scenarios"),
    path("new", simulations_ask.new, name="scenario_new"),
    path("compare", simulations.compare, name="scenario_compare"),
    path("<int:pk>/", simulations.scenario, name="scenario"),
    path("<int:pk>/families/<slug:kind>", simulations.families, name="scenario_families"),
    path("<int:pk>/export", simulations_export.export, name="scenario_export"),
]
