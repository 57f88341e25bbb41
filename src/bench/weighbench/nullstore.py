"""An S3 server that takes objects and throws their bytes away, so that what is measured is the client. Run as a program: nullstore.py PORT.

Kept are names, sizes and the first 64 KiB of each object; what is beyond reads back as zeros. Signatures are not looked at. GET /__counts says what came in
and went out by kind of request; DELETE /__objects/BUCKET empties a bucket."""
import base64
import contextlib
import itertools
import json
import re
import socket
import sys
import threading
import time
from dataclasses import dataclass, field
from email.utils import formatdate
from pathlib import Path
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from weighbench.wire import Broken, Wire  # noqa: E402

HEAD = 64 << 10
ZEROS = bytes(1 << 20)
OWNED = ("<Initiator><ID>1</ID><DisplayName>bench</DisplayName></Initiator><Owner><ID>1</ID><DisplayName>bench</DisplayName></Owner>"
         "<StorageClass>STANDARD</StorageClass>")  # strict clients miss it
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
CODES = {"NoSuchBucket": "404 Not Found", "NoSuchKey": "404 Not Found", "NoSuchUpload": "404 Not Found", "InvalidPart": "400 Bad Request",
         "PreconditionFailed": "412 Precondition Failed", "InvalidRange": "416 Range Not Satisfiable", "BucketAlreadyOwnedByYou": "409 Conflict",
         "NotImplemented": "501 Not Implemented"}


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


def kept_headers(request):
    return {name: value for name, value in request.headers.items() if name.startswith("x-amz-meta-") or name == "content-type"}


def echoed(request):
    return {name: value for name, value in request.headers.items() if name.startswith("x-amz-checksum-") and name != "x-amz-checksum-algorithm"}


def iso(moment):
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(moment))


class Conversation:
    """All requests of one connection."""

    def __init__(self, connection, store, counts):
        self.wire, self.store, self.counts = Wire(connection), store, counts

    def run(self):
        with contextlib.suppress(ConnectionError):
            while request := self.wire.next_request():
                self._answer(request)

    def _answer(self, request):
        _, bucket, *rest = request.path.split("/", 2) + [""]
        key = rest[0]
        handler = self._handler(request, bucket, key)
        self.wire.taken, self.took = 0, False
        try:
            handler(request, bucket, key)
        except Refused as refused:
            # A client that asked first has sent nothing; from any other the body is on its way and is let pass.
            if not self.took and not request.expects():
                self._body(request, 0)
            code = str(refused)
            body = f"{XML}<Error><Code>{code}</Code><Message>{code}</Message></Error>".encode()
            if request.method == "HEAD":
                self.wire.answer(CODES[code], {"Content-Length": 0})
            else:
                self.wire.answer(CODES[code], {"Content-Type": "application/xml"}, body)
            self.counts.add(f"refused {code}")
        except Broken:
            self.counts.break_off(self.wire.taken)
            raise ConnectionResetError from None

    def _handler(self, request, bucket, key):
        query = request.query
        if bucket.startswith("__"):
            return self._own
        if not bucket:
            return self._list_buckets
        if not key:
            names = {"GET": self._uploads if "uploads" in query else self._location if "location" in query else self._list,
                     "HEAD": self._head_bucket, "PUT": self._make_bucket, "DELETE": self._drop_bucket}
        elif "uploadId" in query:
            names = {"PUT": self._put_part, "POST": self._complete, "GET": self._parts, "DELETE": self._abort}
        else:
            names = {"PUT": self._put, "GET": self._get, "HEAD": self._get, "DELETE": self._delete, "POST": self._begin if "uploads" in query else None}
        return names.get(request.method) or self._unknown

    def _body(self, request, keep):
        self.took = True
        return self.wire.body(request, keep)

    def _xml(self, kind, text):
        body = (XML + text).encode()
        self.wire.answer("200 OK", {"Content-Type": "application/xml"}, body)
        self.counts.add(kind)

    def _empty(self, kind, status="200 OK", headers=None, came=0):
        self.wire.answer(status, headers or {})
        self.counts.add(kind, came)

    def _unknown(self, request, bucket, key):
        raise Refused("NotImplemented")

    def _own(self, request, bucket, key):
        if request.method == "DELETE":
            with self.store.lock:
                self.store.buckets[key] = {}
                self.store.uploads = {name: upload for name, upload in self.store.uploads.items() if upload.bucket != key}
        with self.store.lock:
            held = {name: {"objects": len(objects), "bytes": sum(one.size for one in objects.values())}
                    for name, objects in self.store.buckets.items()}
        body = json.dumps(held).encode() if bucket == "__objects" else self.counts.text()
        self.wire.answer("200 OK", {"Content-Type": "application/json"}, body)

    def _list_buckets(self, request, bucket, key):
        with self.store.lock:
            names = "".join(f"<Bucket><Name>{escape(name)}</Name><CreationDate>{iso(0)}</CreationDate></Bucket>" for name in self.store.buckets)
        self._xml("ListBuckets", f"<ListAllMyBucketsResult><Owner><ID>1</ID></Owner><Buckets>{names}</Buckets></ListAllMyBucketsResult>")

    def _location(self, request, bucket, key):
        self._head_only(bucket)
        self._xml("GetBucketLocation", '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"></LocationConstraint>')

    def _head_only(self, bucket):
        with self.store.lock:
            self.store.bucket(bucket)

    def _head_bucket(self, request, bucket, key):
        self._head_only(bucket)
        self._empty("HeadBucket")

    def _make_bucket(self, request, bucket, key):
        _, came = self._body(request, 0)
        with self.store.lock:
            if bucket in self.store.buckets:
                raise Refused("BucketAlreadyOwnedByYou")
            self.store.buckets[bucket] = {}
        self._empty("CreateBucket", headers={"Location": "/" + bucket}, came=came)

    def _drop_bucket(self, request, bucket, key):
        with self.store.lock:
            self.store.bucket(bucket)
            del self.store.buckets[bucket]
        self._empty("DeleteBucket", "204 No Content")

    def _list(self, request, bucket, key):
        """Both versions of the listing; the continuation token, or marker, is the last key."""
        query = request.query
        prefix, delimiter, most = query.get("prefix", ""), query.get("delimiter", ""), int(query.get("max-keys", 1000))
        after = query.get("continuation-token") or query.get("start-after") or query.get("marker") or ""
        with self.store.lock:
            objects = sorted((name, one) for name, one in self.store.bucket(bucket).items() if name.startswith(prefix))
        entries, last = {}, ""
        for name, one in objects:
            cut = name.find(delimiter, len(prefix)) if delimiter else -1
            shown = name if cut < 0 else name[:cut + len(delimiter)]
            if shown <= after or shown in entries:
                continue
            if len(entries) == most:
                last = list(entries)[-1]
                break
            entries[shown] = one if cut < 0 else None
        contents = "".join(f"<Contents><Key>{escape(name)}</Key><LastModified>{iso(one.written)}</LastModified><ETag>&quot;{one.etag}&quot;</ETag>"
                           f"<Size>{one.size}</Size><StorageClass>STANDARD</StorageClass></Contents>" for name, one in entries.items() if one)
        folders = "".join(f"<CommonPrefixes><Prefix>{escape(name)}</Prefix></CommonPrefixes>" for name, one in entries.items() if not one)
        going_on = f"<NextContinuationToken>{escape(last)}</NextContinuationToken><NextMarker>{escape(last)}</NextMarker>" if last else ""
        self._xml("ListObjects", f"<ListBucketResult><Name>{escape(bucket)}</Name><Prefix>{escape(prefix)}</Prefix><MaxKeys>{most}</MaxKeys>"
                  f"<KeyCount>{len(entries)}</KeyCount><IsTruncated>{str(bool(last)).lower()}</IsTruncated>{going_on}{contents}{folders}</ListBucketResult>")

    def _uploads(self, request, bucket, key):
        prefix = request.query.get("prefix", "")
        with self.store.lock:
            open_ones = [(number, upload) for number, upload in self.store.uploads.items() if upload.bucket == bucket and upload.key.startswith(prefix)]
        entries = "".join(f"<Upload><Key>{escape(upload.key)}</Key><UploadId>{number}</UploadId>{OWNED}<Initiated>{iso(upload.begun)}</Initiated></Upload>"
                          for number, upload in open_ones)
        self._xml("ListMultipartUploads", f"<ListMultipartUploadsResult><Bucket>{escape(bucket)}</Bucket><MaxUploads>1000</MaxUploads>"
                  f"<IsTruncated>false</IsTruncated>{entries}</ListMultipartUploadsResult>")

    def _put(self, request, bucket, key):
        if "x-amz-copy-source" in request.headers:
            raise Refused("NotImplemented")
        self.store.refuse_unless_new(request, bucket, key)
        head, size = self._body(request, HEAD)
        self.store.refuse_unless_new(request, bucket, key)
        etag = self.store.etag(request)
        with self.store.lock:
            self.store.bucket(bucket)[key] = Object(size, etag, head, kept_headers(request))
        self._empty("PutObject", headers={"ETag": f'"{etag}"', **echoed(request)}, came=size)

    def _begin(self, request, bucket, key):
        self._body(request, 0)
        number = f"upload-{next(self.store.numbers)}"
        with self.store.lock:
            self.store.bucket(bucket)
            self.store.uploads[number] = Upload(bucket, key, kept_headers(request))
        self._xml("CreateMultipartUpload", f"<InitiateMultipartUploadResult><Bucket>{escape(bucket)}</Bucket><Key>{escape(key)}</Key>"
                  f"<UploadId>{number}</UploadId></InitiateMultipartUploadResult>")

    def _put_part(self, request, bucket, key):
        if "x-amz-copy-source" in request.headers:
            raise Refused("NotImplemented")
        upload, number = self.store.upload(request), int(request.query["partNumber"])
        head, size = self._body(request, HEAD if number == 1 else 0)
        etag = self.store.etag(request)
        with self.store.lock:
            again = number in upload.parts
            upload.parts[number] = (size, etag)
            upload.head = head or upload.head
        self.counts.part(size, again)
        self._empty("UploadPart", headers={"ETag": f'"{etag}"', **echoed(request)}, came=size)

    def _parts(self, request, bucket, key):
        upload = self.store.upload(request)
        after, most = int(request.query.get("part-number-marker", 0)), int(request.query.get("max-parts", 1000))
        with self.store.lock:
            parts = sorted((number, part) for number, part in upload.parts.items() if number > after)
        shown = parts[:most]
        entries = "".join(f"<Part><PartNumber>{number}</PartNumber><LastModified>{iso(upload.begun)}</LastModified><ETag>&quot;{etag}&quot;</ETag>"
                          f"<Size>{size}</Size></Part>" for number, (size, etag) in shown)
        going_on = f"<NextPartNumberMarker>{shown[-1][0]}</NextPartNumberMarker>" if shown else ""
        self._xml("ListParts", f"<ListPartsResult><Bucket>{escape(bucket)}</Bucket><Key>{escape(key)}</Key><UploadId>{request.query['uploadId']}</UploadId>"
                  f"{OWNED}<PartNumberMarker>{after}</PartNumberMarker><MaxParts>{most}</MaxParts><IsTruncated>{str(len(parts) > most).lower()}</IsTruncated>{going_on}{entries}</ListPartsResult>")

    def _complete(self, request, bucket, key):
        upload = self.store.upload(request)
        text, _ = self._body(request, 8 << 20)
        named = re.findall(rb"<Part>(.*?)</Part>", text, re.S)
        numbers = [int(re.search(rb"<PartNumber>(\d+)", one).group(1)) for one in named]
        etags = [re.search(rb"<ETag>(.*?)</ETag>", one, re.S).group(1).decode().replace("&quot;", "").replace("&#34;", "").strip('"') for one in named]
        self.store.refuse_unless_new(request, bucket, key)
        with self.store.lock:
            if not numbers or any(upload.parts.get(number, (0, None))[1] != etag for number, etag in zip(numbers, etags)):
                raise Refused("InvalidPart")
            size = sum(upload.parts[number][0] for number in numbers)
            etag = f"{next(self.store.numbers):032x}-{len(numbers)}"
            self.store.bucket(bucket)[key] = Object(size, etag, upload.head, upload.kept_headers)
            self.store.uploads.pop(request.query["uploadId"], None)
        self._xml("CompleteMultipartUpload", f"<CompleteMultipartUploadResult><Location>/{escape(bucket)}/{escape(key)}</Location>"
                  f"<Bucket>{escape(bucket)}</Bucket><Key>{escape(key)}</Key><ETag>&quot;{etag}&quot;</ETag></CompleteMultipartUploadResult>")

    def _abort(self, request, bucket, key):
        self.store.upload(request)
        with self.store.lock:
            self.store.uploads.pop(request.query["uploadId"], None)
        self._empty("AbortMultipartUpload", "204 No Content")

    def _delete(self, request, bucket, key):
        with self.store.lock:
            self.store.bucket(bucket).pop(key, None)
        self._empty("DeleteObject", "204 No Content")

    def _get(self, request, bucket, key):
        one = self.store.object(bucket, key)
        begin, end, status = 0, one.size, "200 OK"
        headers = {"ETag": f'"{one.etag}"', "Last-Modified": formatdate(one.written, usegmt=True), "Accept-Ranges": "bytes", **one.kept_headers}
        if wanted := re.fullmatch(r"bytes=(\d*)-(\d*)", request.headers.get("range", "")):
            first, last = wanted.groups()
            begin, end = (int(first), min(one.size, int(last or one.size) + 1)) if first else (max(0, one.size - int(last)), one.size)
            if begin >= one.size:
                raise Refused("InvalidRange")
            status, headers["Content-Range"] = "206 Partial Content", f"bytes {begin}-{end - 1}/{one.size}"
        headers["Content-Length"] = end - begin
        self.wire.answer(status, headers)
        if request.method == "HEAD":
            self.counts.add("HeadObject")
            return
        self._send(one.head[begin:end])
        self._send_zeros(end - max(begin, len(one.head)))
        self.counts.add("GetObject", went=end - begin)

    def _send(self, some):
        self.wire.connection.sendall(some)

    def _send_zeros(self, left):
        while left > 0:
            self._send(memoryview(ZEROS)[:min(left, len(ZEROS))])
            left -= len(ZEROS)


def serve(port):
    store, counts = Store(), Counts()
    with socket.create_server(("127.0.0.1", port), backlog=256) as door:
        while True:
            connection, _ = door.accept()
            threading.Thread(target=Conversation(connection, store, counts).run, daemon=True).start()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
