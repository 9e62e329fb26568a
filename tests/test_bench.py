"""The benchmark runs: a short round of it, so that it cannot rot. Its figures are for people, not for this test."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_short_round_measures_the_program_beside_its_peers() -> None:
    command = [sys.executable, "-m", "bench", "--quick", "steps.conversation"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=240, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    written = json.loads((ROOT / "var" / "bench.json").read_text(encoding="utf-8"))
    assert "ours" in json.dumps(written)
    assert "**ours, SQLite**" in done.stdout
    assert "FAILED" not in done.stdout
