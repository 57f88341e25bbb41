"""nginx on loopback as the place where models come from, and what it says it has sent."""
import os
import shutil
import subprocess
import time

from weighbench.node import free_port, wait_until

CONFIGURATION = """\
daemon off;
{user}worker_processes 1;
pid {place}/nginx.pid;
error_log {place}/error.log;
events {{ worker_connections 256; }}
http {{
  log_format sent '$msec $request_time $body_bytes_sent $status';
  access_log {place}/access.log sent;
  client_body_temp_path {place}/t1; proxy_temp_path {place}/t2; fastcgi_temp_path {place}/t3; uwsgi_temp_path {place}/t4; scgi_temp_path {place}/t5;
  sendfile on;
  default_type application/octet-stream;
  server {{ listen 127.0.0.1:{port}; root {root}; autoindex on; autoindex_exact_size on; }}
}}
"""


class Origin:
    """Serves the folder root. sent() lists (begin, end, bytes) of every answered request since the last forget()."""

    def __init__(self, place, root):
        self.place = place
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        place.mkdir(parents=True, exist_ok=True)
        user = "user root;\n" if os.geteuid() == 0 else ""
        (place / "nginx.conf").write_text(CONFIGURATION.format(place=place, root=root, port=self.port, user=user))
        self.process = None

    def __enter__(self):
        program = shutil.which("nginx") or "/usr/sbin/nginx"
        self.process = subprocess.Popen([program, "-p", str(self.place), "-c", str(self.place / "nginx.conf")], stdin=subprocess.DEVNULL,
                                        stderr=subprocess.DEVNULL)
        wait_until((self.place / "nginx.pid").exists, 10, "the start of nginx")
        return self

    def __exit__(self, *failure):
        self.process.terminate()
        self.process.wait(10)

    def forget(self):
        os.truncate(self.place / "access.log", 0)

    def sent(self):
        lines = [line.split() for line in (self.place / "access.log").read_text().splitlines()]
        return [(float(end) - float(took), float(end), int(size)) for end, took, size, _ in lines]

    def sent_when_quiet(self):
        """As sent(), once nothing more has come for half a second: a broken connection is logged when nginx notices it."""
        seen = -1
        while len(self.sent()) != seen:
            seen = len(self.sent())
            time.sleep(0.5)
        return self.sent()


def random_file(path, size):
    with open(path, "wb") as out, open("/dev/urandom", "rb") as random:
        for _ in range(0, size, 1 << 20):
            out.write(random.read(1 << 20))


def make_new(path, number):
    """Other bytes, so another digest, at no cost."""
    with open(path, "r+b") as file:
        file.write(number.to_bytes(8, "big"))
