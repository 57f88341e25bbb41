"""Makes the origin look like a model hub to npm's hub client: static answers beside the files. The client is installed once under target/bench."""
import json
import os
import shutil
import subprocess

from weighbench.node import WORK

CLIENT = "@huggingface/hub@2.17.5"
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def installed():
    """The folder that the client is installed in, or None and why not."""
    place = WORK / "npm"
    if (place / "node_modules" / "@huggingface" / "hub").exists():
        return place, None
    if not shutil.which("npm") or not shutil.which("node"):
        return None, "npm is not installed"
    place.mkdir(parents=True, exist_ok=True)
    (place / "package.json").write_text("{}")
    done = subprocess.run(["npm", "install", "--no-audit", "--no-fund", CLIENT], cwd=place, capture_output=True, text=True, timeout=300)
    return (place, None) if done.returncode == 0 else (None, f"npm cannot install {CLIENT}")


def publish(files, root):
    """hub/ below root answers as a hub for the workload's models. Returns their names there."""
    hub = root / "hub"
    shutil.rmtree(hub, ignore_errors=True)
    names = []
    for model in files.models:
        name = model or files.folder.name
        names.append(name)
        _publish_model(hub, name, files.folder / model if model else files.folder, _entries(files, model))
    return " ".join(names)


def _entries(files, model):
    begin = model + "/" if model else ""
    return [{"type": "file", "path": path[len(begin):], "size": files.sizes[path], "oid": digest[:40],
             "lfs": {"oid": digest, "size": files.sizes[path], "pointerSize": 134}} for path, digest in files.sums if path.startswith(begin)]


def _publish_model(hub, name, folder, entries):
    api = hub / "api" / "models" / "bench" / name
    _write(api / "revision" / "main", {"_id": name, "id": f"bench/{name}", "sha": COMMIT, "lastModified": "2026-01-01T00:00:00Z"})
    _write(api / "tree" / COMMIT, entries)
    for entry in entries:
        _write(api / "paths-info" / COMMIT / entry["path"], [entry])
    resolve = hub / "bench" / name / "resolve"
    resolve.mkdir(parents=True)
    os.symlink(folder, resolve / COMMIT)


def _write(path, answer):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(answer))
