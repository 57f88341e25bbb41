"""Lists of tensors as the libraries name and shape them, filled with pseudo-random numbers of a fixed seed."""
import hashlib
import json
import struct

import numpy as np

SIZES = {"F32": 4, "F16": 2, "BF16": 2, "I64": 8, "I32": 4, "I8": 1}


class Tensors:
    """Tensors by name, in the order in which they were added; all of one type."""

    def __init__(self, dtype, seed):
        self.dtype, self.shapes, self.random = dtype, {}, np.random.RandomState(seed)

    def add(self, name, *shape):
        assert name not in self.shapes, name
        self.shapes[name] = shape

    def linear(self, name, out, into, bias=True):
        self.add(name + ".weight", out, into)
        if bias:
            self.add(name + ".bias", out)

    def conv(self, name, out, into, side):
        self.add(name + ".weight", out, into, side, side)
        self.add(name + ".bias", out)

    def norm(self, name, width, bias=True):
        self.add(name + ".weight", width)
        if bias:
            self.add(name + ".bias", width)

    def parameters(self):
        return sum(int(np.prod(shape, dtype=np.int64)) for shape in self.shapes.values())

    def facts(self):
        return facts(self)

    def arrays(self):
        """Norms are near one, the rest is small."""
        return {name: (np.ones(shape) if len(shape) == 1 and name.endswith("weight") else self.random.randn(*shape) * 0.02).astype("<f4")
                for name, shape in self.shapes.items()}

    def encoded(self):
        return {name: encode(array, self.dtype) for name, array in self.arrays().items()}

    def safetensors(self, metadata=None):
        return safetensors({name: (self.dtype, self.shapes[name], data) for name, data in self.encoded().items()}, metadata)


def facts(*parts):
    """What must be found: parameters and bytes by type."""
    parameters, size = {}, {}
    for part in parts:
        parameters[part.dtype] = parameters.get(part.dtype, 0) + part.parameters()
        size[part.dtype] = size.get(part.dtype, 0) + part.parameters() * SIZES[part.dtype]
    return {"parameters": parameters, "bytes": size}


def encode(array, dtype):
    if dtype == "F16":
        return array.astype("<f2").tobytes()
    if dtype == "BF16":
        return (array.view("<u4") + 0x8000 >> 16).astype("<u2").tobytes()
    return array.tobytes()


def safetensors(tensors, metadata=None):
    """github.com/huggingface/safetensors, Format: length of the header in 8 bytes, header, tensors."""
    header, offset = {"__metadata__": metadata or {"format": "pt"}}, 0
    for name, (dtype, shape, data) in tensors.items():
        header[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [offset, offset + len(data)]}
        offset += len(data)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(data for _, _, data in tensors.values())


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def text(document):
    return (json.dumps(document, indent=2) + "\n").encode()


def card(title, tags, prose):
    front = "".join(f"{name}: {value}\n" for name, value in tags.items())
    return f"---\nlicense: cc0-1.0\n{front}tags:\n- sample\n---\n# {title}\n\n{prose}\n".encode()
