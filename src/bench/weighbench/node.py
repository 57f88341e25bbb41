"""A packaged node as a process of its own, and what the operating system and its metrics say of it."""
import contextlib
import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[3]
WORK = REPOSITORY / "target" / "bench"
LAUNCHER = REPOSITORY / "target" / "weighbridge" / "bin" / "weighbridge"
PLAIN_JAR = REPOSITORY / "target" / "weighbridge.jar"
PASSWORD = "correct-horse-battery"
TICKS = os.sysconf("SC_CLK_TCK")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def wait_until(done, seconds, what, pause=0.01):
    """Polls; a measurement that never ends is a failure and no result."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        answer = done()
        if answer:
            return answer
        time.sleep(pause)
    raise TimeoutError(f"{what} took more than {seconds} s")


class Node:
    """Started by command; ready when start() returns, which is the seconds from the start to the first 200 of its readiness."""

    def __init__(self, home, *properties, command=(str(LAUNCHER),)):
        self.home = Path(home)
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.command = [*command, "serve", f"--server.port={self.port}", "--server.address=127.0.0.1", f"--weighbridge.home={self.home}",
                        f"--weighbridge.admin.password={PASSWORD}", f"--weighbridge.metrics.token={PASSWORD}",
                        "--weighbridge.http.requests-per-minute=0", "--weighbridge.sources.allowed-networks=127.0.0.0/8", *properties]
        self.process = None

    def start(self, seconds=180):
        self.home.mkdir(parents=True, exist_ok=True)
        cache = self.home / "aot"
        if not cache.exists():  # one for all homes: it is made once per build
            (WORK / "aot").mkdir(parents=True, exist_ok=True)
            cache.symlink_to(WORK / "aot")
        began = time.monotonic()
        with open(self.home / "node.log", "ab") as log:
            self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=self.home)
        wait_until(self._is_ready, seconds, "the start of the node")
        return time.monotonic() - began

    def _is_ready(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"the node ended with {self.process.returncode}; see {self.home / 'node.log'}")
        with contextlib.suppress(OSError), urllib.request.urlopen(self.url + "/actuator/health/readiness", timeout=2) as answer:
            return answer.status == 200
        return False

    def stop(self):
        if self.process and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.kill()

    def kill(self):
        self.process.kill()
        self.process.wait(30)

    def java(self):
        """The JVM that the launcher found."""
        return os.readlink(f"/proc/{self.process.pid}/exe")

    def cpu_seconds(self):
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def forget_peak_rss(self):
        """peak_rss() begins anew with what is resident now (proc(5): 5 in clear_refs)."""
        Path(f"/proc/{self.process.pid}/clear_refs").write_text("5")

    def peak_rss(self):
        """Bytes, the highest of the process's life or since forget_peak_rss() (VmHWM)."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status).group(1)) * 1024

    def metrics(self):
        request = urllib.request.Request(self.url + "/actuator/prometheus", headers={"Authorization": f"Bearer {PASSWORD}"})
        with urllib.request.urlopen(request, timeout=10) as answer:
            lines = answer.read().decode().splitlines()
        return [(name, float(value)) for name, value in (line.rsplit(" ", 1) for line in lines if line and line[0] != "#")]

    def heap_used(self):
        return sum(value for name, value in self.metrics() if name.startswith('jvm_memory_used_bytes{area="heap"'))

    def allocated(self):
        """Bytes allocated since the start: what the collections counted, and what fills the youngest space since the last one."""
        return sum(value for name, value in self.metrics() if name.startswith("jvm_gc_memory_allocated_bytes_total")
                   or name.startswith("jvm_memory_used_bytes{") and "Eden" in name)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.stop()


@contextlib.contextmanager
def workplace(name):
    """A folder under target/bench that is gone afterwards; the caches for fast starts stay beside it."""
    place = WORK / name
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    try:
        yield place
    finally:
        shutil.rmtree(place, ignore_errors=True)
