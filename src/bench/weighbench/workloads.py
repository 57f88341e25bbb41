"""What is fetched: folders of files below the origin's root, other bytes in every round, and what their digests are."""
import hashlib
import json
import os
import shutil
import struct
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from weighbench.tiny import make_model

MIB = 1 << 20
MODELS = 50


@dataclass(frozen=True)
class Workload:
    """files(scale) lists (path, size); a size of 0 stands for the five files of a tiny model in the folder of that name."""
    name: str
    title: str
    models: int
    files: callable


def _shards(scale):
    shards = [(f"model-{number:05d}-of-00008.safetensors", int(scale * 128 * MIB)) for number in range(1, 9)]
    return shards + [(f"extra-{number}.json", 4096) for number in range(10)]


WORKLOADS = {workload.name: workload for workload in [
    Workload("W1", "one file of {scale:g} GiB", 1, lambda scale: [("model.safetensors", int(scale * 1024 * MIB))]),
    Workload("W2", "8 shards of {shard:g} MiB and 10 small files", 1, _shards),
    Workload("W3", "{count} files of 64 KiB", 1, lambda scale: [(f"part-{number:04d}.bin", 64 << 10) for number in range(max(8, int(scale * 500)))]),
    Workload("W4", "50 models of 5 small files", MODELS, lambda scale: [(f"tiny-{number}", 0) for number in range(MODELS)])]}


def _salted(path, size, number):
    """The first bytes of a file, another for every round: a valid head of a safetensors file, or JSON, or any."""
    if path.endswith(".safetensors"):
        tensors = {"__metadata__": {"round": f"{number:08d}"}, "w": {"dtype": "U8", "shape": [size - 256], "data_offsets": [0, size - 256]}}
        return struct.pack("<Q", 248) + json.dumps(tensors).encode().ljust(248)
    if path.endswith(".json"):
        return json.dumps({"round": number, "name": path, "padding": "x" * (size // 2)}).encode().ljust(size)
    return number.to_bytes(8, "big")


def sha256(path):
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Files:
    """A workload's files in root/<folder>. renew() makes them new; sums then holds (path, SHA-256), as sorted by LC_ALL=C."""

    def __init__(self, workload, root, scale):
        self.workload, self.scale = workload, scale
        self.folder = root / workload.name.lower()
        self.title = workload.title.format(scale=scale, shard=scale * 128, count=len(workload.files(scale)))
        self.models = [""] if workload.models == 1 else [path for path, _ in workload.files(scale)]
        self.sums, self.sizes, self.bytes = [], {}, 0

    def renew(self, number):
        if self.workload.models > 1:
            shutil.rmtree(self.folder, ignore_errors=True)
            for path, _ in self.workload.files(self.scale):
                make_model(self.folder / path)
        else:
            self.folder.mkdir(parents=True, exist_ok=True)
            for path, size in self.workload.files(self.scale):
                self._renew(path, size, number)
        paths = sorted(os.path.relpath(os.path.join(folder, name), self.folder) for folder, _, names in os.walk(self.folder) for name in names)
        self.sizes = {path: (self.folder / path).stat().st_size for path in paths}
        self.bytes = sum(self.sizes.values())
        with ThreadPoolExecutor(2) as threads:
            self.sums = list(zip(paths, threads.map(lambda path: sha256(self.folder / path), paths)))

    def _renew(self, path, size, number):
        file = self.folder / path
        if not file.exists():
            with open(file, "wb") as out, open("/dev/urandom", "rb") as random:
                for begin in range(0, size, MIB):
                    out.write(random.read(min(MIB, size - begin)))
        with open(file, "r+b") as out:
            out.write(_salted(path, size, number))

    def artifact_checksum(self, model=""):
        """As coreutils' recipe in README.md gives it in the model's folder; of a single file its SHA-256."""
        if len(self.sums) == 1:
            return self.sums[0][1]
        begin = model + "/" if model else ""
        lines = [f"{digest}  {path[len(begin):]}\n" for path, digest in self.sums if path.startswith(begin)]
        return hashlib.sha256("".join(lines).encode()).hexdigest()

    def write_lists(self, place, url):
        """For the peers: what to fetch, and what it must hash to, in the form that each wants. Returns their names for the scripts."""
        place.mkdir(exist_ok=True)
        wanted = {
            "LIST": "".join(f"{path}\n" for path, _ in self.sums),
            "MODELS": "".join(f"{model}\n" for model in self.models),
            "SUMS": "".join(f"{digest} *{path}\n" for path, digest in self.sums),
            "SHA256SUMS": "".join(f"{digest}  {path}\n" for path, digest in self.sums),
            "CURL": "".join(f'url = "{url}{path}"\noutput = "{path}"\n' for path, _ in self.sums) + "create-dirs\n",
            "ARIA": "".join(f"{url}{path}\n  out={path}\n  checksum=sha-256={digest}\n" for path, digest in self.sums)}
        for name, text in wanted.items():
            (place / name).write_text(text)
        return {"URL": url, "FILE": self.sums[0][0], **{name: str(place / name) for name in wanted}}
