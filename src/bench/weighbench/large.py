"""One large file from nginx into the local store, taking turns with curl | tee | openssl."""
import os
import subprocess
import threading
import time

from weighbench.door import Door
from weighbench.node import PASSWORD, Node, workplace
from weighbench.origin import Origin, make_new, random_file
from weighbench.report import machine, spread

MIB = 1 << 20
PART = 16 * MIB


class HeapWatch(threading.Thread):
    """The highest heap in use that it sees, twice a second: each look costs a few milliseconds."""

    def __init__(self, node):
        super().__init__(daemon=True)
        self.node, self.highest, self.ends = node, 0, threading.Event()

    def run(self):
        while not self.ends.wait(0.5):
            self.highest = max(self.highest, self.node.heap_used())

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.ends.set()
        self.join()


def peer(url, target):
    """Fetches, stores and hashes as an operator would by hand. Nothing is forced to the disk."""
    began = time.monotonic()
    done = subprocess.run(["bash", "-o", "pipefail", "-c", 'curl -sf "$1" | tee "$2" | openssl dgst -sha256', "peer", url, str(target)],
                          capture_output=True, text=True, timeout=300, check=True)
    took = time.monotonic() - began
    target.unlink()
    return took, done.stdout.split()[-1]


def one_import(node, door, center, origin, name, size):
    origin.forget()
    cpu, allocated = node.cpu_seconds(), node.allocated()
    began = time.monotonic()
    with HeapWatch(node) as heap:
        inventory = door.finished(door.add_model(name, origin.url + "/model.bin", center), 300)
        took = time.monotonic() - began
    requests = origin.sent()
    sent = [request for request in requests if request[2] > MIB]
    return {"seconds": took, "fetchSeconds": max(end for _, end, _ in sent) - min(begin for begin, _, _ in sent),
            "cpuSecondsPerGiB": (node.cpu_seconds() - cpu) / (size / 2**30), "peakHeapMiB": heap.highest / MIB,
            "allocatedPerPartMiB": (node.allocated() - allocated) / MIB / (size / PART)}, inventory["artifactChecksum"]


def measure(rounds, size):
    with workplace("large") as place:
        root = place / "origin"
        root.mkdir()
        random_file(root / "model.bin", size)
        # HeapWatch asks for metrics and allocates: the first import is not counted and shows the peer's digest is ours.
        with Origin(place / "nginx", root) as origin, Node(place / "home") as node:
            where = machine(node.java())
            door = Door(node.url).login(PASSWORD)
            center = door.add_center(origin.url)
            ours, theirs = [], []
            for number in range(rounds + 1):
                make_new(root / "model.bin", number)
                os.sync()
                figures, digest = one_import(node, door, center, origin, f"large-{number}", size)
                os.sync()
                seconds, expected = peer(origin.url + "/model.bin", place / "peer.bin")
                if digest != expected:
                    raise AssertionError(f"our digest is {digest}, openssl's {expected}")
                print(f"  round {number}: {figures['seconds']:.2f} s, curl | tee | openssl {seconds:.2f} s", flush=True)
                if number:
                    ours.append(figures)
                    theirs.append(seconds)
            result = {key: spread([figures[key] for figures in ours]) for key in ours[0]}
            result["peerSeconds"] = spread(theirs)
            result["ratioOfMedians"] = round(result["seconds"]["median"] / result["peerSeconds"]["median"], 3)
            result["peakRssMiB"] = round(node.peak_rss() / MIB, 1)
    return result, where
