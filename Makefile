# Two commands set everything up on a fresh machine: `make run`, `make test`.
PYTHON ?= python3
UV = .venv/bin/uv
UV_VERSION = 0.13.9
# The certificates that the machine trusts, as pip does: a proxy of the house may have its own.
export UV_SYSTEM_CERTS ?= true

.PHONY: run setup test bench check lock

run: setup
	.venv/bin/python -m bot serve

setup: .venv/ready
	.venv/bin/python -m bot migrate
	.venv/bin/python -m bot seed

test: .venv/ready-for-tests
	-.venv/bin/python -m tests.chromium # without one, the tests of the pages fail by themselves
	.venv/bin/python -m pytest

bench: .venv/ready-for-tests
	.venv/bin/python -m bench

check: .venv/ready-for-tests
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy

lock: .venv/bin/uv
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml -o requirements.lock
	$(UV) pip compile --universal --generate-hashes --no-emit-index-url --no-header --quiet pyproject.toml --group dev -o requirements-dev.lock

.venv/bin/uv:
	$(PYTHON) -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/ready: .venv/bin/uv requirements.lock
	$(UV) pip install --quiet --require-hashes -r requirements.lock
	touch $@

.venv/ready-for-tests: .venv/bin/uv requirements-dev.lock
	$(UV) pip install --quiet --require-hashes -r requirements-dev.lock
	touch $@
