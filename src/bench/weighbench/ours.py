"""Our node as a contender: one AddModel call per model, from the call to the job's 200, and the artifact's digest compared with coreutils' recipe."""
import re

from weighbench.door import Door
from weighbench.measured import Failed
from weighbench.node import PASSWORD, Node
from weighbench.tiny import add_all

MIB = 1 << 20


class Ours:
    """A node on the store. With from_url its source is the origin, else the folder that the origin serves."""
    verifies, ceiling = "SHA-256, while it passes", False

    def __init__(self, place, store, files, origin, from_url):
        self.name = "weighbridge" if from_url else "weighbridge, from a local folder"
        self.node = Node(place / "home", f"--weighbridge.sources.local-roots={files.folder}", *store.properties)
        self.files = files
        self.base = f"{origin.url}/{files.folder.name}" if from_url else str(files.folder)
        self.is_folder = not from_url

    def missing(self):
        return None

    def open(self):
        self.node.start()
        self.door = Door(self.node.url).login(PASSWORD)
        self.center = self.door.add_center(self.base)

    def close(self):
        self.node.stop()

    def _install_path(self, model):
        """A URL that ends with a slash is a folder; of a workload of one file it is the file's."""
        if model:
            return f"{self.base}/{model}" + ("" if self.is_folder else "/")
        if len(self.files.sums) == 1:
            return f"{self.base}/{self.files.sums[0][0]}"
        return self.base if self.is_folder else self.base + "/"

    def run(self, number):
        models = [(f"{model or self.files.folder.name}-round-{number}", self._install_path(model)) for model in self.files.models]
        self.node.forget_peak_rss()
        cpu = self.node.cpu_seconds()
        try:
            took, inventories = add_all(self.door, self.center, models)
        except (RuntimeError, TimeoutError, OSError) as failure:
            details = re.search(r"'details': ['\"](.*?)['\"]}", str(failure))
            raise Failed((details.group(1) if details else str(failure))[:300]) from failure
        figures = {"seconds": took, "cpuSeconds": self.node.cpu_seconds() - cpu, "peakRssMiB": self.node.peak_rss() / MIB}
        got = {inventory["name"]: inventory["artifactChecksum"] for inventory in inventories}
        for model, (name, _) in zip(self.files.models, models):
            expected = self.files.artifact_checksum(model)
            if got[name] != expected:
                raise Failed(f"the digest of {name} is {got[name]}, and coreutils' {expected}")
        return figures
