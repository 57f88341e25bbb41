"""HTTP/1.1 as a server sees it, made to take bodies at the least cost: what nobody will look at is dropped by the kernel (Linux: MSG_TRUNC)."""
import mmap
import socket
import urllib.parse

AT_ONCE = 4 << 20
LONGEST_HEAD = 64 << 10

# The kernel counts what it drops and writes nothing here, so all threads can name the same place.
_NOWHERE = mmap.mmap(-1, AT_ONCE)


class Broken(Exception):
    """The other side went away in the middle."""


class Request:
    def __init__(self, head):
        lines = head.decode("latin-1").split("\r\n")
        self.method, target, _ = lines[0].split(" ", 2)
        path, _, query = target.partition("?")
        self.path = urllib.parse.unquote(path)
        self.query = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        self.headers = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:] if line)}

    def expects(self):
        return self.headers.get("expect", "").lower() == "100-continue"


class Wire:
    """One connection, used by one thread: next_request(), then body() unless it is to be refused, then answer()."""

    def __init__(self, connection):
        self.connection = connection
        self.ahead = b""
        self.taken = 0
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def next_request(self):
        """None when the other side has hung up between two requests."""
        while (end := self.ahead.find(b"\r\n\r\n")) < 0:
            more = self.connection.recv(LONGEST_HEAD)
            if not more or len(self.ahead) > LONGEST_HEAD:
                return None
            self.ahead += more
        head, self.ahead = self.ahead[:end], self.ahead[end + 4:]
        return Request(head)

    def body(self, request, keep):
        """Takes the whole body; returns its first bytes, keep at the most, and its length without any framing. self.taken counts as it comes."""
        self.taken = 0
        if request.expects():
            self.connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        if "chunked" in request.headers.get("transfer-encoding", ""):
            if "x-amz-decoded-content-length" in request.headers:
                return self._aws_chunks_in_http_chunks(keep)
            return self._chunks(keep)
        length = int(request.headers.get("content-length", 0))
        if self._is_aws_chunked(request):
            return self._chunks(keep)
        return self._take(length, keep), length

    @staticmethod
    def _is_aws_chunked(request):
        return "x-amz-decoded-content-length" in request.headers or "aws-chunked" in request.headers.get("content-encoding", "")

    def answer(self, status, headers, body=b""):
        head = "".join(f"{name}: {value}\r\n" for name, value in {"Content-Length": len(body), **headers}.items())
        self.connection.sendall(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)

    def _take(self, length, keep):
        """The first bytes of the next length bytes; the rest is dropped."""
        head = self._read(min(length, keep))
        left = length - len(head)
        beside = min(left, len(self.ahead))
        self.ahead = self.ahead[beside:]
        self.taken += beside
        left -= beside
        while left:
            got = self.connection.recv_into(_NOWHERE, min(left, AT_ONCE), socket.MSG_TRUNC | socket.MSG_WAITALL)
            if not got:
                raise Broken
            self.taken += got
            left -= got
        return head

    def _read(self, length):
        while len(self.ahead) < length:
            more = self.connection.recv(length - len(self.ahead))
            if not more:
                raise Broken
            self.ahead += more
        read, self.ahead = self.ahead[:length], self.ahead[length:]
        self.taken += length
        return read

    def _line(self):
        while (end := self.ahead.find(b"\r\n")) < 0:
            more = self.connection.recv(4096)
            if not more:
                raise Broken
            self.ahead += more
        line, self.ahead = self.ahead[:end], self.ahead[end + 2:]
        return line

    def _chunks(self, keep):
        """HTTP's chunks and those of AWS are framed alike: a line with the length in hex, the bytes, an empty line; trailers at the end."""
        head, length = b"", 0
        while size := int(self._line().split(b";")[0], 16):
            head += self._take(size, keep - len(head))
            length += size
            self._line()
        while self._line():
            pass
        return head, length

    def _aws_chunks_in_http_chunks(self, keep):
        """One framing in the other; rare and small here, so it is held in memory."""
        inner = b""
        while size := int(self._line().split(b";")[0], 16):
            inner += self._read(size)
            self._line()
        while self._line():
            pass
        outer, self.ahead = self.ahead, inner
        try:
            return self._chunks(keep)
        finally:
            self.ahead = outer
