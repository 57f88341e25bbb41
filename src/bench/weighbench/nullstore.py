"""An S3 server that takes objects and throws their bytes away, so that what is measured is the client. Run as a program: nullstore.py PORT.

Kept are names, sizes and the first 64 KiB of each object; what is beyond reads back as zeros. Signatures are not looked at. GET /__counts says what
came in and went out by kind of request; GET /__objects what each bucket holds; DELETE /__objects/BUCKET makes or empties a bucket."""
import contextlib
import json
import re
import socket
import sys
import threading
from email.utils import formatdate
from html import unescape
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from weighbench import s3xml  # noqa: E402
from weighbench.nullstate import Counts, Object, Refused, Store, Upload  # noqa: E402
from weighbench.wire import Broken, Wire  # noqa: E402

HEAD = 64 << 10
ZEROS = bytes(1 << 20)
CODES = {"NoSuchBucket": "404 Not Found", "NoSuchKey": "404 Not Found", "NoSuchUpload": "404 Not Found", "InvalidPart": "400 Bad Request",
         "PreconditionFailed": "412 Precondition Failed", "InvalidRange": "416 Range Not Satisfiable", "BucketAlreadyOwnedByYou": "409 Conflict",
         "NotImplemented": "501 Not Implemented"}


def kept_headers(request):
    return {name: value for name, value in request.headers.items() if name.startswith("x-amz-meta-") or name == "content-type"}


def echoed(request):
    return {name: value for name, value in request.headers.items() if name.startswith("x-amz-checksum-") and name != "x-amz-checksum-algorithm"}


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
            body = (s3xml.HEAD + s3xml.error(code)).encode()
            if request.method == "HEAD":
                self.wire.answer(CODES[code], {"Content-Length": 0})
            else:
                self.wire.answer(CODES[code], {"Content-Type": "application/xml"}, body)
            self.counts.add(f"refused {code}")
        except (Broken, ConnectionError):
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
        body = (s3xml.HEAD + text).encode()
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
            names = list(self.store.buckets)
        self._xml("ListBuckets", s3xml.buckets(names))

    def _location(self, request, bucket, key):
        self._head_only(bucket)
        self._xml("GetBucketLocation", s3xml.location())

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
        self._xml("ListObjects", s3xml.listing(bucket, prefix, most, entries, last))

    def _uploads(self, request, bucket, key):
        prefix = request.query.get("prefix", "")
        with self.store.lock:
            open_ones = [(number, upload) for number, upload in self.store.uploads.items() if upload.bucket == bucket and upload.key.startswith(prefix)]
        self._xml("ListMultipartUploads", s3xml.uploads(bucket, open_ones))

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
        self._xml("CreateMultipartUpload", s3xml.begun(bucket, key, number))

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
        page = after, most, parts[:most], len(parts) > most
        self._xml("ListParts", s3xml.parts(bucket, key, request.query["uploadId"], page, upload.begun))

    def _complete(self, request, bucket, key):
        upload = self.store.upload(request)
        text, _ = self._body(request, 8 << 20)
        named = re.findall(rb"<Part>(.*?)</Part>", text, re.S)
        numbers = [int(re.search(rb"<PartNumber>(\d+)", one).group(1)) for one in named]
        etags = [unescape(re.search(rb"<ETag>(.*?)</ETag>", one, re.S).group(1).decode()).strip('"') for one in named]
        self.store.refuse_unless_new(request, bucket, key)
        with self.store.lock:
            if not numbers or any(upload.parts.get(number, (0, None))[1] != etag for number, etag in zip(numbers, etags)):
                raise Refused("InvalidPart")
            size = sum(upload.parts[number][0] for number in numbers)
            etag = f"{next(self.store.numbers):032x}-{len(numbers)}"
            self.store.bucket(bucket)[key] = Object(size, etag, upload.head, upload.kept_headers)
            self.store.uploads.pop(request.query["uploadId"], None)
        self._xml("CompleteMultipartUpload", s3xml.completed(bucket, key, etag))

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
