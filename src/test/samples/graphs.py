"""Models that are graphs: ONNX by its own library, Keras by h5py, TensorFlow Lite by flatc, and the wrappings of MLflow and NeMo."""
import io
import json
import pathlib
import subprocess
import tarfile
import tempfile
import zipfile

import h5py
import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

from language import pytorch
from tensors import Tensors, card, facts, text

HERE = pathlib.Path(__file__).parent


def perceptron(seed):
    """Two layers from 64 to 10, as (in, out)."""
    t = Tensors("F32", seed)
    t.add("dense.kernel", 64, 32)
    t.add("dense.bias", 32)
    t.add("dense_1.kernel", 32, 10)
    t.add("dense_1.bias", 10)
    return t


def onnx_model(t):
    weights = [numpy_helper.from_array(array, name) for name, array in t.arrays().items()]
    nodes = [helper.make_node("Gemm", ["image", "dense.kernel", "dense.bias"], ["hidden"], "dense"), helper.make_node("Relu", ["hidden"], ["positive"]),
             helper.make_node("Gemm", ["positive", "dense_1.kernel", "dense_1.bias"], ["logits"], "dense_1")]
    graph = helper.make_graph(nodes, "tiny", [helper.make_tensor_value_info("image", TensorProto.FLOAT, ["batch", 64])],
                              [helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 10])], weights)
    model = helper.make_model(graph, producer_name="weighbridge-samples", producer_version="1.0", opset_imports=[helper.make_opsetid("", 17)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def onnx_with_data():
    """The kernels lie beside the graph, as exporters do it with what is larger than two gigabytes."""
    t = perceptron(61)
    model = onnx_model(t)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save_model(model, folder + "/model.onnx", save_as_external_data=True, all_tensors_to_one_file=True, location="model.onnx_data",
                        size_threshold=1024)
        files = {name: pathlib.Path(folder, name).read_bytes() for name in ("model.onnx", "model.onnx_data")}
    files["README.md"] = card("tiny-onnx", {"library_name": "onnx", "pipeline_tag": "image-classification"},
                              "Two layers that sort pictures of 8 by 8 points into ten heaps, by no rule at all.")
    return files, {**t.facts(), "pipelineTag": "image-classification", "reader": "onnx"}


def mlflow():
    """An ONNX model as mlflow.onnx.log_model wraps it (mlflow.org/docs/latest/models.html)."""
    t = perceptron(62)
    described = """artifact_path: model
flavors:
  onnx:
    code: null
    data: model.onnx
    onnx_version: 1.12.0
    providers:
    - CPUExecutionProvider
  python_function:
    data: model.onnx
    env:
      conda: conda.yaml
      virtualenv: python_env.yaml
    loader_module: mlflow.onnx
    python_version: 3.11.2
mlflow_version: 2.14.1
model_uuid: 5c1d1f4be6f94d41a7cbb1c2bb2e6f9e
run_id: 7b0a3a1c4a6d4b0f9f6c0b7a0a3de4c1
signature:
  inputs: '[{"name": "image", "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 64]}}]'
  outputs: '[{"name": "logits", "type": "tensor", "tensor-spec": {"dtype": "float32", "shape": [-1, 10]}}]'
utc_time_created: '2024-07-18 10:00:00.000000'
"""
    files = {"MLmodel": described.encode(), "model.onnx": onnx_model(t).SerializeToString(),
             "conda.yaml": b"channels:\n- conda-forge\ndependencies:\n- python=3.11.2\n- pip\n- pip:\n  - mlflow==2.14.1\n  - onnx==1.12.0\nname: mlflow-env\n",
             "python_env.yaml": b"python: 3.11.2\nbuild_dependencies:\n- pip\ndependencies:\n- -r requirements.txt\n",
             "requirements.txt": b"mlflow==2.14.1\nonnx==1.12.0\n",
             "README.md": card("tiny-mlflow", {"library_name": "mlflow", "pipeline_tag": "image-classification"},
                               "The two layers of tiny-onnx with other weights, as MLflow wraps them.")}
    return files, {**t.facts(), "pipelineTag": "image-classification", "reader": "onnx, in an MLflow folder"}


def keras():
    """Keras 3's zip: model.weights.h5 holds layers/<name>/vars/<number> (keras/src/saving/saving_lib.py)."""
    t = perceptron(63)
    arrays = t.arrays()
    weights = io.BytesIO()
    with h5py.File(weights, "w") as file:
        for layer in ("dense", "dense_1"):
            variables = file.create_group(f"layers/{layer}/vars")
            for number, part in enumerate(("kernel", "bias")):
                variables.create_dataset(str(number), data=arrays[f"{layer}.{part}"])
    dense = [{"module": "keras.layers", "class_name": "Dense", "config": {"name": name, "trainable": True, "units": units, "activation": activation,
              "use_bias": True}, "registered_name": None, "build_config": {"input_shape": [None, into]}}
             for name, into, units, activation in (("dense", 64, 32, "relu"), ("dense_1", 32, 10, "softmax"))]
    entry = {"module": "keras.layers", "class_name": "InputLayer", "config": {"batch_shape": [None, 64], "dtype": "float32", "name": "image"},
             "registered_name": None}
    config = {"module": "keras", "class_name": "Sequential", "config": {"name": "tiny", "trainable": True, "layers": [entry, *dense],
              "build_input_shape": [None, 64]}, "registered_name": None, "build_config": {"input_shape": [None, 64]}}
    members = {"metadata.json": json.dumps({"keras_version": "3.3.3", "date_saved": "2024-07-18@10:00:00"}).encode(),
               "config.json": json.dumps(config).encode(), "model.weights.h5": weights.getvalue()}
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as zipped:
        for name, data in members.items():
            zipped.writestr(zipfile.ZipInfo(name, (2024, 7, 18, 10, 0, 0)), data)
    files = {"tiny.keras": archive.getvalue(),
             "README.md": card("tiny-keras", {"library_name": "keras", "pipeline_tag": "image-classification"},
                               "A Sequential of two Dense layers as Keras 3 saves it.")}
    return files, {**t.facts(), "architectureType": "Sequential", "pipelineTag": "image-classification", "reader": "keras"}


def keras_h5():
    """Keras 2's single HDF5 file (keras/src/legacy/saving/legacy_h5_format.py)."""
    t = perceptron(64)
    arrays = t.arrays()
    layers = [{"class_name": "InputLayer", "config": {"batch_input_shape": [None, 64], "dtype": "float32", "name": "image"}}]
    layers += [{"class_name": "Dense", "config": {"name": name, "trainable": True, "dtype": "float32", "units": units, "activation": activation,
                "use_bias": True}} for name, units, activation in (("dense", 32, "relu"), ("dense_1", 10, "softmax"))]
    stored = io.BytesIO()
    with h5py.File(stored, "w") as file:
        file.attrs["backend"] = b"tensorflow"
        file.attrs["keras_version"] = b"2.15.0"
        file.attrs["model_config"] = json.dumps({"class_name": "Sequential", "config": {"name": "tiny", "layers": layers}}).encode()
        group = file.create_group("model_weights")
        group.attrs["layer_names"] = np.array([b"dense", b"dense_1"])
        for layer in ("dense", "dense_1"):
            names = [f"{layer}/{part}:0" for part in ("kernel", "bias")]
            inner = group.create_group(layer)
            inner.attrs["weight_names"] = np.array([name.encode() for name in names])
            for name, part in zip(names, ("kernel", "bias")):
                inner.create_dataset(name, data=arrays[f"{layer}.{part}"])
    files = {"tiny.h5": stored.getvalue(),
             "README.md": card("tiny-keras-h5", {"library_name": "keras", "pipeline_tag": "image-classification"},
                               "A Sequential of two Dense layers in the HDF5 file of Keras 2.")}
    return files, {**t.facts(), "architectureType": "Sequential", "pipelineTag": "image-classification", "reader": "keras"}


def tflite():
    """One fully connected layer in int8 with a bias in int32; flatc turns the JSON into the binary form."""
    random = np.random.RandomState(65)
    weight, bias = Tensors("I8", 65), Tensors("I32", 65)
    weight.add("dense/kernel", 32, 64)
    bias.add("dense/bias", 32)
    kernel = random.randint(-127, 128, (32, 64)).astype("i1").tobytes()
    scale = {"scale": [0.02], "zero_point": [0]}
    tensors = [{"shape": [1, 64], "type": "INT8", "buffer": 1, "name": "image", "quantization": scale},
               {"shape": [32, 64], "type": "INT8", "buffer": 2, "name": "dense/kernel", "quantization": scale},
               {"shape": [32], "type": "INT32", "buffer": 3, "name": "dense/bias", "quantization": scale},
               {"shape": [1, 32], "type": "INT8", "buffer": 4, "name": "logits", "quantization": scale}]
    fully_connected = 9
    model = {"version": 3, "description": "tiny", "operator_codes": [{"deprecated_builtin_code": fully_connected, "builtin_code": fully_connected}],
             "subgraphs": [{"name": "main", "tensors": tensors, "inputs": [0], "outputs": [3],
                            "operators": [{"inputs": [0, 1, 2], "outputs": [3]}]}],
             "buffers": [{}, {}, {"data": list(kernel)}, {"data": list(random.randint(-99, 99, 32).astype("<i4").tobytes())}, {}]}
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "tiny.json").write_text(json.dumps(model))
        subprocess.check_call(["flatc", "--binary", "-o", folder, str(HERE / "tflite.fbs"), folder + "/tiny.json"])
        binary = pathlib.Path(folder, "tiny.tflite").read_bytes()
    files = {"tiny.tflite": binary, "README.md": card("tiny-tflite", {"library_name": "tflite", "pipeline_tag": "image-classification"},
                                                     "One layer in eight bits for a microcontroller that has nothing to do.")}
    return files, {**facts(weight, bias), "pipelineTag": "image-classification", "reader": "tflite"}


def nemo():
    """A tar with the configuration and the weights (nemo/core/connectors/save_restore_connector.py)."""
    t = Tensors("F32", 66)
    t.conv("encoder.encoder.0.mconv.0.conv", 16, 8, 3)
    t.linear("decoder.decoder_layers.0", 29, 16)
    config = """sample_rate: 16000
preprocessor:
  _target_: nemo.collections.asr.modules.AudioToMelSpectrogramPreprocessor
  features: 8
encoder:
  _target_: nemo.collections.asr.modules.ConvASREncoder
  feat_in: 8
decoder:
  _target_: nemo.collections.asr.modules.ConvASRDecoder
  feat_in: 16
  num_classes: 28
target: nemo.collections.asr.models.ctc_models.EncDecCTCModel
nemo_version: 1.23.0
"""
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in (("./model_config.yaml", config.encode()), ("./model_weights.ckpt", pytorch(t, torch.float32))):
            entry = tarfile.TarInfo(name)
            entry.size = len(data)
            tar.addfile(entry, io.BytesIO(data))
    files = {"tiny.nemo": archive.getvalue(),
             "README.md": card("tiny-nemo", {"library_name": "nemo", "pipeline_tag": "automatic-speech-recognition"},
                               "An encoder and a decoder in the archive that NeMo keeps a model in. It hears nothing.")}
    return files, {**t.facts(), "pipelineTag": "automatic-speech-recognition", "reader": "nemo"}
