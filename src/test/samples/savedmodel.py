"""TensorFlow's SavedModel: the graph by protoc, its variables in a bundle whose index is a LevelDB table."""
import importlib
import os
import pathlib
import struct
import subprocess
import sys
import tempfile

from tensors import Tensors, card

HERE = pathlib.Path(__file__).parent

FLOAT = 1  # DT_FLOAT of tensorflow/core/framework/types.proto


def messages():
    """The Python classes of savedmodel.proto."""
    os.environ["PROTOCOL_BUFFERS_PYTHON_IMPLEMENTATION"] = "python"
    folder = tempfile.mkdtemp()
    subprocess.check_call(["protoc", f"-I{HERE}", f"--python_out={folder}", str(HERE / "savedmodel.proto")])
    sys.path.insert(0, folder)
    return importlib.import_module("savedmodel_pb2")


def crc32c(data):
    """RFC 3720, appendix B.4, bit by bit."""
    crc = 0xFFFFFFFF
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0x82F63B78 if crc & 1 else 0)
    return crc ^ 0xFFFFFFFF


assert crc32c(b"123456789") == 0xE3069283


def masked(data):
    crc = crc32c(data)
    return ((crc >> 15 | crc << 17) + 0xA282EAD8) & 0xFFFFFFFF


def varint(number):
    out = b""
    while number > 127:
        out, number = out + bytes([number & 127 | 128]), number >> 7
    return out + bytes([number])


def block(pairs):
    """Entries without a shared prefix: every one is a restart point (leveldb's doc/table_format.md)."""
    out, restarts = b"", []
    for key, value in pairs:
        restarts.append(len(out))
        out += varint(0) + varint(len(key)) + varint(len(value)) + key + value
    restarts = restarts or [0]
    return out + b"".join(struct.pack("<I", restart) for restart in restarts) + struct.pack("<I", len(restarts))


def table(pairs):
    out = b""

    def put(content):
        nonlocal out
        handle = varint(len(out)) + varint(len(content))
        out += content + b"\0" + struct.pack("<I", masked(content + b"\0"))
        return handle

    data = put(block(pairs))
    footer = put(block([])) + put(block([(pairs[-1][0], data)]))
    return out + footer.ljust(40, b"\0") + struct.pack("<Q", 0xDB4775248B80FB57)


def saved_model():
    pb = messages()
    t = Tensors("F32", 71)
    t.add("dense/kernel", 64, 10)
    t.add("dense/bias", 10)

    def shape(*sizes):
        return pb.Shape(dim=[pb.Shape.Dim(size=size) for size in sizes])

    model = pb.SavedModel(saved_model_schema_version=1)
    graph = model.meta_graphs.add()
    graph.meta_info_def.tags.append("serve")
    graph.meta_info_def.tensorflow_version = "2.15.0"
    graph.graph_def.versions.producer = 1645
    entry = graph.graph_def.node.add(name="serving_default_image", op="Placeholder")
    entry.attr["dtype"].type = FLOAT
    entry.attr["shape"].shape.CopyFrom(shape(-1, 64))
    for name in t.shapes:
        variable = graph.graph_def.node.add(name=name, op="VarHandleOp")
        variable.attr["dtype"].type = FLOAT
        variable.attr["shape"].shape.CopyFrom(shape(*t.shapes[name]))
        read = graph.graph_def.node.add(name=name + "/Read", op="ReadVariableOp", input=[name])
        read.attr["dtype"].type = FLOAT
    for name, op, inputs in (("product", "MatMul", ["serving_default_image", "dense/kernel/Read"]),
                             ("logits", "BiasAdd", ["product", "dense/bias/Read"])):
        graph.graph_def.node.add(name=name, op=op, input=inputs).attr["T"].type = FLOAT
    served = graph.signature_def["serving_default"]
    served.method_name = "tensorflow/serving/predict"
    served.inputs["image"].CopyFrom(pb.TensorInfo(name="serving_default_image:0", dtype=FLOAT, tensor_shape=shape(-1, 64)))
    served.outputs["logits"].CopyFrom(pb.TensorInfo(name="logits:0", dtype=FLOAT, tensor_shape=shape(-1, 10)))
    data, pairs = b"", [(b"", pb.BundleHeader(num_shards=1, version=pb.VersionDef(producer=1)).SerializeToString())]
    encoded = t.encoded()
    for name in sorted(encoded):
        entry = pb.BundleEntry(dtype=FLOAT, shape=shape(*t.shapes[name]), offset=len(data), size=len(encoded[name]), crc32c=masked(encoded[name]))
        pairs.append((name.encode(), entry.SerializeToString()))
        data += encoded[name]
    files = {"saved_model.pb": model.SerializeToString(deterministic=True), "variables/variables.index": table(pairs),
             "variables/variables.data-00000-of-00001": data,
             "README.md": card("tiny-savedmodel", {"library_name": "tf", "pipeline_tag": "image-classification"},
                               "One layer that TensorFlow Serving would serve, to nobody's use.")}
    return files, {**t.facts(), "pipelineTag": "image-classification", "reader": "savedmodel"}
