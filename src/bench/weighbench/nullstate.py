"""What the null store remembers: names, sizes, the beginning of each object, and what it was asked."""
import base64
import itertools
import json
import threading
import time
from dataclasses import dataclass, field


class Refused(Exception):
    """An S3 error; its code is the message."""


@dataclass
class Object:
    size: int
    etag: str
    head: bytes
    kept_headers: dict
    written: float = field(default_factory=time.time)


@dataclass
class Upload:
    bucket: str
    key: str
    kept_headers: dict
    begun: float = field(default_factory=time.time)
    head: bytes = b""
    parts: dict = field(default_factory=dict)  # number: (size, etag)


class Counts:
    """Requests and bytes by kind; parts that came once more although they had been finished."""

    def __init__(self):
        self.lock = threading.Lock()
        self.kinds = {}
        self.finished_part_bytes = self.parts_again = self.broken = self.broken_bytes = 0

    def add(self, kind, came=0, went=0):
        with self.lock:
            entry = self.kinds.setdefault(kind, {"requests": 0, "bytesIn": 0, "bytesOut": 0})
            entry["requests"] += 1
            entry["bytesIn"] += came
            entry["bytesOut"] += went

    def part(self, size, again):
        with self.lock:
            self.finished_part_bytes += size
            self.parts_again += again

    def break_off(self, came):
        with self.lock:
            self.broken += 1
            self.broken_bytes += came

    def text(self):
        with self.lock:
            return json.dumps({"kinds": self.kinds, "finishedPartBytes": self.finished_part_bytes, "finishedPartsPutAgain": self.parts_again,
                               "brokenBodies": self.broken, "brokenBytes": self.broken_bytes}).encode()


class Store:
    """Names and sizes. Every method is one step under one lock; bodies pass outside of it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.buckets = {}
        self.uploads = {}
        self.numbers = itertools.count(1)

    def etag(self, request):
        """A client that says the MD5 gets it back. Others get what no client takes for an MD5: nobody has computed one."""
        if md5 := request.headers.get("content-md5"):
            return base64.b64decode(md5).hex()
        return f"{next(self.numbers):032x}-1"

    def bucket(self, name):
        if name not in self.buckets:
            raise Refused("NoSuchBucket")
        return self.buckets[name]

    def object(self, bucket, key):
        with self.lock:
            if key not in self.bucket(bucket):
                raise Refused("NoSuchKey")
            return self.buckets[bucket][key]

    def upload(self, request):
        with self.lock:
            if request.query["uploadId"] not in self.uploads:
                raise Refused("NoSuchUpload")
            return self.uploads[request.query["uploadId"]]

    def refuse_unless_new(self, request, bucket, key):
        with self.lock:
            if request.headers.get("if-none-match") == "*" and key in self.bucket(bucket):
                raise Refused("PreconditionFailed")
            self.bucket(bucket)
