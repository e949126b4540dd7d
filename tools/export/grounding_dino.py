"""Exports a checkpoint of Grounding DINO in Hugging Face's form (config.json, model.safetensors, vocab.txt) as a weights folder; see README.md.

    python grounding_dino.py CHECKPOINT-FOLDER OUT --name "GroundingDINO SwinT-OGC" --licence Apache-2.0
"""
import argparse
import contextlib
from pathlib import Path

import torch
from torch import nn
from torch.nn import functional
from transformers import GroundingDinoForObjectDetection
from transformers.models.grounding_dino import modeling_grounding_dino as original

import folder

MEAN, STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)
PATCH = 4


class Grounding(nn.Module):
    """One image of any size and T tokens to the logits (1, Q, T) of Q boxes (1, Q, 4): centre, width and height as shares of the image.

    The masks of the text are inputs: which tokens see which, and each token's position in its phrase.
    """

    def __init__(self, model, sizes):
        super().__init__()
        self.model, self.sizes = model, sizes

    def forward(self, pixel_values, input_ids, token_type_ids, attention_mask, position_ids, text_token_mask):
        height, width = pixel_values.shape[2:]
        padded = functional.pad(pixel_values, (0, (PATCH - width % PATCH) % PATCH, 0, (PATCH - height % PATCH) % PATCH))
        with replaced(original, "generate_masks_with_special_tokens_and_transfer_map", lambda *_, **__: (text_token_mask, position_ids)):
            found = self.model(pixel_values=padded, input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask,
                               return_dict=True)
        return found.logits[..., :input_ids.shape[1]], found.pred_boxes

    def inputs(self, variant, random):
        """An image and a text of one of several sizes: this network takes one image at a time."""
        height, width = self.sizes[variant - folder.BATCHES[0]]
        length = 5 + 2 * variant
        ids = torch.from_numpy(random.integers(5, self.model.config.text_config.vocab_size, (1, length)))
        places = torch.arange(length)
        return {"pixel_values": torch.from_numpy(random.standard_normal((1, 3, height, width))).float(), "input_ids": ids,
                "token_type_ids": torch.zeros_like(ids), "attention_mask": torch.ones_like(ids), "position_ids": places[None] % 4,
                "text_token_mask": (places[None] // 4 == places[:, None] // 4)[None]}


@contextlib.contextmanager
def replaced(owner, name, value):
    kept = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, kept)


def sized(data, dtype=None, device=None, kept=torch.as_tensor):
    """`torch.as_tensor`, which otherwise writes the sizes of the traced image into the graph."""
    if torch.jit.is_tracing() and isinstance(data, list) and isinstance(data[0], tuple):
        return torch.stack([torch.stack([kept(value) for value in row]) for row in data]).to(dtype)
    return kept(data, dtype=dtype, device=device)


def counted(start, end, steps, dtype=None, device=None):
    """`torch.linspace` in steps of one, which otherwise is exported as float64."""
    return torch.arange(steps, device=device).to(dtype) + start


def traced_size(window, stages):
    """A side for which every stage of Swin pads, so that the graph does so for every size: odd numbers of patches, no multiple of the window."""
    patches = 800 // PATCH if window > 4 else 12
    while True:
        patches += 1
        sides = [patches]
        for _ in range(stages - 1):
            sides.append((sides[-1] + 1) // 2)
        if all(side % 2 and side % window for side in sides[:-1]) and sides[-1] % window:
            return patches * PATCH


def export(out, model, tokenizer, name, licence, digest, size=800, longest=1333):
    """Writes the folder; `digest` is the checkpoint's SHA-256 and `tokenizer` its vocab.txt."""
    if model.model.text_backbone.config._attn_implementation != "sdpa":
        raise SystemExit("the text side must use the attention 'sdpa': the other takes a mask of truth values for numbers to add")
    swin = model.config.backbone_config
    side = traced_size(swin.window_size, len(swin.depths))
    network = Grounding(model, [(side, side), (side + 21, side - 15)])
    axes = {"pixel_values": "--HW", "input_ids": "-T", "text_token_mask": "-TT", "logits": "--T", "boxes": ""}
    axes |= {key: "-T" for key in ("token_type_ids", "attention_mask", "position_ids")}
    graph = folder.Graph(network, network.inputs, ["logits", "boxes"], axes)
    description = {
        "kind": "grounding-dino", "variant": "plain", "name": name, "checkpoint-sha256": digest, "licence": licence,
        "image": {"size": size, "longest": longest, "resize": "shorter", "interpolation": "bilinear", "antialias": True, "mean": MEAN, "std": STD},
        "text": {"tokenizer": "word-piece", "file": "vocab.txt", "sha256": "", "context": model.config.max_text_len}}
    with replaced(torch, "as_tensor", sized), replaced(torch, "linspace", counted):
        folder.write(out, description, {"grounding": graph}, tokenizer=tokenizer)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path, help="folder with config.json, model.safetensors and vocab.txt")
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="what its maker calls it")
    parser.add_argument("--licence", required=True, help="of the weights")
    arguments = parser.parse_args()
    model = GroundingDinoForObjectDetection.from_pretrained(arguments.checkpoint, local_files_only=True, disable_custom_kernels=True)
    export(arguments.out, model.eval(), arguments.checkpoint / "vocab.txt", arguments.name, arguments.licence,
           folder.sha256(arguments.checkpoint / "model.safetensors"))


if __name__ == "__main__":
    main()
