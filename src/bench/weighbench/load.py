"""Many clients that poll and query while models are imported: how long they wait for each answer, and whether each gets one."""
import asyncio
import os
import random
import resource
import shutil
import threading
import time
import urllib.parse

from weighbench.door import Door
from weighbench.node import workplace
from weighbench.report import machine
from weighbench.tiny import Bench, add_all

CLIENTS = 200
IMPORTS = 50
IMPORT_MIB = 32
SECONDS = 60
PAUSE = 1.0  # of ZStack's Java SDK between two polls; its Go SDK waits twice as long

MODELS = "/zstack/v1/ai/models"


class Client:
    """One connection that is kept, one session; asks, waits PAUSE, asks again."""

    def __init__(self, board, seed):
        self.board = board
        self.random = random.Random(seed)

    def next_path(self):
        """As a console with its lists open, and an SDK that waits for its jobs."""
        name = self.random.choice(self.board.names)
        return self.random.choices(
            (urllib.parse.urlsplit(self.random.choice(self.board.jobs)).path,
             f"{MODELS}?q=name={name}&sort=-createDate&limit=20",
             f"{MODELS}?q=isLatestVersion=true&sort=-createDate&limit=20&replyWithCount=true",
             f"{MODELS}?q=name~=tiny-1%25&limit=20",
             f"{MODELS}/{self.random.choice(self.board.uuids)}",
             "/zstack/v1/ai/model-centers?limit=20"),
            (60, 15, 10, 5, 5, 5))[0]

    async def run(self):
        await asyncio.sleep(self.random.random() * PAUSE)
        reader, writer = await asyncio.open_connection("127.0.0.1", self.board.port)
        try:
            while time.monotonic() < self.board.end:
                path = self.next_path()
                began = time.monotonic()
                status = await self.ask(reader, writer, path)
                self.board.heard(path, status, time.monotonic() - began)
                await asyncio.sleep(PAUSE * (0.9 + 0.2 * self.random.random()))
        finally:
            writer.close()

    async def ask(self, reader, writer, path):
        writer.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: OAuth {self.board.session}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        await reader.readexactly(length)
        return int(head.split(" ", 2)[1])


class Board:
    """What the clients ask for, and what they were answered."""

    def __init__(self, port, session, inventories):
        self.port = port
        self.session = session
        self.names = [each["name"] for each in inventories]
        self.uuids = [each["uuid"] for each in inventories]
        self.jobs = ["/zstack/v1/api-jobs/" + "0" * 32]
        self.waits = []
        self.wrong = {}
        self.end = 0.0

    def heard(self, path, status, seconds):
        expected = (200, 202, 404) if "api-jobs/000" in path else (200, 202)
        if status not in expected:
            self.wrong[f"{status} {path[:60]}"] = self.wrong.get(f"{status} {path[:60]}", 0) + 1
        self.waits.append(seconds)

    def broke(self, failure):
        self.wrong[repr(failure)] = self.wrong.get(repr(failure), 0) + 1


async def clients(board):
    ended = await asyncio.gather(*(Client(board, seed).run() for seed in range(CLIENTS)), return_exceptions=True)
    for each in ended:
        if each is not None:
            board.broke(each)


def make_large(folder, mib):
    """Its first bytes are no other file's; the rest is a hole, which is read and hashed like anything else."""
    folder.mkdir(parents=True)
    with open(folder / "weights.raw", "wb") as file:
        file.write(os.urandom(4096))
        file.truncate(mib << 20)


def imports(bench, door, center, board, done):
    """Batches of IMPORTS, one after another, until the clients have ended; counts those that came in.

    Each one's source is deleted at its end, so that the page cache is used again: a virtual machine has to get memory that is new to it from its host."""
    batch = 0
    while time.monotonic() < board.end:
        folders = [bench.models / f"large-{batch}-{number}" for number in range(IMPORTS)]
        for folder in folders:
            make_large(folder, IMPORT_MIB)
        mine = door.again()
        board.jobs = [mine.add_model(folder.name, str(folder), center) for folder in folders]
        for job in board.jobs:
            mine.finished(job, 600, 0.5)
        done.append(len(folders))
        for folder in folders:
            shutil.rmtree(folder)
        batch += 1


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def used():
    """CPU seconds of this process."""
    own = resource.getrusage(resource.RUSAGE_SELF)
    return own.ru_utime + own.ru_stime


def milliseconds(seconds):
    return round(seconds * 1000, 1)


def loaded(bench, node, door, center, inventories):
    board = Board(node.port, door.session, inventories)
    done = []
    own, nodes, began = used(), node.cpu_seconds(), time.monotonic()
    board.end = began + SECONDS
    importer = threading.Thread(target=imports, args=(bench, door, center, board, done))
    importer.start()
    asyncio.run(clients(board))
    took = time.monotonic() - began
    cores = os.cpu_count()
    result = {"clients": CLIENTS, "requests": len(board.waits), "requestsPerSecond": round(len(board.waits) / took, 1),
              "errors": sum(board.wrong.values()), "importsEnded": sum(done),
              "generatorShareOfCores": round((used() - own) / took / cores, 3), "nodeShareOfCores": round((node.cpu_seconds() - nodes) / took / cores, 3)}
    importer.join()
    waits = sorted(board.waits)
    for name, share in (("p50", 0.5), ("p95", 0.95), ("p99", 0.99), ("p999", 0.999)):
        result[name + "Milliseconds"] = milliseconds(percentile(waits, share))
    result["longestMilliseconds"] = milliseconds(waits[-1])
    for what, times in board.wrong.items():
        print(f"  {times} times: {what}", flush=True)
    return result


def measure(warm_up):
    with workplace("load") as place:
        bench = Bench(place)
        with bench.node as node:
            where = machine(node.java())
            door, center = bench.open()
            inventories = add_all(door, center, bench.new_models(warm_up))[1]
            return loaded(bench, node, door, center, inventories), where
