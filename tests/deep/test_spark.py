"""Ten thousand families through Spark in local mode: each value that of the columns and that of the family alone, to the fen."""

import os
import secrets
import shutil
import sys
import time

import numpy as np
import pytest

from jiuzhu.policy.engine import columns, spark
from jiuzhu.policy.engine.population import encode
from tests.policy.drawn import drawn
from tests.policy.readings import called, same

SEED = int(os.environ.get("JIUZHU_SEED") or secrets.randbelow(10**9))
FAMILIES = 10_000


@pytest.fixture
def session(monkeypatch):
    """Spark in this process, its workers in this interpreter."""
    sql = pytest.importorskip("pyspark.sql", reason="没有装 spark（PySpark）：分布的读法没有测")
    if shutil.which("java") is None:
        pytest.skip("没有 Java：分布的读法没有测")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    builder = sql.SparkSession.builder.master("local[2]").appName("jiuzhu")
    for key, value in _SETTINGS.items():
        builder = builder.config(key, value)
    started = builder.getOrCreate()
    yield started
    started.stop()


_SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "4",
    "spark.sql.execution.arrow.maxRecordsPerBatch": "1000",
}


@pytest.mark.deep
@pytest.mark.filterwarnings("default")
def test_ten_thousand_families_past_one_machine(session):
    print(f"JIUZHU_SEED={SEED}")  # noqa: T201 - so that a failure can be repeated
    here, families = next(drawn(SEED, 1, FAMILIES))
    plan, goals = here.plan, [node.name for node in here.plan.nodes]
    population = encode(plan.library, families)
    expected = called(plan, families, here.day, here.rulings)
    same(expected, columns.run(plan, population, here.day, here.rulings, goals), f"columns {here}")
    began = time.monotonic()
    frame = session.createDataFrame(spark.rows(population))
    table = spark.run(frame, plan, here.day, here.rulings, goals).toArrow().sort_by("household")
    seconds = time.monotonic() - began
    assert table["household"].to_pylist() == list(range(FAMILIES))
    for name, column in expected.items():
        found = table[name].combine_chunks()
        found = found if plan.library.entity(name) == "household" else found.flatten()
        np.testing.assert_array_equal(found.to_numpy(zero_copy_only=False), column, err_msg=f"{name} {here}")
    print(f"Spark：{FAMILIES} 户、{len(goals)} 项，{here}，{seconds:.1f} 秒，与逐户、与列逐分一致")  # noqa: T201
