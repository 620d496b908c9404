# 救助: every command of the house. `make help` prints itself from the ## remarks.
PYTHON ?= $(shell for p in python3.11 python3 python3.12 python3.13; do $$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' 2>/dev/null && { echo $$p; break; }; done)
PORT ?= 8000
BIN := .venv/bin
export UV_SYSTEM_CERTS := 1

.DEFAULT_GOAL := help
.PHONY: help setup demo reset test test-quick test-deep check house types fix bench bench-small evidence mutants branches docs python

help: ## 列出这些命令 · this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

python:
	@test -n "$(PYTHON)" || { echo "✗ 需要 Python 3.11 至 3.13（apt install python3）· Python 3.11 to 3.13 is needed" >&2; exit 1; }

setup: python ## 装好 .venv、jiuzhu 命令和检查工具 · prepare .venv with the jiuzhu command and the tools of check
	@$(PYTHON) scripts/bootstrap.py

demo: python ## 起演示环境，Ctrl-C 停 · raise and run the demonstration (PORT=8000)
	@$(PYTHON) scripts/bootstrap.py --no-dev
	@PORT=$(PORT) exec $(BIN)/jiuzhu demo

reset: python ## 丢弃演示数据（先问）· throw the demonstration's data away, after asking
	@$(PYTHON) scripts/reset.py

test: setup ## 全部测试：检查、SQLite 与 PostgreSQL、浏览器 · everything (about 20 min)
	@$(BIN)/python scripts/tests.py all

test-quick: setup ## 只在 SQLite 上、不用浏览器 · on SQLite, no browser (2 min)
	@$(BIN)/python scripts/tests.py quick

test-deep: setup ## 长时间的证明，打印种子 · long proofs, seeds printed (up to 4 h)
	@$(BIN)/python scripts/tests.py deep

check: setup ## 格式、风格、类型、层次、迁移 · format, lint, types, layers, migrations (1 min)
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target types house

house:
	@$(BIN)/ruff format --check --quiet .
	@$(BIN)/ruff check --quiet .
	@$(BIN)/pytest tests/architecture
	@$(BIN)/python scripts/report.py

types:
	@JIUZHU_TESTING=1 JIUZHU_HOME=.tools/home $(BIN)/mypy

fix: setup ## 改正格式和能自动改的风格 · format, and mend what ruff can
	@$(BIN)/ruff check --quiet --fix . ; $(BIN)/ruff format --quiet .

bench: setup ## 打印各项性能指标 · one line a measure
	@$(BIN)/python scripts/bench.py

bench-small: setup ## 十分之一规模 · the same at a tenth of the size
	@$(BIN)/python scripts/bench.py --small

branches: setup ## 抽到的家庭走过法规的每个分支多少次 · how often drawn families took each branch of the law
	@$(BIN)/python -m tests.policy.branches

mutants: setup ## 逐处改动法规，看案例是否察觉 · change the law in one place at a time; do the cases notice? (50 min)
	@$(BIN)/python scripts/mutants.py

evidence: setup ## 运行每项成果背后的命令，写出数字表 · run the command behind each part, write the table of figures
	@$(BIN)/python scripts/evidence.py one-family law-as-code

docs: setup ## 检查文档里的链接 · check that the links of the documents lead somewhere
	@$(BIN)/python scripts/docs.py
