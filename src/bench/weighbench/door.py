"""The ZStack door, over one kept connection: login, model centre, AddModel, the job's end."""
import hashlib
import http.client
import json
import time
import urllib.parse


class Door:
    def __init__(self, url, session=None):
        self.connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=120)
        self.url = url
        self.session = session

    def login(self, password):
        body = {"logInByAccount": {"accountName": "admin", "password": hashlib.sha512(password.encode()).hexdigest()}}
        self.session = self._ask("PUT", "/zstack/v1/accounts/login", body)[1]["inventory"]["uuid"]
        return self

    def again(self):
        """Another connection of the same session, for another thread."""
        return Door(self.url, self.session)

    def add_center(self, url):
        body = {"param": {"name": "bench", "url": url, "managementIp": "127.0.0.1", "managementPort": 5000}}
        status, answer = self._ask("POST", "/zstack/v1/ai/model-centers", body)
        while status == 202:
            status, answer = self._poll(answer["location"])
        if status != 200:
            raise RuntimeError(f"AddModelCenter: {status} {answer}")
        return answer["inventory"]["uuid"]

    def add_model(self, name, install_path, center):
        """The location of its job."""
        body = {"param": {"name": name, "installPath": install_path, "modelCenterUuid": center}}
        status, answer = self._ask("POST", "/zstack/v1/ai/models", body, {"Prefer": "respond-async"})
        if status != 202:
            raise RuntimeError(f"AddModel: {status} {answer}")
        return answer["location"]

    def add_model_held(self, name, install_path, center, seconds):
        """The inventory; the call is held until the model is in, so that nobody asks meanwhile. Longer ones are polled."""
        body = {"param": {"name": name, "installPath": install_path, "modelCenterUuid": center}}
        status, answer = self._ask("POST", "/zstack/v1/ai/models", body)
        if status == 202:
            return self.finished(answer["location"], seconds, 0.1)
        if status != 200:
            raise RuntimeError(f"AddModel: {status} {answer}")
        return answer["inventory"]

    def finished(self, location, seconds, pause=0.02):
        """The inventory, once the job has come to its end."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            status, answer = self._poll(location)
            if status == 200:
                return answer["inventory"]
            if status != 202:
                raise RuntimeError(f"{location}: {status} {answer}")
            time.sleep(pause)
        raise TimeoutError(f"{location} took more than {seconds} s")

    def _poll(self, location):
        return self._ask("GET", urllib.parse.urlsplit(location).path)

    def _ask(self, method, path, body=None, headers=None):
        sent = {"Content-Type": "application/json", **(headers or {})}
        if self.session:
            sent["Authorization"] = "OAuth " + self.session
        self.connection.request(method, path, json.dumps(body) if body is not None else None, sent)
        answer = self.connection.getresponse()
        text = answer.read().decode()
        return answer.status, json.loads(text) if text.startswith("{") else text
