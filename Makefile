# Dialog needs Python 3.11 and make; everything else is brought into this folder.
SHELL := /bin/sh
PYTHON ?= python3.11
UV := .tools/bin/uv
APP := .venv/bin/python
ENGINE := .venv-engine/bin/python
NEEDED_MB := 4000

.DEFAULT_GOAL := help
.PHONY: help setup run demo shell test check unit engine-test model-test e2e browser bench load soak strings lock clean

help: ## Show what can be done
	@awk 'BEGIN {FS = ":.*## "} /^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: .venv/.made .venv-engine/.made ## Bring both environments (the first two commands do it themselves)

run: setup ## Start everything: web chat at http://127.0.0.1:8080/
	@$(APP) -m bot up

demo: setup ## Start the same with sample talks and accounts, on a folder that is deleted at the end
	@$(APP) -m bot demo

shell: setup ## Talk with the engine in a terminal; needs `make run` beside it for the actions
	@DIALOG_ACTIONS_PORT=$${DIALOG_ACTIONS_PORT:-5055} \
	DIALOG_ENGINE_TOKEN=$$(cat $${DIALOG_DATA_DIR:-.data}/run/engine.token) RASA_TELEMETRY_ENABLED=false \
	.venv-engine/bin/rasa shell --model $${DIALOG_DATA_DIR:-.data}/models/current.tar.gz

test: setup check unit engine-test model-test e2e browser ## Everything that must pass
	@echo "All lanes passed."

check: setup ## Format, lint, types, layers, catalogues, Rasa's own check of the data
	@echo "== check"
	@.venv/bin/ruff format --check .
	@.venv/bin/ruff check .
	@.venv/bin/mypy bot actions nlu/text
	@.venv/bin/mypy --python-executable $(ENGINE) --cache-dir .mypy_cache/engine nlu
	@PYTHONPATH=. .venv/bin/lint-imports --no-logo 2>/dev/null || PYTHONPATH=. .venv/bin/lint-imports
	@$(APP) -m bot.operations.data_check

unit: setup ## The app: units, contracts and channels, on SQLite, and on PostgreSQL where it is installed
	@echo "== unit"
	@$(APP) -m pytest tests/bot tests/actions tests/nlu/text tests/contracts tests/conformance

engine-test: setup ## The engine's components, channel and responses, in its environment
	@echo "== engine"
	@$(ENGINE) -m pytest -c tests/engine/pytest.ini --confcutdir tests/engine tests/engine

model-test: setup ## Trains if the data changed, and checks the floors of each language
	@echo "== model"
	@$(APP) -m bot train
	@$(APP) -m pytest tests/model

e2e: setup ## All processes: a talk in four scripts, kills, limits
	@echo "== e2e"
	@$(APP) -m pytest tests/e2e

browser: setup ## The web chat in a real browser
	@echo "== browser"
	@$(APP) -m pytest -rs tests/browser

bench: setup ## Measure understanding and turn times for docs/benchmarks.md; BENCH="--public DIR --diet" adds to it
	@$(APP) -m tests.load.understanding $(BENCH)
	@$(APP) -m tests.load.turns

load: setup ## Many citizens at once against a running house; the console with 50 officers
	@$(APP) -m tests.load.crowd
	@$(APP) -m tests.load.console
	@$(APP) -m tests.load.console --postgres --messages 1000000

soak: setup ## Kill processes at random, 20,000 messages through every fault, a million steps of the handoff; nothing may be lost
	@$(APP) -m tests.load.kills --seconds 600
	@$(APP) -m tests.load.faults --messages 20000
	@$(APP) -m tests.load.machine --steps 1000000

strings: setup ## Bring changed English texts into the catalogues
	@PYTHONPATH=. .venv/bin/pybabel -q extract -F bot/locale/babel.cfg -k N_ -k NN_:1,2 -c Translators: --no-location \
	  --sort-output --project Dialog --copyright-holder Dialog -o bot/locale/dialog.pot .
	@for locale in sq sr_Latn; do .venv/bin/pybabel -q update -D dialog -d bot/locale -l $$locale \
	  -i bot/locale/dialog.pot --no-fuzzy-matching --ignore-obsolete --ignore-pot-creation-date -w 100; \
	  .venv/bin/pybabel compile --statistics -l $$locale -i bot/locale/$$locale/LC_MESSAGES/dialog.po -o /dev/null; done

lock: $(UV) ## Renew the locks of both environments
	@$(UV) lock --upgrade
	@$(UV) export -q --format requirements-txt --no-header --only-group app --only-group dev -o requirements/app.txt
	@$(UV) export -q --format requirements-txt --no-header --only-group engine --only-group engine-test -o requirements/engine.txt

clean: ## Remove environments, models and caches; the data folder's database stays
	rm -rf .venv .venv-engine .tools .mypy_cache .ruff_cache .pytest_cache .hypothesis .data/models .data/rasa-cache

$(UV): requirements/tools.txt
	@command -v $(PYTHON) >/dev/null || { echo "Dialog needs Python 3.11: install it, or say where it is with make PYTHON=…"; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' || { echo "$(PYTHON) is not Python 3.11; say where that is with make PYTHON=…"; exit 1; }
	@df -Pm . | awk 'NR == 2 && $$4 < $(NEEDED_MB) {print "The disk is nearly full: " $$4 " MB free, $(NEEDED_MB) MB needed."; exit 1}'
	@echo "Bringing uv …"
	@$(PYTHON) -m venv .tools
	@.tools/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/tools.txt
	@touch $(UV)

.venv/.made: requirements/app.txt | $(UV)
	@echo "Bringing the app's environment (0.5 GB) …"
	@$(UV) venv -q --allow-existing --no-python-downloads --python $(PYTHON) .venv
	@$(UV) pip sync -q --compile-bytecode --python $(APP) --require-hashes requirements/app.txt
	@touch $@

.venv-engine/.made: requirements/engine.txt | $(UV)
	@echo "Bringing the engine's environment (2 GB, some minutes) …"
	@$(UV) venv -q --allow-existing --no-python-downloads --python $(PYTHON) .venv-engine
	@$(UV) pip sync -q --compile-bytecode --python $(ENGINE) --require-hashes requirements/engine.txt
	@touch $@
