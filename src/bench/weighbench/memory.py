"""Whether memory stays within its bounds: one huge file and many small models at the same time, from a local folder into the null store."""
import re
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from weighbench.door import Door
from weighbench.node import PASSWORD, Node, workplace
from weighbench.report import machine
from weighbench.stores import NullStore
from weighbench.tiny import add_all, make_model

MIB = 1 << 20
SMALL = 63
GAUGE = "weighbridge_transfer_memory_used"


class Watch(threading.Thread):
    """The highest heap in use and the most transfer memory lent that it sees, ten times a second."""

    def __init__(self, node):
        super().__init__(daemon=True)
        self.node, self.heap, self.lent, self.looks, self.ends = node, 0, 0, 0, threading.Event()

    def run(self):
        while not self.ends.wait(0.1):
            metrics = self.node.metrics()
            self.looks += 1
            self.heap = max(self.heap, sum(value for name, value in metrics if name.startswith('jvm_memory_used_bytes{area="heap"')))
            self.lent = max(self.lent, *(value for name, value in metrics if name.startswith(GAUGE)))

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *failure):
        self.ends.set()
        self.join()


def _bounds(node):
    """The heap's, in the JVM's command line as the launcher made it."""
    words = Path(f"/proc/{node.process.pid}/cmdline").read_text().split("\0")
    return [word for word in words if re.match(r"-X(ms|mx|X:Max|X:\+Use)", word)]


def _sparse(path, size):
    path.parent.mkdir(parents=True)
    with open(path, "wb") as file:
        file.truncate(size)


def _all_at_once(node, models, size):
    """The huge file first, on a connection of its own; the small ones beside it. Returns the seconds of each, and all inventories."""
    door = Door(node.url).login(PASSWORD)
    center = door.add_center(str(models))
    small = [models / f"small-{number}" for number in range(SMALL)]
    for folder in small:
        make_model(folder)
    with ThreadPoolExecutor(1) as beside:
        huge = beside.submit(add_all, door, center, [("huge", str(models / "huge" / "model.bin"))], 60 + size / (10 * MIB))
        small_took, added = add_all(door, center, [(folder.name, str(folder)) for folder in small])
        took, more = huge.result()
    return took, small_took, added + more


def measure(size):
    with workplace("memory") as place, NullStore(place) as store:
        models = place / "models"
        _sparse(models / "huge" / "model.bin", size)
        with Node(place / "home", f"--weighbridge.sources.local-roots={models}", *store.properties) as node:
            with Watch(node) as watch:
                took, small_took, inventories = _all_at_once(node, models, size)
            held = store.counts()["kinds"]
            result = {
                "gib": size / 2**30, "smallModels": SMALL, "succeeded": len({inventory["uuid"] for inventory in inventories}),
                "secondsOfTheHugeFile": round(took, 1), "secondsOfTheSmallModels": round(small_took, 1), "mibPerSecond": round(size / MIB / took, 1),
                "peakHeapMiB": round(watch.heap / MIB, 1), "peakRssMiB": round(node.peak_rss() / MIB, 1),
                "peakTransferMemoryMiB": round(watch.lent / MIB, 1), "looks": watch.looks,
                "mibPutIntoTheStore": round((held["UploadPart"]["bytesIn"] + held["PutObject"]["bytesIn"]) / MIB, 1)}
            where = machine(node.java())
            where["jvmOptions"] = " ".join(_bounds(node))
    if result["succeeded"] != SMALL + 1:
        raise AssertionError(f"{result['succeeded']} of {SMALL + 1} models are in")
    print(f"  the JVM's bounds: {where['jvmOptions']}")
    return result, where
