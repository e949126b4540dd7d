"""Tiny random SAM and Grounding DINO of their own classes, exported, and what saa-plus and clipsam compute with them."""
import hashlib
import json
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import torch
from segment_anything.modeling import ImageEncoderViT, MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
from segment_anything.utils.onnx import SamOnnxModel
from torch import nn
from transformers import BertConfig, GroundingDinoConfig, GroundingDinoForObjectDetection, SwinConfig

import folder
import grounding_dino
import sam

WORDS = """the a an of on in with and or photo image object metal nut bottle screw candle defect damage damaged flaw scratch crack hole stain
broken bent miss missing part color contamin thread side top small large black white ##s ##ed ##ing ##er ##ation ##ted ##y ##es ##tch""".split()
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789"


def vocabulary():
    """A vocabulary of BERT's form that is as small as tiny networks: its own tokens, punctuation, letters, a few words and ends of words."""
    tokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", *".?,;:!-()'\"/", *LETTERS, *(f"##{letter}" for letter in LETTERS), *WORDS]
    file = Path(tempfile.gettempdir(), "xvad-tiny-vocabulary", "vocab.txt")
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(tokens) + "\n")
    return file, tokens


def tiny_sam():
    side, patch, width = 48, 8, 16
    encoder = ImageEncoderViT(img_size=side, patch_size=patch, embed_dim=width, depth=2, num_heads=2, mlp_ratio=2, out_chans=width, use_rel_pos=True,
                              norm_layer=partial(nn.LayerNorm, eps=1e-6), window_size=4, global_attn_indexes=(1,))
    grid = (side // patch, side // patch)
    decoder = MaskDecoder(num_multimask_outputs=3, transformer=TwoWayTransformer(depth=2, embedding_dim=width, mlp_dim=width, num_heads=2),
                          transformer_dim=width, iou_head_depth=3, iou_head_hidden_dim=width)
    made = Sam(encoder, PromptEncoder(width, grid, (side, side), 8), decoder, [123.675, 116.28, 103.53], [58.395, 57.12, 57.375])
    return randomised(made, 31)


def tiny_grounding(tokens):
    swin = SwinConfig(image_size=64, patch_size=4, embed_dim=8, depths=[1, 2], num_heads=[1, 2], window_size=2, mlp_ratio=2, drop_path_rate=0,
                      out_indices=[1, 2])
    text = BertConfig(vocab_size=len(tokens), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, max_position_embeddings=48)
    config = GroundingDinoConfig(
        backbone_config=swin, text_config=text, num_queries=24, encoder_layers=1, decoder_layers=2, d_model=32, encoder_ffn_dim=32, decoder_ffn_dim=32,
        encoder_attention_heads=4, decoder_attention_heads=4, num_feature_levels=3, encoder_n_points=2, decoder_n_points=2, max_text_len=48,
        disable_custom_kernels=True)
    return randomised(GroundingDinoForObjectDetection(config), 32)


def randomised(made, seed):
    """Random weights that make attention, masks and confidences vary."""
    random = np.random.default_rng(seed)
    with torch.no_grad():
        for name, weight in sorted(made.named_parameters()):
            values = random.standard_normal(weight.shape)
            if weight.dim() > 1:
                weight.copy_(torch.from_numpy(0.9 * values * weight[0].numel() ** -0.5))
            else:
                weight.copy_(torch.from_numpy(0.15 * values + name.endswith("weight")))
    return made.eval()


def digest(made):
    state = made.state_dict()
    return hashlib.sha256(b"".join(state[name].numpy().tobytes() for name in sorted(state))).hexdigest()


def compact(out):
    """Gives the values of the graphs short names and equal constants one node, for these folders are committed; writes their SHA-256 anew."""
    description = json.loads((out / "model.json").read_text())
    for entry in description["graphs"].values():
        model = onnx.load(out / entry["file"])
        model.CopyFrom(shortened(model))
        onnx.checker.check_model(model)
        onnx.save(model, out / entry["file"])
        entry["sha256"] = folder.sha256(out / entry["file"])
    (out / "model.json").write_text(json.dumps(description, indent=2, ensure_ascii=False) + "\n")


def shortened(model):
    graph, names, constants, kept = model.graph, {}, {}, []
    for value in [*graph.input, *graph.output]:
        names[value.name] = value.name
    short = lambda name: names.setdefault(name, f"v{len(names):x}") if name else name
    for node in graph.node:
        key = node.attribute[0].SerializeToString() if node.op_type == "Constant" else None
        if key in constants and node.output[0] not in names:
            names[node.output[0]] = constants[key]
            continue
        node.name, node.doc_string = "", ""
        node.input[:] = [short(name) for name in node.input]
        node.output[:] = [short(name) for name in node.output]
        if key:
            constants[key] = node.output[0]
        kept.append(node)
    for weight in graph.initializer:
        weight.name = short(weight.name)
    del graph.node[:]
    del graph.value_info[:]
    graph.node.extend(kept)
    return model
