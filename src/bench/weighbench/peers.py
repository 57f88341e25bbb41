"""Our node and what is installed on the machine beside it: the same files, the same origin, the same store, taking turns."""
import os
import shutil
import subprocess
import sys
from pathlib import Path

from weighbench import hub, measured
from weighbench.contenders import peers_for
from weighbench.node import workplace
from weighbench.origin import Origin
from weighbench.ours import Ours
from weighbench.report import first_line, machine, spread
from weighbench.stores import STORES
from weighbench.workloads import WORKLOADS, Files

GIB = 1 << 30
HERE = Path(__file__).parent
VERSIONS = {"curl": ("curl", "--version"), "aria2": ("aria2c", "--version"), "rclone": ("rclone", "--config", "", "version"),
            "awscli": ("aws", "--version"), "node": ("node", "--version")}


class Table:
    """The figures of every contender over the rounds; who has failed once is not asked again."""

    def __init__(self, contenders, missing):
        self.rows = {contender.name: {"contender": contender, "figures": [], "wrong": missing(contender)} for contender in contenders}

    def still_in(self, number):
        """Another one begins in each round."""
        names = list(self.rows)
        turn = number % len(names)
        return [self.rows[name]["contender"] for name in names[turn:] + names[:turn] if not self.rows[name]["wrong"]]

    def add(self, contender, figures):
        self.rows[contender.name]["figures"].append(figures)

    def fail(self, contender, number, why):
        self.rows[contender.name]["wrong"] = f"failed in round {number}: {why}"

    def result(self, size):
        return [self._row(size, **row) for row in self.rows.values()]

    @staticmethod
    def _row(size, contender, figures, wrong):
        row = {"name": contender.name, "verifies": contender.verifies, "ours": isinstance(contender, Ours), "ceiling": contender.ceiling}
        if wrong:
            row["wrong"] = wrong
        if figures:
            row.update({key: spread([one[key] for one in figures]) for key in figures[0]})
            row["cpuSecondsPerGiB"] = spread([one["cpuSeconds"] / (size / GIB) for one in figures])
        return row


class PeerRuns:
    """Runs the scripts of peers, each in an empty folder, and looks whether all bytes have landed."""

    def __init__(self, place, store, files, origin):
        self.place, self.store, self.files, self.origin = place, store, files, origin
        self.target, self.scratch = place / "target", place / "scratch"
        # Nothing of the caller's settings: they belong to no user of the peers.
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(place / "nobody"), "LC_ALL": "C", "PYTHON": sys.executable, "RAWPUT": str(HERE / "rawput.py"),
                            "SNAPSHOT": str(HERE / "snapshot.mjs"), "SCRATCH": str(self.scratch), "RCLONE_CONFIG": str(place / "rclone.conf"),
                            "ORIGIN": str(files.folder), "RCLONE_CONFIG_ORIGIN_TYPE": "http", **store.environment}
        (place / "nobody").mkdir()
        (place / "rclone.conf").touch()
        self.client, self.no_client = hub.installed()

    def missing(self, contender):
        """Why it cannot take part, or None."""
        return contender.missing() or (self.no_client if "$SNAPSHOT" in getattr(contender, "script", "") and not self.client else None)

    def renewed(self):
        """The files are new: so is what describes them."""
        url = f"{self.origin.url}/{self.files.folder.name}/"
        names = hub.publish(self.files, self.files.folder.parent)
        self.environment |= {**self.files.write_lists(self.place / "lists", url), "RCLONE_CONFIG_ORIGIN_URL": url, "HUB_MODELS": names,
                             "HUB_URL": self.origin.url + "/hub", "HUB_CLIENT": str(self.client), "BATCH": "1" if len(self.files.sums) < 50 else "25"}

    def run(self, peer):
        for folder in (self.target, self.scratch):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
        self.store.clear()
        os.sync()
        try:
            figures = measured.run(peer.script, self.target, self.environment)
            landed = self.store.landed(self.target)[1]
            if landed < self.files.bytes:  # a client may add notes of its own
                raise measured.Failed(f"ended well with {landed} of {self.files.bytes} bytes in the store")
            return figures
        finally:
            for folder in (self.target, self.scratch):
                shutil.rmtree(folder)


def _said(contender, outcome):
    print(f"    {contender.name:40}{outcome}", flush=True)


def _rounds(rounds, warm_ups, files, ours, runs, table):
    for number in range(1 - warm_ups, rounds + 1):
        files.renew(number + warm_ups)
        runs.renewed()
        print(f"  round {number}{'' if number > 0 else ', not counted: ours only'}", flush=True)
        for contender in table.still_in(number) if number > 0 else [ours]:
            try:
                os.sync()
                figures = ours.run(number) if contender is ours else runs.run(contender)
            except measured.Failed as failure:
                table.fail(contender, number, str(failure))
                _said(contender, f"failed: {failure}")
                continue
            _said(contender, f"{figures['seconds']:8.2f} s {figures['cpuSeconds']:8.2f} CPU s {figures['peakRssMiB']:7.0f} MiB")
            if number > 0:
                table.add(contender, figures)


def measure(rounds, warm_ups, scale, workload, store, from_url):
    """One workload on one store."""
    with workplace("peers") as place:
        root = place / "origin"
        root.mkdir()
        files = Files(WORKLOADS[workload], root, scale)
        files.renew(0)
        with Origin(place / "nginx", root) as origin, STORES[store](place) as there:
            ours = Ours(place, there, files, origin, from_url)
            try:
                ours.open()
                runs = PeerRuns(place, there, files, origin)
                table = Table([ours, *peers_for(store, workload)], runs.missing)
                _rounds(rounds, warm_ups, files, ours, runs, table)
                where = machine(ours.node.java())
            finally:
                ours.close()
            where["programs"] = {name: first_line(*command) for name, command in VERSIONS.items()}
        result = {"workload": workload, "title": files.title, "bytes": files.bytes, "files": len(files.sizes), "models": len(files.models),
                  "store": store, "storeTitle": there.title, "rounds": rounds, "warmUpRoundsOfOurs": warm_ups,
                  "contenders": table.result(files.bytes)}
    return result, where


def _cpu(row, result):
    """Of tiny files the bytes do not count."""
    if result["models"] > 1:
        return row["cpuSeconds"]["median"] / result["models"] * 1000
    return row["cpuSecondsPerGiB"]["median"]


def show(result):
    """A table for people: medians, with the extremes of the seconds."""
    print(f"\n{result['workload']}, {result['title']}, into {result['storeTitle']}; medians of {result['rounds']}")
    print(f"  {'':42}{'s':>8}  {'min … max':16}{'CPU ms/model' if result['models'] > 1 else 'CPU s/GiB':>12}{'MiB RSS':>9}  verified")
    for row in sorted(result["contenders"], key=lambda row: row["seconds"]["median"] if "seconds" in row else float("inf")):
        if "seconds" in row:
            seconds = row["seconds"]
            extremes = f"{seconds['min']:.2f} … {seconds['max']:.2f}"
            print(f"  {('* ' if row['ours'] else '') + row['name']:42}{seconds['median']:8.2f}  {extremes:16}{_cpu(row, result):12.2f}"
                  f"{row['peakRssMiB']['median']:9.0f}  {row['verifies']}")
        if "wrong" in row:
            print(f"  {row['name']:42}{row['wrong']}")
