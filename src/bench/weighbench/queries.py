"""What people ask for, on a million models in PostgreSQL: src/test/java/dev/weighbridge/zstack/million fills, asks and counts."""
import subprocess

from weighbench.report import machine
from weighbench.s3proxy import class_path_and_java
from weighbench.node import REPOSITORY

PROGRAM = "dev.weighbridge.zstack.million.QueriesProgram"
HEAP = "-Xmx512m"


def _row(line):
    _, name, median, late, found, indexes = line.split("\t")
    return name, {"p50": float(median), "p99": float(late), "found": int(found), "read": indexes.split(", ")}


def measure(rounds, models=1_000_000):
    """Each query so many times, or for twenty seconds."""
    libraries, java = class_path_and_java()
    target = REPOSITORY / "target"
    class_path = f"{target / 'test-classes'}:{target / 'classes'}:{libraries}"
    done = subprocess.run([java, HEAP, "-cp", class_path, PROGRAM, str(models), str(rounds)], check=True, stdout=subprocess.PIPE, text=True,
                          timeout=3600)
    rows = dict(_row(line) for line in done.stdout.splitlines() if line.startswith("query\t"))
    where = machine(java)
    where["jvmOptions"] = HEAP
    return {"models": models, "queries": rows}, where


def table(result):
    """As it stands in src/docs/queries.md."""
    yield "| query | p50 ms | p99 ms | found | read |"
    yield "|---|---:|---:|---:|---|"
    for name, row in result["queries"].items():
        yield f"| {name} | {row['p50']} | {row['p99']} | {row['found']} | {', '.join(row['read'])} |"
