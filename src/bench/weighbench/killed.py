"""kill -9 in the middle of a large file: what is fetched again after the restart."""
import re
import time

from weighbench.door import Door
from weighbench.large import MIB
from weighbench.node import PASSWORD, Node, wait_until, workplace
from weighbench.origin import Origin, make_new, random_file
from weighbench.report import machine, spread

ALLOWED_PARTS = 5  # parts-in-flight (4) and one
PART = 16 * MIB


def in_progress(home):
    """Bytes that are on the disk of the largest upload; a hole does not count."""
    uploads = home.glob("**/uploads/*")
    return max((upload.stat().st_blocks * 512 for upload in uploads), default=0)


def reached(home):
    """Where the last part ends that has reached the disk, of the largest upload."""
    return max((upload.stat().st_size for upload in home.glob("**/uploads/*")), default=0)


def resumed_at(home):
    """The byte at which the node said, last, that it goes on."""
    return int(re.findall(r"Going on with .* at byte (\d+)", (home / "node.log").read_text())[-1])


def once(home, origin, size, number):
    origin.forget()
    with Node(home) as first:
        java = first.java()
        door = Door(first.url).login(PASSWORD)
        location = door.add_model(f"killed-{number}", origin.url + "/model.bin", door.add_center(origin.url))
        wait_until(lambda: in_progress(home) > size / 2, 120, "half of the transfer", 0.002)
        first.kill()
    written = reached(home)
    fetched_before = sum(sent for _, _, sent in origin.sent_when_quiet())
    killed = time.monotonic()
    with Node(home) as second:
        Door(second.url).finished(location, 300)
        took = time.monotonic() - killed
    fetched = sum(sent for _, _, sent in origin.sent_when_quiet())
    again = max(0, fetched - size) / PART
    rewritten = (written - resumed_at(home)) / PART
    print(f"  round {number}: killed after {fetched_before / MIB:.0f} MiB, {again:.2f} parts sent again, {rewritten:.2f} written again", flush=True)
    return {"partsSentAgain": again, "partsWrittenAgain": rewritten, "mibSentBeforeKill": fetched_before / MIB, "secondsToEndAfterRestart": took}, java


def measure(rounds, size):
    with workplace("killed") as place:
        root = place / "origin"
        root.mkdir()
        random_file(root / "model.bin", size)
        with Origin(place / "nginx", root) as origin:
            figures, java = [], None
            for number in range(rounds):
                make_new(root / "model.bin", number)
                one, java = once(place / "home", origin, size, number)
                figures.append(one)
        result = {key: spread([one[key] for one in figures]) for key in figures[0]}
        result["allowedParts"] = ALLOWED_PARTS
    return result, machine(java)
