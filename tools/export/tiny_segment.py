"""Tiny random SAM and Grounding DINO of their own classes, exported, and what saa-plus and clipsam compute with them."""
import hashlib
import json
import tempfile
from functools import partial
from pathlib import Path

import numpy as np
import onnx
import torch
from PIL import Image
from scipy import ndimage
from segment_anything import SamAutomaticMaskGenerator, SamPredictor
from segment_anything.modeling import ImageEncoderViT, MaskDecoder, PromptEncoder, Sam, TwoWayTransformer
from torch import nn
from torch.nn import functional
from transformers import BertConfig, BertTokenizer, GroundingDinoConfig, GroundingDinoForObjectDetection, SwinConfig

import expected
import folder
import grounding_dino
import sam
import tiny_clip
from tiny_clip import arrays

SAM_SEED, GROUNDING_SEED = 22, 35
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
    torch.manual_seed(SAM_SEED)
    side, patch, width = 48, 8, 16
    encoder = ImageEncoderViT(img_size=side, patch_size=patch, embed_dim=width, depth=2, num_heads=2, mlp_ratio=2, out_chans=width, use_rel_pos=True,
                              norm_layer=partial(nn.LayerNorm, eps=1e-6), window_size=4, global_attn_indexes=(1,))
    grid = (side // patch, side // patch)
    decoder = MaskDecoder(num_multimask_outputs=3, transformer=TwoWayTransformer(depth=2, embedding_dim=width, mlp_dim=width, num_heads=2),
                          transformer_dim=width, iou_head_depth=3, iou_head_hidden_dim=width)
    made = Sam(encoder, PromptEncoder(width, grid, (side, side), 8), decoder, [123.675, 116.28, 103.53], [58.395, 57.12, 57.375])
    return randomised(made, SAM_SEED)


def tiny_grounding(tokens):
    torch.manual_seed(GROUNDING_SEED)
    swin = SwinConfig(image_size=64, patch_size=4, embed_dim=8, depths=[1, 2], num_heads=[1, 2], window_size=2, mlp_ratio=2, drop_path_rate=0,
                      out_indices=[1, 2])
    text = BertConfig(vocab_size=len(tokens), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=16, max_position_embeddings=48)
    config = GroundingDinoConfig(
        backbone_config=swin, text_config=text, num_queries=24, encoder_layers=1, decoder_layers=2, d_model=32, encoder_ffn_dim=32, decoder_ffn_dim=32,
        encoder_attention_heads=4, decoder_attention_heads=4, num_feature_levels=3, encoder_n_points=2, decoder_n_points=2, max_text_len=48,
        disable_custom_kernels=True)
    return randomised(GroundingDinoForObjectDetection(config), GROUNDING_SEED)


def randomised(made, seed):
    """Random weights that make attention, masks and confidences vary."""
    random = np.random.default_rng(seed)
    with torch.no_grad():
        for name, weight in sorted(made.named_parameters()):
            values = random.standard_normal(weight.shape)
            if weight.dim() > 1:
                gain = 2.5 if "output_" in name else 0.4 if "bbox_embed" in name else 0.9
                weight.copy_(torch.from_numpy(gain * values * weight[0].numel() ** -0.5))
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


# ------------------------------------------------------------------------------------------------------- what they say

CAPTIONS = ["metal nut", "Scratch on metal nut. crack? hole", "a broken part.", "defect on metal nut"]


def exported_sam(out):
    made = tiny_sam()
    sam.export(out, made, f"random, seed {SAM_SEED}", "Apache-2.0", digest(made))
    compact(out)
    return made


def exported_grounding(out):
    file, tokens = vocabulary()
    made = tiny_grounding(tokens)
    made.model.special_tokens = torch.tensor([tokens.index(token) for token in ("[CLS]", "[SEP]", ".", "?")])
    grounding_dino.export(out, made, file, f"random, seed {GROUNDING_SEED}", "Apache-2.0", digest(made), 96, 128)
    compact(out)
    return made, BertTokenizer(vocab=str(file))


def segment_anything(out):
    """Masks for prompts and of everything, by the authors' predictor and generator."""
    made, image = exported_sam(out), expected.picture(33, 60, 76)
    predictor = SamPredictor(made)
    predictor.set_image(image)
    prompts = {"point": dict(point_coords=np.array([[20.5, 31.25]]), point_labels=np.array([1]), multimask_output=True),
               "box": dict(box=np.array([10.0, 8.5, 50.0, 44.0]), multimask_output=False),
               "both": dict(point_coords=np.array([[20.5, 31.25], [40.0, 12.0]]), point_labels=np.array([1, 1]), box=np.array([10.0, 8.5, 50.0, 44.0]),
                            multimask_output=True)}
    found = {"image": image}
    for name, prompt in prompts.items():
        masks, predicted, _ = predictor.predict(**prompt)
        found |= {f"{name}-masks": masks, f"{name}-iou": predicted}
    settings = dict(points_per_side=4, pred_iou_thresh=EVERYTHING[0], stability_score_thresh=EVERYTHING[1], box_nms_thresh=EVERYTHING[2])
    everything = SamAutomaticMaskGenerator(made, **settings).generate(image)
    found |= {"settings": np.array(EVERYTHING), "everything-masks": np.stack([mask["segmentation"] for mask in everything]),
              "everything-iou": np.array([mask["predicted_iou"] for mask in everything]),
              "everything-stability": np.array([mask["stability_score"] for mask in everything])}
    return found


EVERYTHING = (-0.2, 0.3, 0.9)


def grounded(made, tokenizer, image, caption, box_threshold, text_threshold):
    """Boxes (cx, cy, w, h), their scores and their phrases."""
    with torch.no_grad():
        ids = tokenizer(sentence(caption), return_tensors="pt")
        found = made(pixel_values=shorter_side(image), **ids)
    ids = ids["input_ids"][0]
    probabilities = found.logits[0, :, :len(ids)].sigmoid()
    scores = probabilities.max(1).values
    kept = scores > box_threshold
    left_out = {tokenizer.cls_token_id, tokenizer.sep_token_id, *tokenizer.convert_tokens_to_ids([".", "?"])}
    phrases = [tokenizer.decode([i for i, p in zip(ids.tolist(), row) if p > text_threshold and i not in left_out]) for row in probabilities[kept]]
    return found.pred_boxes[0][kept].numpy(), scores[kept].numpy(), phrases


def sentence(caption):
    lower = caption.strip().lower()
    return lower if lower.endswith(".") else lower + "."


def shorter_side(image, size=96, longest=128):
    """DETR's resizing by Pillow, and ImageNet's normalisation."""
    height, width = image.shape[:2]
    if max(height, width) / min(height, width) * size > longest:
        size = int(round(longest * min(height, width) / max(height, width)))
    shape = (size, int(size * height / width)) if width < height else (int(size * width / height), size)
    values = np.asarray(Image.fromarray(image).resize(shape, Image.BILINEAR), np.float32) / 255
    values = (values - np.float32(grounding_dino.MEAN)) / np.float32(grounding_dino.STD)
    return torch.from_numpy(values.transpose(2, 0, 1)[None].copy())


def grounding(out):
    made, tokenizer = exported_grounding(out)
    image, tall = expected.picture(34, 40, 52), expected.picture(35, 90, 50)
    found = {"image": image, "tall": tall, "captions": CAPTIONS, "thresholds": np.array(THRESHOLDS)}
    for i, caption in enumerate(CAPTIONS):
        boxes, scores, phrases = grounded(made, tokenizer, tall if i == 2 else image, caption, *THRESHOLDS)
        found |= {f"boxes-{i}": boxes, f"scores-{i}": scores, f"phrases-{i}": phrases}
    return found


THRESHOLDS = (0.5, 0.4)


# ----------------------------------------------------------------------------------------------------------------- SAA+

class TinyBackbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.fine, self.coarse = nn.Conv2d(3, 8, 4, 4), nn.Conv2d(8, 12, 2, 2)

    def forward(self, images):
        fine = self.fine(images).tanh()
        return fine, self.coarse(fine).tanh()


BACKBONE = {"name": "tiny", "inputSize": 32, "mean": [0.5, 0.5, 0.5], "std": [0.25, 0.25, 0.25],
            "layers": [{"name": "fine", "stride": 4, "channels": 8}, {"name": "coarse", "stride": 8, "channels": 12}]}


def exported_backbone(out):
    made = randomised(TinyBackbone(), 36)
    out.mkdir(parents=True, exist_ok=True)
    torch.onnx.export(made, torch.zeros(1, 3, 32, 32), str(out / "backbone.onnx"), input_names=["input"], output_names=["fine", "coarse"],
                      dynamic_axes={name: {0: "N"} for name in ("input", "fine", "coarse")}, opset_version=folder.OPSET, dynamo=False)
    (out / "backbone.json").write_text(json.dumps(BACKBONE, indent=2) + "\n")
    return made


def features(backbone, image):
    """One unit vector for each position of the finest grid, (S, S, C)."""
    pixels = torch.from_numpy(image.transpose(2, 0, 1)[None] / np.float32(255))
    pixels = functional.interpolate(pixels, (32, 32), mode="bilinear", antialias=True)
    maps = backbone((pixels - 0.5) / 0.25)
    joined = torch.cat([functional.interpolate(each, maps[0].shape[-2:], mode="nearest") for each in maps], 1)
    return functional.normalize(joined, dim=1)[0].permute(1, 2, 0)


def unlike_itself(vectors, most):
    """How unlike each position is to those that it is most unlike."""
    flat = vectors.flatten(0, 1)
    distances = 0.5 * (1 - flat @ flat.T)
    return distances.sort(1, descending=True).values[:, :most].mean(1).reshape(vectors.shape[:2])


def unlike_the_others(vectors, masks):
    """How unlike each position of an object is to the nearest of the other objects."""
    side = len(vectors)
    rows, columns = (((np.arange(side) + 0.5) * length / side).astype(int) for length in masks[0].shape)
    objects = [torch.from_numpy(mask[rows][:, columns]) for mask in masks]
    saliency = torch.zeros(side, side)
    for number, own in enumerate(objects):
        rest = [vectors[other] for i, other in enumerate(objects) if i != number and other.any()]
        if own.any() and rest:
            nearest = 0.5 * (1 - (vectors[own] @ torch.cat(rest).T).max(1).values)
            saliency[own] = torch.maximum(saliency[own], nearest)
    return saliency


def saa_plus(networks, image, count, similar, most_masks, share, neighbours=20):
    made, tokenizer, predictor, backbone = networks
    height, width = image.shape[:2]
    predictor.set_image(image)

    def masked(box):
        centre, size = box[:2], box[2:]
        corners = np.concatenate([centre - size / 2, centre + size / 2]) * np.array([width, height, width, height])
        return predictor.predict(box=corners, multimask_output=False)[0][0]

    things = [box for box in grounded(made, tokenizer, image, THING, *THRESHOLDS)[0].astype(np.float64) if 0 < box[2] * box[3] < 1 / count]
    largest = max((box[2] * box[3] for box in things), default=1)
    found = []
    for defect in DEFECTS:
        for box, score, phrase in zip(*grounded(made, tokenizer, image, defect, *THRESHOLDS)):
            box = box.astype(np.float64)
            if 0 < box[2] * box[3] < largest * share and THING not in phrase:
                found.append((box, float(score), phrase, masked(box)))
    vectors = features(backbone, image)
    objects = [masked(box) for box in things] if count > 1 and similar else []
    objects = [mask for mask in objects if mask.any()]
    saliency = unlike_the_others(vectors, objects) if len(objects) > 1 else unlike_itself(vectors, neighbours)
    saliency = functional.interpolate(saliency[None, None], (height, width), mode="bilinear", align_corners=False)[0, 0].numpy()
    rescored = [(score * np.exp(3 * saliency[mask].mean()), box, score, phrase, mask) for box, score, phrase, mask in found if mask.any()]
    best = sorted(rescored, key=lambda each: -each[0])[:most_masks]
    total = sum((mask * confidence for confidence, *_, mask in best), np.zeros((height, width)))
    covered = sum((mask.astype(float) for *_, mask in best), np.ones((height, width)))
    return {"saliency": saliency, "confidences": np.array([each[0] for each in best]), "boxes": np.array([each[1] for each in best]),
            "scores": np.array([each[2] for each in best]), "phrases": [each[3] for each in best], "masks": np.array([each[4] for each in best]),
            "map": total / covered, "score": np.array((total / covered).max()), "things": np.array(things)}


THING = "metal nut"
DEFECTS = ["crack on metal nut", "scratch. hole", "broken"]
PROPERTIES = {"single": (1, False, 3, 0.9), "several": (2, True, 4, 1.0)}


def saaplus(out):
    """Its networks are those of the folders `sam` and `grounding`."""
    backbone = exported_backbone(out)
    file, tokens = vocabulary()
    made = tiny_grounding(tokens)
    made.model.special_tokens = torch.tensor([tokens.index(token) for token in ("[CLS]", "[SEP]", ".", "?")])
    image, found = expected.picture(37, 64, 72), {}
    with torch.no_grad():
        for name, given in PROPERTIES.items():
            said = saa_plus((made, BertTokenizer(vocab=str(file)), SamPredictor(tiny_sam()), backbone), image, *given)
            found |= {f"{name}-{key}": value for key, value in said.items()}
    return {"image": image, **found}


# -------------------------------------------------------------------------------------------------------------- ClipSAM

def regions(rough, threshold, most, points):
    """Box, points and mean of each region of a map, the highest peak first."""
    limit = rough.min() + threshold * (rough.max() - rough.min())
    labels, count = ndimage.label(rough > np.float32(limit), np.ones((3, 3)))
    found = []
    for label in range(1, count + 1):
        rows, columns = np.nonzero(labels == label)
        order = np.argsort(-rough[rows, columns], kind="stable")
        chosen = []
        for row, column in zip(rows[order], columns[order]):
            far = all(np.hypot(row - y, column - x) >= np.sqrt(len(rows)) / 3 for x, y in chosen)
            if far and len(chosen) < points:
                chosen.append((column, row))
        box = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
        found.append((rough[labels == label].max(), box, np.array(chosen), rough[labels == label].mean()))
    return sorted(found, key=lambda each: -each[0])[:most]


def clipsam(out):
    """Its networks are those of the folders `clip-ad` and `sam`."""
    out.mkdir(parents=True, exist_ok=True)
    made, cut = tiny_clip.network(2943, layers=8, width=16)
    image, predictor = expected.picture(39, 70, 56), SamPredictor(tiny_sam())
    predictor.set_image(image)
    height, width = image.shape[:2]
    with torch.no_grad():
        sides = [expected.sentences(THING, states, TEMPLATES) for states in (["flawless {}", "{}"], ["damaged {}", "{} with defect"])]
        anchors = torch.stack([expected.anchor(made.encode_text(cut(each)), "unit") for each in sides])
        seconds, streams = expected.two_paths(made.visual, expected.preprocessed(image, 32), restart=2)
        layers = [2, 4, 6, 8]
        tokens = [made.visual.ln_post(seconds[layer - 1][1:]) @ made.visual.proj for layer in layers]
        grid = sum(expected.anomalous(each, anchors, 0.07) for each in tokens) / len(layers)
        large = expected.enlarged(expected.square(grid), 32, 32)
        rough = functional.interpolate(large[None, None], (height, width), mode="bilinear", align_corners=False, antialias=True)[0, 0].numpy()
    refined, found = np.zeros((height, width)), regions(rough, 0.75, 4, 3)
    for _, box, points, mean in found:
        masks, predicted, _ = predictor.predict(point_coords=points, point_labels=np.ones(len(points), int), box=box, multimask_output=True)
        weights = np.maximum(predicted, 0).astype(np.float64)
        if weights.sum() > 0:
            refined = np.maximum(refined, mean * (weights[:, None, None] * masks).sum(0) / weights.sum())
    total = (rough + refined) / 2
    return {"image": image, "rough": rough, "boxes": np.array([each[1] for each in found]), "points": np.concatenate([each[2] for each in found]),
            "refined": refined, "map": total, "score": np.array(total.max())}


TEMPLATES = ["a photo of a {}.", "the {}."]
EXPORTS = {name: lambda out, made=made: arrays(made(out))
           for name, made in {"sam": segment_anything, "grounding": grounding, "saaplus": saaplus, "clipsam": clipsam}.items()}
