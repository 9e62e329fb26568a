"""`python -m bench [--quick] [SECTION …]`: runs the sections, prints their tables as Markdown, writes var/bench.json.

A section is a module with a `SECTION`; one line in SECTIONS adds it. May import everything.
"""

import argparse
import dataclasses
import json
import signal
import sys
import time
from pathlib import Path

from bench.report import Report, Section, machine
from bench.steps import conversation, far, idle, kill

SECTIONS: list[Section] = [
    conversation.SECTION,
    far.SECTION,
    kill.SECTION,
    idle.SECTION,
]
OUTPUT = Path(__file__).parents[1] / "var" / "bench.json"


def main(arguments: list[str]) -> int:
    """Exit code 0 when every section ran, whatever its figures; 1 when one could not; 2 for misuse."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Benchmarks beside the peers, in one run.")
    parser.add_argument("sections", nargs="*", metavar="SECTION", help=", ".join(s.name for s in SECTIONS))
    parser.add_argument("--quick", action="store_true", help="under a minute: the least that shows that all still runs")
    options = parser.parse_args(arguments)
    chosen = [section for section in SECTIONS if section.chosen(options.sections)]
    if not chosen:
        parser.error(f"no section is called {' or '.join(options.sections)}")
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # servers end with the run, as on Ctrl-C
    here = machine()
    print("# Benchmarks" + (" (quick: too short to judge by)" if options.quick else ""), end="\n\n")
    print(" · ".join(f"{name} {value}" for name, value in here.items()), end="\n\n", flush=True)
    reports = {section.name: _run(section, options.quick) for section in chosen}
    _write(here, reports)
    return 0 if not any(report.failed for report in reports.values()) else 1


def _run(section: Section, quick: bool) -> Report:
    began = time.perf_counter()
    report = section.run(quick)
    report.notes.append(f"took {time.perf_counter() - began:.0f} s")
    print(report.markdown(), end="\n\n", flush=True)
    return report


def _write(here: dict[str, str], reports: dict[str, Report]) -> None:
    OUTPUT.parent.mkdir(exist_ok=True)
    sections = {
        name: {
            "figures": report.figures,
            "goals": [dataclasses.asdict(goal) | {"mark": goal.mark} for goal in report.goals],
        }
        for name, report in reports.items()
    }
    OUTPUT.write_text(json.dumps({"machine": here, "sections": sections}, indent=1, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
