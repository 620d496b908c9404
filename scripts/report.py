"""Things that deserve a look and fail nothing: long files and functions, templates nobody names, words without an entry."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LONG_FILE = 300
LONG_FUNCTION = 40
GLOSSARY = ROOT / "docs" / "glossary.md"


def main() -> None:
    section("文件偏长 · long files", long_files())
    section("函数偏长 · long functions", long_functions())
    section("无人使用的模板 · unused templates", unused_templates())
    section("词表里没有的模型 · models without a glossary entry", models_without_entry())


def section(title: str, lines: Iterator[str]) -> None:
    found = list(lines)
    if found:
        print(f"{title}：")
        print("\n".join(f"  {line}" for line in found))


def sources() -> Iterator[Path]:
    for path in sorted((ROOT / "jiuzhu").rglob("*.py")):
        if "migrations" not in path.parts:
            yield path


def long_files() -> Iterator[str]:
    for path in sources():
        lines = len(path.read_text().splitlines())
        if lines > LONG_FILE:
            yield f"{path.relative_to(ROOT)}  {lines} 行"


def long_functions() -> Iterator[str]:
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.FunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > LONG_FUNCTION:
                    yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}  {lines} 行"


def unused_templates() -> Iterator[str]:
    """Templates that no module and no other template names."""
    templates = {
        path: str(path.relative_to(folder))
        for folder in (ROOT / "jiuzhu" / "web").glob("*/templates")
        for path in folder.rglob("*.html")
    }
    text = "\n".join(path.read_text() for path in [*sources(), *templates])
    named = set(re.findall(r"""["',]([\w/.-]+\.html)(?:#[\w-]+)?(?=["',])""", text))
    yield from (str(path.relative_to(ROOT)) for path, name in sorted(templates.items()) if name not in named)


def models_without_entry() -> Iterator[str]:
    """The third column of the glossary names the code; every model should be there."""
    words = set(re.findall(r"`(\w+)", GLOSSARY.read_text())) if GLOSSARY.exists() else set()
    for path in sources():
        if "models" in path.with_suffix("").parts:
            for node in ast.parse(path.read_text()).body:
                if isinstance(node, ast.ClassDef) and is_model(node) and node.name not in words:
                    yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"


def is_model(node: ast.ClassDef) -> bool:
    return any(ast.unparse(base).endswith("Model") for base in node.bases)


if __name__ == "__main__":
    main()
