# The front door: `make` alone lists the words. Nothing is needed but Python 3.11+.
# Every recipe is one or two commands that may as well be typed.
SHELL := /bin/bash
.DEFAULT_GOAL := help
PYTHON ?= python3
BIN := .venv/bin
OFFERS ?= 6000
SOURCE ?=
# Packages are installed uncompiled: Python keeps what it compiles of them. Where it
# is told not to, each command would compile a thousand modules again.
export PYTHONDONTWRITEBYTECODE :=

# Simulated, replayed and real offers never meet: each has a folder of its own, and
# these words follow the one that was filled last.
WAREHOUSE := eval "$$($(BIN)/python -m ingestion env)" &&

.PHONY: help
help: ## list these words
	@grep -hE '^[a-z-]+:.*## ' Makefile | awk -F ':.*## ' '{printf "  %-17s %s\n", $$1, $$2}'

.PHONY: setup
setup: .venv/ready profiles.yml ## make the virtual environment from the lock

.venv/ready: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Vigie needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	@echo "Installing the packages of requirements.lock into .venv (a minute or two) ..." >&2
	@$(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-compile --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch .venv/ready

profiles.yml: profiles.example.yml
	@cp profiles.example.yml profiles.yml

.PHONY: env
env: setup ## print the shell lines of native commands: eval "$(make -s env)"
	@$(BIN)/python -m ingestion env

.PHONY: db
db: setup ## start the warehouse and make its roles and raw tables
	@$(BIN)/python -m ingestion db

.PHONY: demo
demo: setup ## from simulated publishers to the dashboard, nine weeks of offers
	@$(BIN)/python -m orchestration demo --offers $(OFFERS)

.PHONY: replay
replay: setup ## the same over recorded offers: make replay DATA=folder
	@test -n "$(DATA)" || { echo 'name the folder: make replay DATA=../shared/data/real'; exit 1; }
	@$(BIN)/python -m orchestration replay --data "$(DATA)"

.PHONY: run
run: setup ## the real publishers: collect, load, gate, build, gate, publish
	@$(BIN)/python -m orchestration run

.PHONY: rebuild
rebuild: setup ## drop raw Postgres and fill it from the lake, without any fetch
	@$(BIN)/python -m ingestion rebuild $(SOURCE)

.PHONY: expect
expect: setup ## run both gates
	@$(WAREHOUSE) $(BIN)/python -m expectations raw && $(BIN)/python -m expectations marts

.PHONY: build
build: setup ## from raw to published: gate, dbt build, gate, publish
	@$(BIN)/python -m orchestration build

BASE = HEAD
.PHONY: changed
changed: setup ## build what differs from a commit, and all that follows: make changed BASE=main
	@rm -rf target/base && mkdir -p target/base && git archive $(BASE) | tar -x -C target/base
	@$(WAREHOUSE) { $(BIN)/dbt parse --quiet --project-dir target/base --target-path ../base_state && \
		$(BIN)/dbt build --full-refresh --select state:modified+ --state target/base_state; }

.PHONY: app
app: setup ## serve the dashboard over what is published
	@$(WAREHOUSE) $(BIN)/streamlit run streamlit_app/app.py

.PHONY: report
report: setup ## write target/report.html: a dashboard in one file, without a server
	@$(WAREHOUSE) $(BIN)/python -m report

.PHONY: insights
insights: setup ## run the notebooks, and write what they found to docs/insights.md
	@$(WAREHOUSE) $(BIN)/python -m notebooks

.PHONY: docs
docs: setup ## build the guides and the dbt docs into one site, target/site
	@$(WAREHOUSE) $(BIN)/dbt docs generate --static --quiet
	@$(BIN)/sphinx-build -q -W --keep-going -b html docs target/site
	@mkdir -p target/site/dbt && cp target/static_index.html target/site/dbt/index.html && echo "target/site/index.html"

.PHONY: slides
slides: setup ## print the presentation, with the published figures, to target/slides.pdf
	@$(WAREHOUSE) $(BIN)/python docs/slides/build.py && echo "target/slides.pdf"

.PHONY: lint
lint: setup ## check the style of Python and SQL
	@$(BIN)/ruff check . && $(BIN)/ruff format --check --quiet .
	@$(BIN)/sqlfluff lint --processes 2 --disable-progress-bar models tests/dbt

# Three workers on two processors: some tests wait for servers that stay away.
.PHONY: test
test: setup ## run every test but those of test-faults, test-browser and test-aws
	@$(BIN)/python -m pytest --ignore=tests/faults --ignore=tests/infrastructure --ignore=tests/browser -n 3 --dist loadfile --no-loadscope-reorder

.PHONY: test-faults
test-faults: setup ## take storage and Postgres away in the middle of a run, and kill it
	@$(BIN)/python -m pytest tests/faults -n 2 --dist loadfile

.PHONY: test-browser
test-browser: setup ## use the dashboard in Chromium, as readers and their enemies do
	@$(BIN)/python -m pytest tests/browser -n 2 --dist loadfile

.PHONY: screenshots
screenshots: setup ## write docs/img, a picture of each page over what is published
	@$(WAREHOUSE) $(BIN)/python -m docs.site.screenshots

EVALUATE = $(BIN)/python -m evaluation $(if $(COMMIT),--commit)
.PHONY: evaluate
evaluate: setup ## score the models on labelled offers: make evaluate LABELS=… CORPUS=…
	@$(EVALUATE) labelled $(if $(LABELS),--labels "$(LABELS)") $(if $(CORPUS),--corpus "$(CORPUS)")

.PHONY: evaluate-planted
evaluate-planted: setup ## score them on what the simulator knows of its own offers
	@$(EVALUATE) planted

.PHONY: test-aws
test-aws: setup ## prove the AWS stack on an emulated account
	@$(BIN)/python -m pytest tests/infrastructure

.PHONY: audit-aws
audit-aws: setup ## hold templates and deployed stack against cfn-lint, checkov, prowler
	@while IFS== read -r name _ version; do \
		[ -x .venv-checks/$$name/bin/$$name ] || { python3 -m venv .venv-checks/$$name && \
		.venv-checks/$$name/bin/pip install -qq --disable-pip-version-check $$name==$$version; } || exit 1; \
	done < infrastructure/checks.lock
	@VIGIE_AUDIT=yes $(BIN)/python -m pytest tests/infrastructure/test_templates.py tests/infrastructure/test_controls.py

.PHONY: crawl-proof
crawl-proof: setup ## a million drifting offers against the truth (OFFERS=100000: two minutes)
	@$(BIN)/python -m benchmarks.crawl_proof $(if $(filter file,$(origin OFFERS)),,$(OFFERS))

.PHONY: archive
archive: ## write target/vigie.zip, the tracked files of HEAD, the same bytes each time
	@mkdir -p target
	@TZ=UTC git archive --format=zip --prefix=vigie/ --output=target/vigie.zip HEAD

.PHONY: clean
clean: ## stop the embedded Postgres; delete the data, the build and the environment
	@for name in demo replay live evaluation-labelled evaluation-planted; do \
		[ -x $(BIN)/python ] && PGHOST= VIGIE_DATA_DIR="$$PWD/data/$$name" $(BIN)/python -m ingestion db --remove; \
	done; true
	@rm -rf data target logs .venv .venv-checks profiles.yml *.egg-info
