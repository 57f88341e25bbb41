"""The heads of the largest models, read from the local store by a JVM of 64 MiB: src/test/java/dev/weighbridge/inspect/huge makes and reads them."""
import os
import subprocess

from weighbench.node import REPOSITORY, workplace
from weighbench.report import machine, spread
from weighbench.s3proxy import class_path_and_java

PACKAGE = "dev.weighbridge.inspect.huge"
FORMATS = ("safetensors", "gguf")
HEAP = "-Xmx64m"


def _run(java, class_path, program, *arguments):
    """What the program says, and the CPU seconds that it took."""
    before = os.times()
    done = subprocess.run([java, HEAP, "-cp", class_path, f"{PACKAGE}.{program}", *arguments], check=True, capture_output=True, text=True, timeout=600)
    after = os.times()
    cpu = after.children_user - before.children_user + after.children_system - before.children_system
    return dict(line.split(" ", 1) for line in done.stdout.splitlines()), cpu


def _rounds(rounds, read):
    said = [read() for _ in range(rounds)]
    one = said[0][0]
    return {"files": int(one["files"]), "gigabytes": round(int(one["bytes"]) / 1e9, 1), "seconds": spread([int(words["millis"]) / 1000 for words, _ in said]),
            "cpuSeconds": spread([cpu for _, cpu in said]), "peakHeapMiB": spread([int(words["peakHeapMiB"]) for words, _ in said], 0)}


def measure(rounds):
    libraries, java = class_path_and_java()
    target = REPOSITORY / "target"
    class_path = f"{target / 'test-classes'}:{target / 'classes'}:{libraries}"
    result = {}
    for name in FORMATS:
        with workplace(f"heads-{name}") as place:
            subprocess.run([java, "-cp", class_path, f"{PACKAGE}.HugeModels", str(place), name], check=True, timeout=600)
            result[name] = _rounds(rounds, lambda: _run(java, class_path, "HeadsProgram", str(place)))
    where = machine(java)
    where["jvmOptions"] = HEAP
    return result, where
