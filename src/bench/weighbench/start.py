"""Start to ready: the launcher with its AOT cache against the plain jar, taking turns."""
from weighbench.node import Node, PLAIN_JAR, workplace
from weighbench.report import machine, spread


def measure(rounds):
    with workplace("start") as place:
        with Node(place / "launched") as first:  # makes the cache and the database
            java = first.java()
        commands = {"launcher": {}, "plainJar": {"command": (java, "-jar", str(PLAIN_JAR))}}
        homes = {"launcher": place / "launched", "plainJar": place / "plain"}
        with Node(homes["plainJar"], **commands["plainJar"]):
            where = machine(java)
        seconds, cpu = {name: [] for name in commands}, {name: [] for name in commands}
        for _ in range(rounds):
            for name, command in commands.items():
                node = Node(homes[name], **command)
                try:
                    seconds[name].append(node.start())
                    cpu[name].append(node.cpu_seconds())
                finally:
                    node.stop()
    result = {name: {"seconds": spread(seconds[name]), "cpuSeconds": spread(cpu[name])} for name in commands}
    result["ratioOfBest"] = round(min(seconds["launcher"]) / min(seconds["plainJar"]), 3)
    return result, where
