"""S3Proxy, an S3 server that really writes, as a process of its own: the build's test dependency, on a folder."""
import contextlib
import socket
import subprocess
from pathlib import Path

from weighbench.node import REPOSITORY, WORK, Node, free_port, wait_until

PROGRAM = Path(__file__).with_name("S3ProxyServer.java")


def _remembered(name, source, make):
    """A text that is made once per state of the file source."""
    kept = WORK / name
    if not kept.exists() or kept.stat().st_mtime < source.stat().st_mtime:
        kept.parent.mkdir(parents=True, exist_ok=True)
        kept.write_text(make())
    return kept.read_text()


def _class_path():
    target = WORK / "class-path.made"
    subprocess.run(["mvn", "-q", "-B", "dependency:build-classpath", "-DincludeScope=test", f"-Dmdep.outputFile={target}"], cwd=REPOSITORY, check=True,
                   stdout=subprocess.DEVNULL, timeout=300)
    return target.read_text()


def _java():
    """The JVM that the launcher finds for a node."""
    with Node(WORK / "java-home") as node:
        return node.java()


def class_path_and_java():
    """Of the build's test dependencies, and of a node."""
    pom = REPOSITORY / "pom.xml"
    return _remembered("class-path", pom, _class_path), _remembered("java", pom, _java)


class S3Proxy:
    def __init__(self, place, key, secret):
        self.place, self.folder, self.port = Path(place), Path(place) / "objects", free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.arguments = [str(self.port), str(self.folder), key, secret]
        self.process = None

    def __enter__(self):
        class_path, java = class_path_and_java()
        self.folder.mkdir(parents=True)
        with open(self.place / "s3proxy.log", "wb") as log:
            self.process = subprocess.Popen([java, "-Xmx1g", "-cp", class_path, str(PROGRAM), *self.arguments], stdin=subprocess.DEVNULL, stdout=log,
                                            stderr=log, cwd=self.place)
        wait_until(self._listens, 60, "the start of S3Proxy")
        return self

    def _listens(self):
        if self.process.poll() is not None:
            raise RuntimeError(f"S3Proxy ended with {self.process.returncode}; see {self.place / 's3proxy.log'}")
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(30)

