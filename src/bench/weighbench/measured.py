"""Runs a bash script and says what it took: seconds, CPU seconds of its whole process tree, the peak RSS of its biggest process.

This file is also the program that does it, as a small process of its own: what the kernel counts for a child begins with the memory of the process that
started it, so anything below the size of a bare Python (about 9 MiB) cannot be seen. A process that the script does not wait for is not counted."""
import json
import os
import resource
import signal
import subprocess
import sys
import time


class Failed(Exception):
    """The script's end was not 0; the message is the last thing that it said."""


def run(script, folder, environment, seconds=900):
    """The figures of one run with folder as its working directory. What it prints goes nowhere, but for the last line of its errors."""
    errors = folder.parent / "errors"
    with open(errors, "wb") as spoken:
        done = subprocess.run([sys.executable, "-I", "-S", __file__, str(seconds), script], cwd=folder, env=environment, stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=spoken, check=True)
    figures = json.loads(done.stdout)
    code = figures.pop("code")
    if code:
        said = errors.read_text(errors="replace").strip().splitlines()
        raise Failed(said[-1][:200] if said else f"it took more than {seconds} s" if code == -signal.SIGKILL else f"ended with {code}")
    return figures


def _measure(seconds, script):
    began = time.monotonic()
    with subprocess.Popen(["bash", "-o", "pipefail", "-euc", script], stdout=subprocess.DEVNULL, start_new_session=True) as child:
        try:
            code = child.wait(seconds)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            code = child.wait()
    took = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(json.dumps({"seconds": took, "cpuSeconds": used.ru_utime + used.ru_stime, "peakRssMiB": used.ru_maxrss / 1024, "code": code}))


if __name__ == "__main__":
    _measure(float(sys.argv[1]), sys.argv[2])
