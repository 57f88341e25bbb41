#!/usr/bin/python3
"""
Makes the models in samples/ that their own tools write, the same bytes every time, and facts.json, which says what must be found in them:

    apt-get install python3-torch python3-onnx python3-h5py protobuf-compiler flatbuffers-compiler   # Debian 12
    src/test/samples/make_samples.py samples

The other models there are made by dev.weighbridge.samples.MakeSamples.
"""
import json
import pathlib
import sys

sys.dont_write_bytecode = True

import diffusion  # noqa: E402
import graphs  # noqa: E402
import language  # noqa: E402
import savedmodel  # noqa: E402
from tensors import sha256  # noqa: E402

SAMPLES = {
    "tiny-pytorch": language.gpt2,
    "tiny-mla": language.deepseek,
    "tiny-moe": language.mixture,
    "tiny-lora": language.lora,
    "tiny-sentence-transformer": language.sentences,
    "tiny-diffusers": diffusion.pipeline,
    "tiny-onnx": graphs.onnx_with_data,
    "tiny-mlflow": graphs.mlflow,
    "tiny-keras": graphs.keras,
    "tiny-keras-h5": graphs.keras_h5,
    "tiny-tflite": graphs.tflite,
    "tiny-nemo": graphs.nemo,
    "tiny-savedmodel": savedmodel.saved_model,
}


def main(folder):
    known = {}
    for sample, make in SAMPLES.items():
        files, facts = make()
        for path, data in files.items():
            target = pathlib.Path(folder, sample, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)
        known[sample] = {**facts, "files": {path: sha256(data) for path, data in sorted(files.items())}}
    pathlib.Path(__file__).with_name("facts.json").write_text(json.dumps(known, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "samples")
