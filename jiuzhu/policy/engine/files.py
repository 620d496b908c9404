"""The files of the law: where they may stand, and the list of documents that a folder has read."""

from collections.abc import Iterator, Mapping
from datetime import date

from jiuzhu.policy.engine.faults import Fault, LawFault, neighbours
from jiuzhu.policy.engine.lawyaml import Lined, load_yaml
from jiuzhu.policy.engine.numbers import is_region

YAML = ("numbers.yaml", "sources.yaml", "programmes.yaml", "wanted.yaml")
_ABOUT = ("title", "from", "until", "read")


def place_faults(path: str) -> Iterator[Fault]:
    """What would keep a file from ever being read: a folder that is no place, a name that nobody looks for."""
    folder, _, rest = path.partition("/")
    if not (folder == "nation" or is_region(folder)) or not rest:
        yield Fault(path, 0, f"第一层文件夹应是 nation 或者 6、9、12 位区划代码，现在是“{folder}”")
    name = path.rpartition("/")[2]
    if name.endswith((".yaml", ".yml")) and name not in YAML:
        hint = neighbours(name, YAML)
        yield Fault(path, 0, f"没有叫 {name} 的政策文件{hint or '；可用：' + '、'.join(YAML)}")


def read_sources(path: str, text: str) -> Mapping[str, Mapping[str, str]]:
    """{name: {title, from, until, read}}. Raises LawFault with all that is wrong."""
    told, faults = load_yaml(path, text), list[Fault]()
    for name, about in told.items():
        line = told.line_of(name)
        if not isinstance(about, Lined) or not about.get("title"):
            faults.append(
                Fault(path, line, f"依据文件“{name}”没有 title；应写成 {name}: {{title: 全名, read: 全文}}")
            )
            continue
        for key, value in about.items():
            where = about.line_of(key)
            if key not in _ABOUT:
                faults.append(Fault(path, where, f"依据文件“{name}”不认识 {key}{neighbours(key, _ABOUT)}"))
            elif key in ("from", "until") and not _is_day(value):
                faults.append(
                    Fault(path, where, f"依据文件“{name}”的 {key} {value} 不是日期，请写成 2025-07-01")
                )
    if faults:
        raise LawFault(faults)
    return told


def _is_day(text: object) -> bool:
    try:
        date.fromisoformat(str(text))
    except ValueError:
        return False
    return True
