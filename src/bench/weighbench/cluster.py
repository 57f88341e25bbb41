"""A cluster as docker-compose.yml describes it, without Docker, and what it carries: models a second by how many workers there are."""
import base64
import contextlib
import json
import os
import re
import secrets
import signal
import socket
import subprocess
import tarfile
import threading
import time
import urllib.request
import zipfile

from weighbench.door import Door
from weighbench.node import LAUNCHER, REPOSITORY, free_port, wait_until, workplace
from weighbench.report import machine
from weighbench.s3proxy import PROGRAM as S3_PROGRAM

COMPOSE = (REPOSITORY / "docker-compose.yml").read_text()
BINARIES = "io/zonky/test/postgres/embedded-postgres-binaries-linux-"
LONGEST_STOP = 30
PROGRAMS = ("dev.weighbridge.cluster.ClaimBench", "dev.weighbridge.cluster.BatchBench")
CLIENTS = 8
SLICE = 300  # models for each number of workers


def settings():
    """The environment of all nodes, as docker-compose.yml has it."""
    block = COMPOSE.split("x-settings: &settings\n", 1)[1].split("\n\n", 1)[0]
    return {name: value.strip('"') for name, value in re.findall(r"^  ([A-Z0-9_]+): (.+)$", block, re.MULTILINE)}


def secret_files(folder, made):
    """The files that Compose would mount, and nothing else."""
    wanted = set(re.findall(r"^      target: (\S+)$", COMPOSE, re.MULTILINE))
    if wanted != made.keys():
        raise SystemExit(f"docker-compose.yml mounts {sorted(wanted)}, and this script makes {sorted(made)}.")
    folder.mkdir()
    for name, value in made.items():
        (folder / name).write_text(value)


class Process:
    """Of our own; ended with the block, whatever happens."""

    def __init__(self, name, command, log, **more):
        self.name, self.log = name, log
        with open(log, "wb") as out:
            self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=out, **more)

    def alive(self):
        if self.process.poll() is not None:
            raise SystemExit(f"{self.name} ended with {self.process.returncode}:\n{self.log.read_text()[-3000:]}")
        return True

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(LONGEST_STOP)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


def class_path(place):
    target = place / "class-path"
    subprocess.run(["mvn", "-q", "-B", "dependency:build-classpath", "-DincludeScope=test", f"-Dmdep.outputFile={target}"], cwd=REPOSITORY, check=True,
                   stdout=subprocess.DEVNULL, timeout=300)
    return target.read_text().strip()


def java():
    """The JVM that the launcher finds."""
    environment = os.environ | {"WEIGHBRIDGE_AOT": "off", "WEIGHBRIDGE_JAVA_OPTS": "-XshowSettings:properties -version"}
    told = subprocess.run([LAUNCHER], env=environment, capture_output=True, text=True, check=True)
    return re.search(r"java\.home = (\S+)", told.stderr + told.stdout).group(1) + "/bin/java"


def postgres(place, jars, password):
    """On a port of its own; who is root gives that away first, because PostgreSQL wants it so."""
    jar = next(jar for jar in jars.split(":") if f"{BINARIES}amd64/" in jar or f"{BINARIES}arm64v8/" in jar)
    with zipfile.ZipFile(jar) as packed:
        name = next(entry for entry in packed.namelist() if entry.endswith(".txz"))
        with packed.open(name) as archive, tarfile.open(fileobj=archive, mode="r:xz") as files:
            files.extractall(place / "pg", filter="tar")
    data, port, word = place / "pgdata", free_port(), place / "pgword"
    word.write_text(password)
    drop = ["unshare", "-U"] if os.geteuid() == 0 else []
    subprocess.run([*drop, place / "pg/bin/initdb", "--pgdata", data, "--username=weighbridge", f"--pwfile={word}", "--auth=scram-sha-256",
                    "--encoding=UTF8"], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    command = [*drop, place / "pg/bin/postgres", "-D", data, "-p", str(port), "-c", "listen_addresses=127.0.0.1", "-c",
               "unix_socket_directories=", "-c", "max_connections=200"]
    return Process("PostgreSQL", command, place / "postgres.log"), port


def listens(process, port):
    process.alive()
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        return True
    return False


class Node(Process):
    def __init__(self, name, role, place, environment):
        self.port, home = free_port(), place / name
        home.mkdir()
        (REPOSITORY / "target" / "bench" / "aot").mkdir(parents=True, exist_ok=True)
        (home / "aot").symlink_to(REPOSITORY / "target" / "bench" / "aot")
        self.environment = os.environ | environment | {"WEIGHBRIDGE_ROLES": role, "WEIGHBRIDGE_HOME": str(home), "SERVER_PORT": str(self.port),
                                                       "SERVER_ADDRESS": "127.0.0.1"}
        super().__init__(name, [LAUNCHER, "serve"], place / f"{name}.log", env=self.environment, cwd=home)

    def healthy(self):
        """By the check of the image."""
        self.alive()
        return subprocess.run([REPOSITORY / "src/docker/healthy"], env=self.environment, stderr=subprocess.DEVNULL).returncode == 0

    def get(self, path, authorization=""):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers={"Authorization": authorization})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.read().decode()


@contextlib.contextmanager
def cluster(place, workers, roots, more=None):
    """An api node and so many workers, healthy; models may be read below roots. Yields the nodes, the password of admin and the token of the metrics.

    More is of the environment of all nodes."""
    password, token, store_key, database_key = (secrets.token_urlsafe(24) for _ in range(4))
    secret_files(place / "secrets", {
        "weighbridge.admin.password": password, "weighbridge.secret-key": base64.b64encode(secrets.token_bytes(32)).decode(),
        "weighbridge.metrics.token": token, "spring.datasource.password": database_key, "weighbridge.store.s3.secret-key": store_key})
    jars, store_port = class_path(place), free_port()
    (place / "objects").mkdir()
    server, database_port = postgres(place, jars, database_key)
    with contextlib.ExitStack() as all_of_it:
        all_of_it.enter_context(server)
        store = all_of_it.enter_context(Process("S3Proxy", [java(), "-Xmx256m", "-cp", jars, S3_PROGRAM, str(store_port), place / "objects",
                                                            "weighbridge", store_key], place / "store.log"))
        wait_until(lambda: listens(server, database_port) and listens(store, store_port), 60, "the start of PostgreSQL and S3Proxy")
        environment = settings() | {"WEIGHBRIDGE_JAVA_OPTS": "-Xmx512m -XX:+UseSerialGC", "WEIGHBRIDGE_SOURCES_LOCALROOTS": str(roots)}
        environment |= more or {}
        environment["SPRING_CONFIG_IMPORT"] = f"configtree:{place}/secrets/"
        environment["SPRING_DATASOURCE_URL"] = f"jdbc:postgresql://127.0.0.1:{database_port}/postgres"
        environment["WEIGHBRIDGE_STORE_S3_ENDPOINT"] = f"http://127.0.0.1:{store_port}"
        names = [("api", "api"), *((f"worker-{number + 1}", "worker") for number in range(workers))]
        nodes = [all_of_it.enter_context(Node(name, role, place, environment)) for name, role in names]
        for node in nodes:
            wait_until(node.healthy, 150, f"the start of {node.name}", 0.5)
        yield nodes, password, token


def _models_per_second(place, api, password, first):
    """Tiny models, one file of a few bytes each, so that what is carried is the metadata. Asked for over eight connections, and waited for one by one."""
    names = [f"m-{number}" for number in range(first, first + SLICE)]
    for name in names:
        (place / "models" / name).mkdir(parents=True)
        (place / "models" / name / "config.json").write_text(json.dumps({"name": name}))
    door = Door(f"http://127.0.0.1:{api.port}").login(password)
    center, jobs, began = door.add_center(str(place / "models")), [], time.monotonic()

    def ask(some):
        own = door.again()
        jobs.extend(own.add_model(name, name, center) for name in some)

    clients = [threading.Thread(target=ask, args=(names[number::CLIENTS],)) for number in range(CLIENTS)]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    for job in jobs:
        door.finished(job, 600)
    if len(jobs) != SLICE:
        raise RuntimeError(f"{len(jobs)} of {SLICE} were taken")
    return SLICE / (time.monotonic() - began)


def _processor_time():
    """Of all cores since the machine's start, by kind: man 5 proc_stat."""
    with open("/proc/stat") as stat:
        return [int(ticks) for ticks in stat.readline().split()[1:]]


def _busy(before, after):
    spent = [new - old for old, new in zip(before, after)]
    return 1 - sum(spent[3:5]) / sum(spent[:8])  # idle and iowait; guests are counted in user already


def _series(counts, more=None):
    """By workers, and how busy the machine was: the last slice counts, because those before it, one for each worker, let the nodes' compilers work."""
    rates, busy = {}, {}
    for count in counts:
        with workplace(f"cluster-{count}") as place:
            os.chmod(place, 0o755)
            (place / "models").mkdir()
            with cluster(place, count, place / "models", more) as (nodes, password, _):
                for warm_up in range(count):
                    _models_per_second(place, nodes[0], password, warm_up * SLICE)
                before = _processor_time()
                rates[f"workers{count}"] = _models_per_second(place, nodes[0], password, count * SLICE)
                busy[f"workers{count}"] = _busy(before, _processor_time())
                print(f"  {count} workers: {rates[f'workers{count}']:.1f} models/s, {busy[f'workers{count}']:.0%} of the cores busy", flush=True)
    return {"modelsPerSecond": rates, "coresBusy": busy}


def measure():
    """Workers as they come, of which one has both cores of a small machine busy; and workers that do one import at a time, of which it has room for two."""
    load = os.getloadavg()[0]
    print("  one import at a time", flush=True)
    narrow = _series((1, 2), {"WEIGHBRIDGE_WORKER_SMALLSLOTS": "1"})
    print("  eight", flush=True)
    wide = _series((1, 2, 4, 8))
    where = machine(java())
    where["loadBefore"] = load
    return wide | {"oneAtATime": narrow}, where


def programs():
    """What PostgreSQL carries of the queue and of Spring Batch's tables: lines of JSON, printed as they come."""
    with workplace("claims") as place:
        libraries, target = class_path(place), REPOSITORY / "target"
        for program in PROGRAMS:
            subprocess.run([java(), "-Xmx1g", "-cp", f"{target / 'test-classes'}:{target / 'classes'}:{libraries}", program], check=True, timeout=3600)
