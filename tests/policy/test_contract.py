"""The contract's own example, word for word."""

from jiuzhu.policy.determine import determine
from jiuzhu.policy.edition import shipped
from jiuzhu.policy.family import read

EXAMPLE = """
region: "500110"
area: urban
date: 2025-08-01
assume: complete
members:
  - {id: a, relation: self, age: 71, disability: [{kind: intellectual, grade: 3}]}
  - {id: b, relation: child, age: 45}
"""


def test_the_example_of_the_contract_gives_1640_yuan():
    result = determine(read(EXAMPLE), shipped())
    dibao = result["results"]["dibao"]
    assert (dibao["status"], dibao["monthly_fen"], dibao["from_month"]) == ("eligible", 164000, "2025-08")
    assert [(p["part"], p.get("kind"), p["fen"]) for p in dibao["parts"]] == [
        ("difference", None, 154000),
        ("topup", "age_70", 6000),
        ("topup", "disabled", 4000),
    ]
    assert result["classification"] == {"household": "dibao", "members": {}, "outside": []}
