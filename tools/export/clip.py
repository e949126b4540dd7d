"""Exports a CLIP checkpoint for one of the methods that use it: a weights folder of ONNX graphs; see README.md for a command for each method.

    python clip.py winclip CHECKPOINT OUT --name "ViT-B-16-plus-240 laion400m_e31" --licence MIT --activation gelu
"""
import argparse
import warnings
from pathlib import Path

import torch

import adapters
import bayes_pfl
import dual_path
import folder
import inctrl
import naclip
import variants
from blocks import ACTIVATIONS, Weights
from variants import Given

TOKENIZER = "bpe_simple_vocab_16e6.txt.gz"
VARIANTS = {"plain": variants.plain, "winclip": variants.winclip, "anomalyclip": dual_path.anomalyclip, "clip-ad": dual_path.clip_ad,
            "univad": dual_path.univad, "inctrl": inctrl.inctrl, "aa-clip": adapters.aa_clip, "mvfa": adapters.mvfa,
            "bayes-pfl": bayes_pfl.bayes_pfl, "logsad": naclip.logsad, "clipsam": dual_path.clip_ad}


def export(out, variant, given, name, licence, digest):
    """Writes the folder of a variant; `digest` is the checkpoint's SHA-256."""
    made = VARIANTS[variant](given)
    vision = made.vision
    description = {
        "kind": "clip", "variant": variant, "name": name, "checkpoint-sha256": digest, "licence": licence,
        "image": {"size": vision.size, "patch": vision.patch, "resize": made.resize, "interpolation": made.interpolation, "antialias": True,
                  "mean": made.mean, "std": made.std},
        "attributes": {"activation": given.activation, "blocks": len(vision.blocks), "heads": vision.blocks[0].heads, "grid": vision.grid,
                       "width": vision.width, "dimension": vision.dimension, **given.weights.scale(), **made.attributes}}
    if made.text:
        description["text"] = {"tokenizer": "clip-bpe", "file": TOKENIZER, "sha256": "", "context": made.text.context,
                               "inserted": made.inserted}
    folder.write(out, description, made.graphs, made.arrays, given.tokenizer if made.text else None)
    return made


def loaded(file):
    """What a file of PyTorch or of safetensors holds; OpenAI's checkpoints are TorchScript archives."""
    if file.suffix == ".safetensors":
        from safetensors.torch import load_file
        return load_file(file)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return torch.jit.load(file, map_location="cpu").state_dict()
        except RuntimeError:
            return torch.load(file, map_location="cpu", weights_only=True)


def state(file):
    """The state dict of a checkpoint, by OpenAI's names."""
    found = loaded(file)
    found = found.get("state_dict", found.get("model_state", found))
    return {name.removeprefix("module.").removeprefix("text."): value for name, value in found.items()}


def open_clip_tokenizer():
    import open_clip
    return Path(open_clip.__file__).with_name(TOKENIZER)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("variant", choices=VARIANTS, help="the method")
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", required=True, help="what its maker calls the checkpoint")
    parser.add_argument("--licence", required=True, help="of the checkpoint, as its maker states it")
    parser.add_argument("--activation", required=True, choices=ACTIVATIONS, help="quick_gelu for what OpenAI trained, gelu for most others")
    parser.add_argument("--learned", type=Path, nargs="+", default=[], help="files of what the method's authors trained beside CLIP")
    parser.add_argument("--size", type=int, help="side of the images; else the method's")
    parser.add_argument("--layers", help="numbers of blocks, from 1, with commas; else the method's")
    parser.add_argument("--head-width", type=int, default=64, help="of the image tower: 80 for ViT-H-14, 104 for ViT-bigG-14")
    parser.add_argument("--tokenizer", type=Path, help=f"{TOKENIZER}; else that of the installed open_clip")
    arguments = parser.parse_args()
    layers = [int(layer) for layer in arguments.layers.split(",")] if arguments.layers else None
    given = Given(Weights(state(arguments.checkpoint)), arguments.activation, arguments.tokenizer or open_clip_tokenizer(), arguments.size,
                  layers, arguments.head_width, learned={key: value for file in arguments.learned for key, value in loaded(file).items()})
    export(arguments.out, arguments.variant, given, arguments.name, arguments.licence, folder.sha256(arguments.checkpoint))


if __name__ == "__main__":
    main()
