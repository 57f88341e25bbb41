"""A command from its start to its end, on a node that answers at once: the launcher with its AOT cache against the plain jar, taking turns."""
import os
import subprocess
import time

from weighbench.node import LAUNCHER, Node, PASSWORD, PLAIN_JAR, wait_until, workplace
from weighbench.report import machine, spread

COMMANDS = {"list": ("list",), "show": ("show", "no-such-model"), "help": ("--help",)}


def measure(rounds):
    with workplace("client") as place, Node(place / "node") as node:
        environment = {**os.environ, "WEIGHBRIDGE_URL": node.url, "XDG_CONFIG_HOME": str(place), "XDG_CACHE_HOME": str(place / "cache")}

        def run(program, *words, text=None):
            began = time.monotonic()
            subprocess.run([*program, *words], env=environment, input=text, text=True, capture_output=True, timeout=60, check=False)
            return time.monotonic() - began

        programs = {"launcher": (str(LAUNCHER),), "plainJar": (node.java(), "-jar", str(PLAIN_JAR))}
        where = machine(node.java())
        run(programs["launcher"], "login", "--password-stdin", text=PASSWORD + "\n")  # has the cache made, too
        wait_until(lambda: list((place / "cache" / "weighbridge").glob("*.aot")), 120, "the making of the cache")
        seconds = {program: {command: [] for command in COMMANDS} for program in programs}
        for _ in range(rounds):
            for program, path in programs.items():
                for command, words in COMMANDS.items():
                    seconds[program][command].append(run(path, *words))
    return {program: {command: {"seconds": spread(all_of)} for command, all_of in of.items()} for program, of in seconds.items()}, where
