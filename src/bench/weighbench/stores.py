"""Where the bytes go: a folder on the disk, the null store, S3Proxy. Each says what our node and the peers need to know, and what has landed."""
import contextlib
import json
import shutil
import socket
import subprocess
import sys
import urllib.request
from pathlib import Path

from weighbench.node import free_port, wait_until
from weighbench.s3proxy import S3Proxy

KEY, SECRET, OURS, THEIRS = "bench-key", "bench-secret-of-no-worth", "models", "peers"


def files_in(folder):
    """(files, bytes) below a folder; links are not counted."""
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink()]
    return len(sizes), sum(sizes)


class LocalFolder:
    """The peers write where they are started; our node writes below its home, and forces it to the disk."""
    name, title = "local", "a folder on the disk"
    properties, environment = (), {}

    def __init__(self, place):
        pass

    def clear(self):
        pass

    def landed(self, target):
        return files_in(target)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        pass


class _Bucket:
    """What the two S3 stores have in common; url is the server's."""

    def use(self, url):
        self.url = url
        self.properties = ("--weighbridge.store.type=s3", f"--weighbridge.store.s3.endpoint={url}", f"--weighbridge.store.s3.bucket={OURS}",
                           f"--weighbridge.store.s3.access-key={KEY}", f"--weighbridge.store.s3.secret-key={SECRET}")
        self.environment = {
            "S3": url, "BUCKET": THEIRS, "AWS_ACCESS_KEY_ID": KEY, "AWS_SECRET_ACCESS_KEY": SECRET, "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true", "RCLONE_CONFIG_STORE_TYPE": "s3", "RCLONE_CONFIG_STORE_PROVIDER": "Other",
            "RCLONE_CONFIG_STORE_ENDPOINT": url, "RCLONE_CONFIG_STORE_ACCESS_KEY_ID": KEY, "RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY": SECRET}


class NullStore(_Bucket):
    name, title = "null", "an S3 store that throws the bytes away"

    def __init__(self, place):
        self.port = free_port()
        self.process = None
        self.use(f"http://127.0.0.1:{self.port}")

    def __enter__(self):
        program = Path(__file__).with_name("nullstore.py")
        self.process = subprocess.Popen([sys.executable, "-I", str(program), str(self.port)], stdin=subprocess.DEVNULL)
        wait_until(self._listens, 10, "the start of the null store")
        for bucket in (OURS, THEIRS):
            self._own("DELETE", f"__objects/{bucket}")
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(10)

    def _listens(self):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), 1):
            return True
        return False

    def _own(self, method, path):
        request = urllib.request.Request(f"{self.url}/{path}", method=method)
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)

    def counts(self):
        return self._own("GET", "__counts")

    def clear(self):
        self._own("DELETE", f"__objects/{THEIRS}")

    def landed(self, target):
        held = self._own("GET", "__objects")[THEIRS]
        return held["objects"], held["bytes"]


class S3ProxyStore(_Bucket):
    name, title = "s3proxy", "S3Proxy on the disk"

    def __init__(self, place):
        self.server = S3Proxy(place / "s3proxy", KEY, SECRET)
        self.use(self.server.url)

    def __enter__(self):
        self.server.__enter__()
        (self.server.folder / THEIRS).mkdir()  # a bucket is a folder
        return self

    def __exit__(self, *failure):
        self.server.__exit__()

    def clear(self):
        for path in (self.server.folder / THEIRS).iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    def landed(self, target):
        return files_in(self.server.folder / THEIRS)


STORES = {store.name: store for store in (LocalFolder, NullStore, S3ProxyStore)}
