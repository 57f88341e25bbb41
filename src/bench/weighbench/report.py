"""What was measured: a table for people, a JSON file for later, and the machine beside the numbers."""
import datetime
import json
import os
import platform
import re
import statistics
import subprocess
from pathlib import Path

from weighbench.node import REPOSITORY, WORK

KEPT = REPOSITORY / "src" / "bench" / "results"
LOAD = os.getloadavg()[0]  # before anything was started


def spread(values, digits=3):
    return {"min": round(min(values), digits), "median": round(statistics.median(values), digits), "max": round(max(values), digits),
            "all": [round(value, digits) for value in values]}


def first_line(*command):
    try:
        answer = subprocess.run(command, capture_output=True, text=True, timeout=20)
        return (answer.stdout + answer.stderr).strip().splitlines()[0]
    except (OSError, IndexError, subprocess.TimeoutExpired):
        return "not there"


def machine(java=None):
    cpu = re.search(r"model name\s*: (.*)", Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", Path("/proc/meminfo").read_text())
    return {"cpu": cpu.group(1) if cpu else platform.machine(), "cores": os.cpu_count(), "memoryGiB": round(int(memory.group(1)) / 2**20, 1),
            "kernel": platform.release(), "java": first_line(java, "--version") if java else None, "nginx": first_line("nginx", "-v"),
            "openssl": first_line("openssl", "version"), "loadBefore": LOAD}


def _flat(value, name=""):
    if isinstance(value, dict):
        if "median" in value:
            yield name, value["median"], f"{value['min']} … {value['max']}"
        else:
            for key, inner in value.items():
                yield from _flat(inner, f"{name}.{key}" if name else key)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield name, value, ""


def show(name, result):
    """Prints the result beside the kept one."""
    kept_file = KEPT / f"{name}.json"
    kept = {row[0]: row[1] for row in _flat(json.loads(kept_file.read_text())["result"])} if kept_file.exists() else {}
    print(f"\n{name}\n  {'':44}{'median':>12}  {'kept':>12}  min … max")
    for key, median, extremes in _flat(result):
        print(f"  {key:44}{median:>12}  {kept.get(key, '-'):>12}  {extremes}")


def save(name, result, where, keep):
    """Writes it under target/bench/results, and into src/bench/results when asked to keep it. Returns these folders."""
    commit = first_line("git", "-C", str(REPOSITORY), "rev-parse", "--short", "HEAD")
    text = json.dumps({"bench": name, "date": datetime.date.today().isoformat(), "commit": commit, "machine": where, "result": result}, indent=2)
    folders = [WORK / "results", *([KEPT] if keep else [])]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.json").write_text(text + "\n")
    return folders


def publish(name, result, where, keep):
    show(name, result)
    save(name, result, where, keep)
