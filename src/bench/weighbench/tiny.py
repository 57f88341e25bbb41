"""Many tiny models at once: models per second, and the statements and commits that each takes."""
import json
import os
import re
import struct
import time
from concurrent.futures import ThreadPoolExecutor

from weighbench.door import Door
from weighbench.node import PASSWORD, Node, workplace
from weighbench.report import machine, spread

MODELS = 50
CALLERS = 8
IDLE_SECONDS = 10


def make_model(folder):
    """Five files that are no copies of any other model's."""
    folder.mkdir(parents=True)
    weights = os.urandom(4096)
    header = json.dumps({"w": {"dtype": "F32", "shape": [1024], "data_offsets": [0, 4096]}}).encode()
    (folder / "model.safetensors").write_bytes(struct.pack("<Q", len(header)) + header + weights)
    (folder / "config.json").write_text(json.dumps({"architectures": ["BertModel"], "transformers_version": "4.57.0", "id": folder.name}))
    (folder / "README.md").write_text(f"---\nlicense: apache-2.0\n---\n# {folder.name}\n")
    (folder / "tokenizer.json").write_text(json.dumps({"version": "1.0", "seed": os.urandom(32).hex()}))
    (folder / "tokenizer_config.json").write_text(json.dumps({"model": folder.name}))


def add_all(door, center, models, seconds=300):
    """Calls AddModel for every (name, install path) over CALLERS connections and waits for the jobs; the call of a single one is held. Returns the seconds, and the inventories."""
    def call(share):
        mine = door.again()
        if len(models) == 1:
            return [mine.add_model_held(*share[0], center, seconds)]
        locations = [mine.add_model(name, path, center) for name, path in share]
        return [mine.finished(location, seconds) for location in locations]

    began = time.monotonic()
    with ThreadPoolExecutor(CALLERS) as callers:
        added = list(callers.map(call, [models[caller::CALLERS] for caller in range(min(CALLERS, len(models)))]))
    return time.monotonic() - began, [inventory for share in added for inventory in share]


class Bench:
    def __init__(self, place, *properties):
        self.models = place / "models"
        self.node = Node(place / "home", f"--weighbridge.sources.local-roots={self.models}", *properties)
        self.made = 0

    def new_models(self, count):
        """(name, install path) of each."""
        made = [self.models / f"tiny-{self.made + number}" for number in range(count)]
        self.made += count
        for folder in made:
            make_model(folder)
        return [(folder.name, str(folder)) for folder in made]

    def open(self):
        door = Door(self.node.url).login(PASSWORD)
        return door, door.add_center(str(self.models))


def speed(place, rounds, warm_up):
    bench = Bench(place)
    with bench.node as node:
        where = machine(node.java())
        door, center = bench.open()
        add_all(door, center, bench.new_models(warm_up))
        rates, cpu = [], []
        for number in range(rounds):
            models = bench.new_models(MODELS)
            before = node.cpu_seconds()
            rates.append(MODELS / add_all(door, center, models)[0])
            cpu.append((node.cpu_seconds() - before) / MODELS * 1000)
            print(f"  round {number}: {rates[-1]:.1f} models/s", flush=True)
        return {"modelsPerSecond": spread(rates, 1), "cpuMillisecondsPerModel": spread(cpu, 1), "peakRssMiB": round(node.peak_rss() / 2**20, 1)}, where


def traced(trace):
    """Statements and commits so far, from H2's trace of every JDBC call."""
    calls = re.findall(r"^/\*SQL.*\*/(\w+)", trace.read_text(errors="replace"), re.M)
    commits = calls.count("COMMIT")
    return len(calls) - commits, commits


def statements(place):
    """Counted, not timed, in a run of its own: the database writes down each call. What an idle node asks is taken off."""
    home = place / "home"
    url = f"jdbc:h2:file:{home}/weighbridge;TRACE_LEVEL_FILE=2;TRACE_MAX_FILE_SIZE=2000"
    bench = Bench(place, f"--spring.datasource.url={url}")
    with bench.node:
        door, center = bench.open()
        add_all(door, center, bench.new_models(MODELS))
        trace = home / "weighbridge.trace.db"
        idle_from = traced(trace)
        time.sleep(IDLE_SECONDS)
        busy_from = traced(trace)
        took, _ = add_all(door, center, bench.new_models(MODELS))
        end = traced(trace)
        idle = [(after - before) / IDLE_SECONDS * took for before, after in zip(idle_from, busy_from)]
        per_model = [(after - before - less) / MODELS for before, after, less in zip(busy_from, end, idle)]
    return {"statementsPerModel": round(per_model[0], 1), "commitsPerModel": round(per_model[1], 1)}


def measure(rounds, warm_up):
    with workplace("tiny") as place:
        result, where = speed(place / "speed", rounds, warm_up)
        result.update(statements(place / "statements"))
    return result, where
