"""kill -9 in the middle of a large file: what is fetched and written again after the restart, on the disk or in the null store."""
import contextlib
import re
import time

from weighbench.door import Door
from weighbench.large import MIB
from weighbench.node import PASSWORD, Node, wait_until, workplace
from weighbench.origin import Origin, make_new, random_file
from weighbench.report import machine, spread
from weighbench.stores import NullStore
from weighbench.workloads import sha256

ALLOWED_PARTS = 5  # parts-in-flight (4) and one
PART = 16 * MIB


class OnTheDisk:
    """A hole of the upload's file does not count as written; what is written again is counted from its end, as parts come in any order."""
    properties = ()

    def __init__(self, home):
        self.home = home

    def _uploads(self):
        return [upload.stat() for upload in self.home.glob("**/uploads/*")]

    def in_progress(self):
        return max((upload.st_blocks * 512 for upload in self._uploads()), default=0)

    def note_kill(self):
        self.reached = max((upload.st_size for upload in self._uploads()), default=0)

    def figures(self, resumed_at):
        return {"partsWrittenAgain": (self.reached - resumed_at) / PART}


class InTheNullStore:
    """The store itself counts: parts that it had and gets again, and bytes of parts that are read from it."""

    def __init__(self, store):
        self.store, self.properties = store, store.properties
        self.begun = store.counts()

    def in_progress(self):
        return self.store.counts()["finishedPartBytes"] - self.begun["finishedPartBytes"]

    def note_kill(self):
        self.at_kill = self.store.counts()

    def figures(self, resumed_at):
        now = self.store.counts()
        return {"finishedPartsAtKill": self._since("finishedPartBytes", self.begun, self.at_kill) / PART, "resumedAtPart": resumed_at / PART,
                "partsPutAgain": self._since("finishedPartsPutAgain", self.at_kill, now),
                "mibReadFromTheStore": (self._read(now) - self._read(self.begun)) / MIB,
                "mibInBrokenParts": self._since("brokenBytes", self.begun, now) / MIB}

    @staticmethod
    def _since(key, before, after):
        return after[key] - before[key]

    @staticmethod
    def _read(counts):
        return counts["kinds"].get("GetObject", {}).get("bytesOut", 0)


def resumed_at(home):
    """The byte at which the node said, last, that it goes on."""
    return int(re.findall(r"Going on with .* at byte (\d+)", (home / "node.log").read_text())[-1])


def once(home, origin, target, size, expected, number):
    origin.forget()
    with Node(home, *target.properties) as first:
        java = first.java()
        door = Door(first.url).login(PASSWORD)
        location = door.add_model(f"killed-{number}", origin.url + "/model.bin", door.add_center(origin.url))
        wait_until(lambda: target.in_progress() > size / 2, 120, "half of the transfer", 0.002)
        first.kill()
    target.note_kill()
    fetched_before = sum(sent for _, _, sent in origin.sent_when_quiet())
    killed = time.monotonic()
    with Node(home, *target.properties) as second:
        inventory = Door(second.url).finished(location, 300)
        took = time.monotonic() - killed
    if inventory["artifactChecksum"] != expected:
        raise AssertionError(f"the digest is {inventory['artifactChecksum']}, and should be {expected}")
    fetched = sum(sent for _, _, sent in origin.sent_when_quiet())
    figures = {"partsSentAgain": max(0, fetched - size) / PART, **target.figures(resumed_at(home)), "mibSentBeforeKill": fetched_before / MIB,
               "secondsToEndAfterRestart": took}
    print(f"  round {number}: " + ", ".join(f"{key} {value:.2f}" for key, value in figures.items()), flush=True)
    return figures, java


def measure(rounds, size, store="local"):
    with workplace("killed") as place, contextlib.ExitStack() as stack:
        root = place / "origin"
        root.mkdir()
        random_file(root / "model.bin", size)
        origin = stack.enter_context(Origin(place / "nginx", root))
        null = stack.enter_context(NullStore(place)) if store == "null" else None
        figures, java = [], None
        for number in range(rounds):
            make_new(root / "model.bin", number)
            target = InTheNullStore(null) if null else OnTheDisk(place / "home")
            one, java = once(place / "home", origin, target, size, sha256(root / "model.bin"), number)
            figures.append(one)
        result = {key: spread([one[key] for one in figures]) for key in figures[0]}
        result["allowedParts"] = ALLOWED_PARTS
    return result, machine(java)
