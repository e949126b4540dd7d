"""Makes small ONNX files as other exporters name them, and a tokenizer.json, for the tests of xvad-foundation; see README.md.

    python foreign.py              writes them all into the test resources of xvad-foundation
    python foreign.py mobile-sam   only this one

No export of Hugging Face, immich or Acly was at hand: names and shapes are those that their exporters and users state.
"""
import argparse
import gzip
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from segment_anything.utils.onnx import SamOnnxModel
from tokenizers import processors
from torch import nn
from torch.nn import functional
from transformers import Dinov2Config, Dinov2Model

import folder
import sentences
import tiny
import tiny_clip
import tiny_segment

HOME = tiny.HOME.parent / "foreign"
FLOAT, INT32, INT64 = TensorProto.FLOAT, TensorProto.INT32, TensorProto.INT64
MEAN, STD = [0.485, 0.456, 0.406], [0.229, 0.224, 0.225]


def constant(file, inputs, outputs):
    """A graph that takes `inputs` (name to type and shape), and whatever they hold gives `outputs` (name to array)."""
    nodes = [helper.make_node("Constant", [], [name], value=numpy_helper.from_array(value)) for name, value in outputs.items()]
    taken = [helper.make_tensor_value_info(name, kind, shape) for name, (kind, shape) in inputs.items()]
    given = [helper.make_tensor_value_info(name, FLOAT, value.shape) for name, value in outputs.items()]
    file.parent.mkdir(parents=True, exist_ok=True)
    saved(file, helper.make_model(helper.make_graph(nodes, "foreign", taken, given), opset_imports=[helper.make_opsetid("", folder.OPSET)]))


def saved(file, model):
    model.ir_version = 8
    onnx.checker.check_model(model)
    onnx.save(model, file)


def exported(file, module, inputs, outputs, axes):
    """What PyTorch's own exporter writes, with short names inside."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(module.eval(), tuple(inputs.values()), str(file), input_names=list(inputs), output_names=outputs, dynamic_axes=axes,
                          opset_version=folder.OPSET, dynamo=False)
    saved(file, tiny_segment.shortened(onnx.load(file)))


def described(out, kind, graphs, image, **more):
    """The model.json that a user writes by hand; `graphs` is name to file and what is foreign in it."""
    entries = {name: {"file": file, "sha256": folder.sha256(out / file), "foreign": foreign} for name, (file, foreign) in graphs.items()}
    description = {"format": folder.FORMAT, "kind": kind, "variant": "plain", "name": f"random, as others export {kind}",
                   "checkpoint-sha256": next(iter(entries.values()))["sha256"], "licence": "Apache-2.0", "graphs": entries, "image": image, **more}
    (out / "model.json").write_text(json.dumps(description, indent=2) + "\n")


def vectors(*shape):
    return np.random.default_rng(7).standard_normal(shape).astype(np.float32)


def optimum_clip(out):
    constant(out / "onnx/text_model.onnx", {"input_ids": (INT64, ["batch_size", "sequence_length"])}, {"text_embeds": vectors(1, 8)})
    constant(out / "onnx/vision_model.onnx", {"pixel_values": (FLOAT, ["batch_size", "num_channels", "height", "width"])}, {"image_embeds": vectors(1, 8)})


def optimum_clip_whole(out):
    constant(out / "onnx/model.onnx",
             {"input_ids": (INT64, ["text_batch_size", "sequence_length"]), "pixel_values": (FLOAT, ["image_batch_size", "num_channels", "height", "width"]),
              "attention_mask": (INT64, ["text_batch_size", "sequence_length"])},
             {"logits_per_image": vectors(1, 1), "logits_per_text": vectors(1, 1), "text_embeds": vectors(1, 8), "image_embeds": vectors(1, 8)})


def immich_clip(out):
    constant(out / "visual/model.onnx", {"image": (FLOAT, [1, 3, 32, 32])}, {"embedding": vectors(1, 8)})
    constant(out / "textual/model.onnx", {"text": (INT32, [1, 77])}, {"embedding": vectors(1, 8)})


class LastHiddenState(nn.Module):
    def __init__(self, model):
        super().__init__()
        self.model = model

    def forward(self, pixel_values):
        return self.model(pixel_values).last_hidden_state


def dinov2(out):
    """DINOv2 of transformers' own class, as `optimum-cli export onnx --task feature-extraction` names it."""
    torch.manual_seed(11)
    made = Dinov2Model(Dinov2Config(hidden_size=16, num_hidden_layers=1, num_attention_heads=2, mlp_ratio=2, image_size=28, patch_size=14)).eval()
    pixels = torch.from_numpy(np.random.default_rng(12).standard_normal((1, 3, 42, 56)).astype(np.float32))
    exported(out / "model.onnx", LastHiddenState(made), {"pixel_values": pixels}, ["last_hidden_state"],
             {"pixel_values": {0: "batch_size", 2: "height", 3: "width"}, "last_hidden_state": {0: "batch_size", 1: "sequence_length"}})
    described(out, "dinov2", {"vision": ("model.onnx", {"outputs": {"patch_tokens": "last_hidden_state"}, "rows-before-patches": 1})},
              {"size": 28, "patch": 14, "resize": "stretch", "interpolation": "bicubic", "antialias": True, "mean": MEAN, "std": STD})
    with torch.no_grad():
        folder.archive(out / "expected.npz", {"pixel_values": pixels.numpy(), "last_hidden_state": made(pixels).last_hidden_state.numpy()})


class HeightWidthChannels(nn.Module):
    """SAM's encoder with what is done to an image before it: (H, W, 3), 0 to 255, resized but not padded."""

    def __init__(self, sam):
        super().__init__()
        self.encoder, self.side, self.mean, self.std = sam.image_encoder, sam.image_encoder.img_size, sam.pixel_mean, sam.pixel_std

    def forward(self, input_image):
        pixels = (input_image.permute(2, 0, 1) - self.mean) / self.std
        return self.encoder(functional.pad(pixels, (0, self.side - pixels.shape[2], 0, self.side - pixels.shape[1]))[None])


def mobile_sam(out):
    """The tiny SAM of the exports, its encoder as Acly's MobileSAM takes an image, its decoder by the authors' own export."""
    made = tiny_segment.tiny_sam()
    exported(out / "mobile_sam_image_encoder.onnx", HeightWidthChannels(made), {"input_image": 255 * torch.rand(30, 48, 3)}, ["image_embeddings"],
             {"input_image": {0: "image_height", 1: "image_width"}})
    side = 4 * made.prompt_encoder.image_embedding_size[0]
    inputs = {"image_embeddings": torch.rand(1, made.prompt_encoder.embed_dim, side // 4, side // 4), "point_coords": 48 * torch.rand(1, 3, 2),
              "point_labels": torch.ones(1, 3), "mask_input": torch.zeros(1, 1, side, side), "has_mask_input": torch.zeros(1),
              "orig_im_size": torch.tensor([30.0, 48.0])}
    exported(out / "sam_mask_decoder_multi.onnx", SamOnnxModel(made, return_single_mask=False), inputs, ["masks", "iou_predictions", "low_res_masks"],
             {"point_coords": {1: "num_points"}, "point_labels": {1: "num_points"}})
    described(out, "sam", {"encoder": ("mobile_sam_image_encoder.onnx", {}), "decoder": ("sam_mask_decoder_multi.onnx", {})},
              {"size": 48, "resize": "longest", "interpolation": "bilinear", "antialias": True, "mean": [0, 0, 0], "std": [1, 1, 1]})


def grounding_dino(out):
    """Two boxes, of which the first answers to the caption's first word."""
    logits = np.full((1, 2, 256), -np.inf, np.float32)
    logits[0, :, :6] = -4
    logits[0, 0, 1] = 2
    text = (INT64, ["batch_size", "sequence_length"])
    constant(out / "model.onnx",
             {"pixel_values": (FLOAT, ["batch_size", 3, "height", "width"]), "input_ids": text, "token_type_ids": text, "attention_mask": text,
              "pixel_mask": (INT64, ["batch_size", "height", "width"])},
             {"logits": logits, "pred_boxes": np.array([[[0.5, 0.25, 0.2, 0.1], [0.1, 0.1, 0.1, 0.1]]], np.float32)})
    (out / "vocab.txt").write_text("\n".join(["[PAD]", "[UNK]", "[CLS]", "[SEP]", ".", "?", "scratch", "crack"]) + "\n")
    described(out, "grounding-dino", {"grounding": ("model.onnx", {"outputs": {"logits": "logits", "boxes": "pred_boxes"}})},
              {"size": 32, "resize": "stretch", "interpolation": "bilinear", "antialias": True, "mean": MEAN, "std": STD},
              text={"tokenizer": "word-piece", "file": "vocab.txt", "sha256": folder.sha256(out / "vocab.txt"), "context": 256})


def unknown(out):
    constant(out / "classifier.onnx", {"data": (FLOAT, ["N", 3, 8, 8])}, {"classes": vectors(1, 10)})


def tokenizer(out):
    """The merges of the tiny exports as a tokenizer.json of Hugging Face, with start and end."""
    lines = gzip.decompress(tiny_clip.tokenizer().read_bytes()).decode().split("\n")[1:]
    made = sentences.hugging_face([line for line in lines if line])
    start, end = "<|startoftext|>", "<|endoftext|>"
    made.add_special_tokens([start, end])
    made.post_processor = processors.TemplateProcessing(single=f"{start} $A {end}",
                                                        special_tokens=[(start, made.token_to_id(start)), (end, made.token_to_id(end))])
    out.mkdir(parents=True, exist_ok=True)
    made.save(str(out / "tokenizer.json"), pretty=False)


FOREIGN = {"optimum-clip": optimum_clip, "optimum-clip-whole": optimum_clip_whole, "immich-clip": immich_clip, "dinov2": dinov2, "mobile-sam": mobile_sam,
           "grounding-dino": grounding_dino, "unknown": unknown, "tokenizer": tokenizer}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="name", help=", ".join(FOREIGN))
    parser.add_argument("--home", type=Path, default=HOME, help="another folder than that of the tests")
    arguments = parser.parse_args()
    torch.set_num_threads(1)
    for name in arguments.names or FOREIGN:
        FOREIGN[name](arguments.home / name)


if __name__ == "__main__":
    main()
