"""The store's ceiling: puts a local file as a multipart upload, four parts of 16 MiB at once, by sendfile: nothing is hashed, nothing is copied.

Run as a program: rawput.py ENDPOINT BUCKET KEY FILE, with AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment. Requests are presigned."""
import datetime
import hashlib
import hmac
import http.client
import os
import re
import sys
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

PART = 16 << 20
AT_ONCE = 4


def presigned(method, host, path, query):
    """Signature version 4 in the query, payload unsigned (Amazon S3, "Authenticating requests: using query parameters")."""
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
    scope = f"{now[:8]}/us-east-1/s3/aws4_request"
    signed = {**query, "X-Amz-Algorithm": "AWS4-HMAC-SHA256", "X-Amz-Credential": f"{os.environ['AWS_ACCESS_KEY_ID']}/{scope}", "X-Amz-Date": now,
              "X-Amz-Expires": "3600", "X-Amz-SignedHeaders": "host"}
    text = "&".join(f"{urllib.parse.quote(name, safe='')}={urllib.parse.quote(value, safe='')}" for name, value in sorted(signed.items()))
    canonical = f"{method}\n{path}\n{text}\nhost:{host}\n\nhost\nUNSIGNED-PAYLOAD"
    to_sign = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
    key = ("AWS4" + os.environ["AWS_SECRET_ACCESS_KEY"]).encode()
    for step in scope.split("/"):
        key = hmac.new(key, step.encode(), hashlib.sha256).digest()
    return f"{path}?{text}&X-Amz-Signature={hmac.new(key, to_sign.encode(), hashlib.sha256).hexdigest()}"


class Raw:
    def __init__(self, endpoint, bucket, key):
        self.host = urllib.parse.urlsplit(endpoint).netloc
        self.path = f"/{bucket}/{key}"

    def ask(self, method, query, body=b""):
        connection = http.client.HTTPConnection(self.host, timeout=600)
        connection.request(method, presigned(method, self.host, self.path, query), body)
        return self._answer(connection)[0]

    def put_part(self, upload, number, file, offset, size):
        connection = http.client.HTTPConnection(self.host, timeout=600)
        connection.putrequest("PUT", presigned("PUT", self.host, self.path, {"partNumber": str(number), "uploadId": upload}))
        connection.putheader("Content-Length", size)
        connection.endheaders()
        connection.sock.settimeout(None)  # sendfile is to wait
        while size:
            sent = os.sendfile(connection.sock.fileno(), file.fileno(), offset, size)
            offset, size = offset + sent, size - sent
        return self._answer(connection)[1]

    @staticmethod
    def _answer(connection):
        answer = connection.getresponse()
        text = answer.read().decode()
        connection.close()
        if answer.status >= 300 or "<Error>" in text:
            raise SystemExit(f"{answer.status} {text[:200]}")
        return text, answer.getheader("ETag")


def main(endpoint, bucket, key, name):
    raw, size = Raw(endpoint, bucket, key), os.path.getsize(name)
    upload = re.search("<UploadId>(.*?)</UploadId>", raw.ask("POST", {"uploads": ""})).group(1)
    with open(name, "rb") as file, ThreadPoolExecutor(AT_ONCE) as threads:
        etags = threads.map(lambda begin: raw.put_part(upload, begin // PART + 1, file, begin, min(PART, size - begin)), range(0, size, PART))
        parts = "".join(f"<Part><PartNumber>{number}</PartNumber><ETag>{etag}</ETag></Part>" for number, etag in enumerate(etags, 1))
    raw.ask("POST", {"uploadId": upload}, f"<CompleteMultipartUpload>{parts}</CompleteMultipartUpload>".encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
