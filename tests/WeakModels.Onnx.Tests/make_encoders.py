#!/usr/bin/env python3
"""Makes the folders fixtures/encoder-* and fixtures/encoders.json: tiny image encoders with the inputs and outputs of published ones, and what a reference says of them.

Needs Debian's python3-onnx, python3-numpy and python3-pil:  /usr/bin/python3 make_encoders.py
The reference resizes by Pillow and computes the rest in numpy; images are the formula `image` here and in ImageEncoderTests.cs.
"""
import json
import math
import os

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper
from PIL import Image

HERE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures")
PATCH, WIDE, LENGTH = 4, 6, 5
SIZES = [(37, 23), (16, 16), (11, 60), (3, 5), (100, 7), (64, 48)]
random = np.random.RandomState(31)


def image(width, height):
    x, y, c = np.meshgrid(np.arange(width), np.arange(height), np.arange(3))
    return ((x * x * 3 + y * 7 * (c + 1) + x * y * (c + 2) + 31 * c) % 256).astype(np.uint8)


def write(folder, name, content):
    path = os.path.join(HERE, folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as file:
        file.write(content if isinstance(content, bytes) else json.dumps(content, indent=1).encode())


def processed(pixels, config):
    """As the image processors of transformers do."""
    size, is_clip = config.get("size"), str(config.get("image_processor_type", config.get("feature_extractor_type"))).startswith("CLIP")
    if config.get("do_resize", True):
        height, width = pixels.shape[:2]
        if isinstance(size, int):
            size = {"shortest_edge": size} if is_clip else {"height": size, "width": size}
        if "shortest_edge" in size:
            short, long = min(width, height), max(width, height)
            other = int(size["shortest_edge"] * long / short)
            to = (size["shortest_edge"], other) if width <= height else (other, size["shortest_edge"])
        else:
            to = (size["width"], size["height"])
        pixels = np.asarray(Image.fromarray(pixels).resize(to, config.get("resample", 3 if is_clip else 2)))
    if config.get("do_center_crop"):
        crop = config["crop_size"]
        crop = {"height": crop, "width": crop} if isinstance(crop, int) else crop
        height, width = pixels.shape[:2]
        padded = np.zeros((max(height, crop["height"]), max(width, crop["width"]), 3), np.uint8)
        top, left = math.ceil((padded.shape[0] - height) / 2), math.ceil((padded.shape[1] - width) / 2)
        padded[top:top + height, left:left + width] = pixels
        top, left = top + (height - crop["height"]) // 2, left + (width - crop["width"]) // 2
        pixels = padded[max(0, top):max(0, top) + crop["height"], max(0, left):max(0, left) + crop["width"]]
    values = pixels.astype(np.float64)
    if config.get("do_rescale", True):
        values = values * config.get("rescale_factor", 1 / 255)
    if config.get("do_normalize", "image_mean" in config):
        values = (values - np.array(config["image_mean"])) / np.array(config["image_std"])
    return values.transpose(2, 0, 1)


class Encoder:
    """Patches of 4 x 4 pixels through one layer and tanh: a map [B, 6, H/4, W/4], from which each kind of output comes."""

    def __init__(self, folder, outputs, config, shape=("batch_size", 3, "height", "width"), half=False):
        self.folder, self.outputs, self.config, self.half, self.shape = folder, outputs, config, half, shape
        self.weights = {"patch": random.normal(0, 0.3, (WIDE, 3, PATCH, PATCH)).astype(np.float32), "head": random.normal(0, 1, (WIDE, LENGTH)).astype(np.float32)}

    def save(self):
        kind = TensorProto.FLOAT16 if self.half else TensorProto.FLOAT
        nodes = [helper.make_node("Conv", ["pixel_values", "patch"], ["patches"], strides=[PATCH, PATCH]), helper.make_node("Tanh", ["patches"], ["map"])]
        made = {
            "last_hidden_state/map": [helper.make_node("Identity", ["map"], ["last_hidden_state"])],
            "last_hidden_state": [helper.make_node("Reshape", ["map", "rows"], ["flat"]), helper.make_node("Transpose", ["flat"], ["last_hidden_state"], perm=[0, 2, 1])],
            "pooler_output": [helper.make_node("GlobalAveragePool", ["map"], ["pooled"]), helper.make_node("Flatten", ["pooled"], ["pooler_output"])],
            "image_embeds": [helper.make_node("GlobalAveragePool", ["map"], ["means"]), helper.make_node("Flatten", ["means"], ["vector"]), helper.make_node("MatMul", ["vector", "head"], ["image_embeds"])],
            "logits": [helper.make_node("GlobalMaxPool", ["map"], ["peaks"]), helper.make_node("Flatten", ["peaks"], ["logits"])],
        }
        shapes = {"last_hidden_state/map": ["b", WIDE, "h", "w"], "last_hidden_state": ["b", "tokens", WIDE], "pooler_output": ["b", WIDE], "image_embeds": ["b", LENGTH], "logits": ["b", WIDE]}
        constants = [numpy_helper.from_array(value.astype(np.float16) if self.half else value, name) for name, value in self.weights.items()]
        constants.append(numpy_helper.from_array(np.array([0, WIDE, -1], np.int64), "rows"))
        graph = helper.make_graph(
            nodes + [node for name in self.outputs for node in made[name]], "tiny", [helper.make_tensor_value_info("pixel_values", kind, self.shape)],
            [helper.make_tensor_value_info(name.split("/")[0], kind, shapes[name]) for name in self.outputs], constants)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 14)], ir_version=8)
        onnx.checker.check_model(model)
        write(self.folder, "model.onnx", model.SerializeToString())
        write(self.folder, "preprocessor_config.json", self.config)

    def vector(self, values):
        height, width = values.shape[1] // PATCH, values.shape[2] // PATCH
        state = np.zeros((WIDE, height, width))
        for y in range(height):
            for x in range(width):
                part = values[:, y * PATCH:(y + 1) * PATCH, x * PATCH:(x + 1) * PATCH]
                state[:, y, x] = np.tanh(np.tensordot(self.weights["patch"].astype(np.float64), part, 3))
        if "image_embeds" in self.outputs:
            return state.mean((1, 2)) @ self.weights["head"]
        return state[:, 0, 0] if self.outputs == ["last_hidden_state"] else state.mean((1, 2))

    def expected(self):
        found = []
        for width, height in SIZES:
            values = processed(image(width, height), self.config)
            found.append({"width": width, "height": height, "pixels": [round(float(one), 6) for one in values.ravel()[::17]], "vector": [round(float(one), 7) for one in self.vector(values)]})
        return found


CLIP = {"image_mean": [0.48145466, 0.4578275, 0.40821073], "image_std": [0.26862954, 0.26130258, 0.27577711]}


def main():
    encoders = [
        Encoder("encoder-clip", ["last_hidden_state", "pooler_output", "image_embeds"], {
            "image_processor_type": "CLIPImageProcessor", "do_resize": True, "size": {"shortest_edge": 16}, "resample": 3, "do_center_crop": True,
            "crop_size": {"height": 16, "width": 16}, "do_rescale": True, "rescale_factor": 1 / 255, "do_normalize": True} | CLIP),
        Encoder("encoder-vit", ["last_hidden_state"], {
            "image_processor_type": "ViTImageProcessor", "do_resize": True, "size": {"height": 12, "width": 20}, "resample": 2, "do_rescale": True, "rescale_factor": 0.00392156862745098,
            "do_normalize": True, "image_mean": [0.5, 0.5, 0.5], "image_std": [0.5, 0.5, 0.5]}, shape=("batch_size", 3, 12, 20)),
        Encoder("encoder-old", ["logits", "last_hidden_state/map"], {"feature_extractor_type": "CLIPFeatureExtractor", "size": 10, "do_center_crop": True, "crop_size": 12, "do_normalize": False}, shape=(1, 3, 12, 12)),
        Encoder("encoder-half", ["pooler_output"], {"image_processor_type": "ConvNextImageProcessor", "size": 16, "resample": 1, "image_mean": [0, 0, 0], "image_std": [1, 1, 1]}, half=True),
    ]
    for encoder in encoders:
        encoder.save()
    Encoder("encoder-logits", ["logits"], encoders[0].config).save()
    resized = [{"width": width, "height": height, "to": [tw, th], "filter": way, "levels": [int(one) for one in np.asarray(Image.fromarray(image(width, height)).resize((tw, th), way)).ravel()]}
               for way in range(5) for (width, height), (tw, th) in (((37, 23), (9, 14)), ((5, 4), (13, 11)), ((64, 3), (10, 3)), ((20, 20), (20, 7)))]
    write("", "encoders.json", json.dumps({"encoders": {encoder.folder: encoder.expected() for encoder in encoders}, "resized": resized}).encode())


main()
