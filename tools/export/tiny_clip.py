"""Tiny random CLIPs of open_clip's own classes, exported for each method of that family, and the methods' values on them."""
import gzip
import hashlib
import tempfile
from pathlib import Path

import numpy as np
import open_clip
import torch
from open_clip.tokenizer import SimpleTokenizer

import clip
import dual_path
import expected
import folder
import variants
from blocks import Weights

MERGES = 256
CLASS = "metal nut"
DISTANCE, LEAST = 0.5, 15
SENTENCES = """a photo of a bottle
A PHOTO  of\tthe   Bottle.
a close-up photo of the metal nut without defect.
a jpeg corrupted photo of a damaged transistor.
a photo of the toothbrush for anomaly detection.
flawless capsule
it's the operator's fault, isn't it?
we'll see; they've gone, I'd say you're right, I'm not
I'LL SEE
10 screws, 3.5 mm, no. 2024
x=1;y=(2+3)*4
...?!
under_score and hyphen-ated
&lt;b&gt; salt &amp; pepper
a &amp;amp; b
the \u201ccurly\u201d quotes and the \u2018single\u2019 ones, it\u2019s so
caf\u00e9 cr\u00e8me, na\u00efve fa\u00e7ade
cafe\u0301
stra\u00dfe \u00dcberpr\u00fcfung \u00c4rger
\u039f\u0394\u039f\u03a3 \u03b1\u03b2\u03b3
\u0442\u0440\u0435\u0449\u0438\u043d\u0430 \u043d\u0430 \u0434\u0435\u0442\u0430\u043b\u0438
\u87ba\u4e1d\u6709\u5212\u75d5
\u306d\u3058\u306e\u50b7
a \U0001f527 and a \U0001f469\u200d\U0001f527
5\u00b0C \u00b1 0.1 \u00b5m
a\u00a0non-breaking\u2003space
supercalifragilisticexpialidocious antidisestablishmentarianism pneumonoultramicroscopicsilicovolcanoconiosis floccinaucinihilipilification
a""".split("\n") + ["the " * 90, ""]
UNUSUAL = ["\ufb01nal \ufb02aw", "\uff21\uff22\uff23 full width", "sch\u00c3\u00b6n", "a \u2026 b \u2014 c", "\u0130stanbul"]


def network(seed, size=32, patch=8, width=24, layers=2, dimension=16, text_width=24, text_layers=2, quick=False):
    """A CLIP of open_clip with heads of width 8 and random weights that make attention and soft-max vary."""
    cut = SimpleTokenizer(bpe_path=str(tokenizer()))
    vision = dict(image_size=size, patch_size=patch, width=width, layers=layers, head_width=8, mlp_ratio=2)
    text = dict(context_length=77, vocab_size=cut.vocab_size, width=text_width, heads=text_width // 8, layers=text_layers, mlp_ratio=2)
    made = open_clip.CLIP(dimension, vision, text, quick_gelu=quick).eval()
    random = np.random.default_rng(seed)
    with torch.no_grad():
        for name, weight in sorted(made.named_parameters()):
            if name != "logit_scale":
                middle = 1 if name.endswith("weight") and ".ln_" in "." + name else 0
                weight.copy_(torch.from_numpy(middle + scale(name, weight) * random.standard_normal(weight.shape)))
    return made, cut


def scale(name, weight):
    """How much the weights of one name vary."""
    if weight.dim() == 1 or "embedding" in name:
        return 0.5 if "embedding" in name else 0.2
    return 1.5 * weight[0].numel() ** -0.5 if "proj" not in name else weight.shape[-1] ** -0.5


def tokenizer():
    """A file of the first merges only, so that the embedding of a tiny network is small."""
    lines = gzip.decompress(clip.open_clip_tokenizer().read_bytes()).decode().split("\n")
    file = Path(tempfile.gettempdir(), f"xvad-first-{MERGES}-merges", clip.TOKENIZER)
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(gzip.compress("\n".join(lines[:MERGES + 1]).encode(), mtime=0))
    return file


def exported(out, variant, made, seed, **given):
    """Writes the folder of a variant from one of open_clip's networks."""
    state = made.state_dict()
    digest = hashlib.sha256(b"".join(state[name].numpy().tobytes() for name in sorted(state))).hexdigest()
    activation = "quick_gelu" if isinstance(made.transformer.resblocks[0].mlp.gelu, open_clip.transformer.QuickGELU) else "gelu"
    parts = variants.Given(Weights(state), activation, tokenizer(), vision_head=8, text_head=8, **given)
    return clip.export(out, variant, parts, f"random, seed {seed}", "Apache-2.0", digest)


def agrees(got, wanted, what):
    """Our blocks must say what open_clip's classes say."""
    difference = folder.largest(got.numpy(), wanted.numpy())
    if not difference <= 1e-5 * max(1, wanted.abs().max()):
        raise SystemExit(f"{what} differs from open_clip's by {difference:.1e}")


def agrees_with_open_clip(made, cut, variant):
    """Text and, where it is the usual one, the image tower of an export."""
    if variant.text:
        ids = cut(SENTENCES)
        agrees(variant.text(ids), made.encode_text(ids), "text_embeds")
    vision = variant.vision
    pixels = vision.pixels(2, np.random.default_rng(9))["pixel_values"]
    layers = list(range(1, len(vision.blocks) + 1))
    theirs = made.visual.forward_intermediates(pixels, indices=[layer - 1 for layer in layers], output_fmt="NLC", output_extra_tokens=True)
    image, *tokens = variants.Tokens(vision, layers)(pixels)
    agrees(image, theirs["image_features"], "image_embeds")
    for layer, ours in zip(layers, tokens, strict=True):
        wanted = torch.cat([theirs["image_intermediates_prefix"][layer - 1], theirs["image_intermediates"][layer - 1]], 1)
        agrees(ours, wanted, f"tokens_{layer}")


def arrays(found):
    """Tensors, and texts as bytes of UTF-8 with line feeds between them, as arrays."""
    def array(value):
        if isinstance(value, list):
            return np.frombuffer("\n".join(value).encode(), np.uint8)
        return value.detach().numpy() if isinstance(value, torch.Tensor) else value
    return {name: array(value) for name, value in found.items()}


def plain(out):
    made, cut = network(291)
    with torch.no_grad():
        variant = exported(out, "plain", made, 291, layers=[1, 2])
        agrees_with_open_clip(made, cut, variant)
        image = expected.picture(1)
        pixels = expected.preprocessed(image, variant.vision.size)
        cropped = expected.preprocessed(image, variant.vision.size, "crop")
        tall = expected.picture(2, height=75, width=31)
        return arrays({
            "sentences": SENTENCES, "input_ids": cut(SENTENCES), "text_embeds": made.encode_text(cut(SENTENCES)),
            "unusual/sentences": UNUSUAL, "unusual/input_ids": cut(UNUSUAL),
            "image": image, "pixel_values": pixels, "image_embeds": made.encode_image(pixels), "pixel_values-crop": cropped,
            "tall/image": tall, "tall/pixel_values": expected.preprocessed(tall, variant.vision.size),
            "tall/pixel_values-crop": expected.preprocessed(tall, variant.vision.size, "crop"),
            "similarity": expected.unit(made.encode_image(pixels)) @ expected.unit(made.encode_text(cut(SENTENCES))).T})


def winclip(out):
    made, cut = network(292)
    with torch.no_grad():
        variant = exported(out, "winclip", made, 292, size=32)
        agrees_with_open_clip(made, cut, variant)
        normal, anomalous = (expected.sentences(CLASS, states) for states in (expected.NORMAL_STATES, expected.ANOMALOUS_STATES))
        sentences, anchors = sides(made, cut, normal, anomalous, "raw")
        image, references = expected.picture(3), expected.picture(4, height=36, width=36, count=2)
        theirs = made.visual

        def embed(pixels):
            patches = theirs.conv1(pixels).flatten(2).transpose(1, 2)
            return torch.cat([theirs.class_embedding.expand(len(patches), 1, -1), patches], 1) + theirs.positional_embedding

        def body(embedded):
            tokens = theirs.transformer(theirs.ln_pre(embedded))
            return theirs.ln_post(tokens[:, 0]) @ theirs.proj, tokens

        return arrays({"class": [CLASS], **sentences, "anchors": anchors, "image": image, "references": references,
                       **expected.winclip(image, references, anchors, embed, body, variant.vision.size)})


def sides(made, cut, normal, anomalous, order):
    """The sentences of the two sides and their anchors."""
    found = {"normal/sentences": normal, "anomalous/sentences": anomalous}
    return found, torch.stack([expected.anchor(made.encode_text(cut(each)), order) for each in (normal, anomalous)])


def agrees_with(found, variant):
    """The graph of the image tower must say what was computed with open_clip's classes."""
    graph = variant.graphs["vision"]
    for name, ours in zip(graph.outputs, graph.module(found["pixel_values"]), strict=True):
        agrees(ours[0], found[name], name) if name in found else None


def anomalyclip(out):
    made, cut = network(293, layers=4, text_layers=3, quick=True)
    random = np.random.default_rng(293)
    learned = {name: torch.from_numpy(random.standard_normal(shape)).float() for name, shape in (
        ("ctx_pos", (1, 1, 12, 24)), ("ctx_neg", (1, 1, 12, 24)), ("compound_prompts_text.0", (4, 24)), ("compound_prompts_text.1", (4, 24)))}
    with torch.no_grad():
        variant = exported(out, "anomalyclip", made, 293, size=40, layers=[3, 4], learned={"prompt_learner": learned})
        resize_positions(made, variant, "bilinear", False)
        anchors = learned_anchors(made, cut, learned)
        agrees(torch.from_numpy(variant.arrays["text-vectors"]), anchors, "text-vectors")
        image = expected.picture(5)
        found = expected.anomalyclip(image, anchors, made.visual, 40, [3, 4], variant.attributes["first-vv-block"])
        agrees_with(found, variant)
        return arrays({"image": image, "anchors": anchors, **found})


def learned_anchors(made, cut, learned):
    """AnomalyCLIP's two vectors by open_clip's own blocks."""
    vectors = []
    for name, words in (("ctx_pos", "object."), ("ctx_neg", "damaged object.")):
        ids = cut("X " * 12 + words)
        x = made.token_embedding(ids)
        x[0, 1:13] = learned[name][0, 0]
        x = x + made.positional_embedding
        for index, block in enumerate(made.transformer.resblocks):
            if index:
                x[0, 1:5] = learned[f"compound_prompts_text.{index - 1}"]
            x = block(x, attn_mask=made.attn_mask)
        vectors.append(made.ln_final(x)[0, ids[0].argmax()] @ made.text_projection)
    return expected.unit(torch.stack(vectors))


def resize_positions(made, variant, mode, antialias):
    """Gives open_clip's tower the export's image size and a resized position embedding."""
    visual, grid = made.visual, variant.vision.grid
    own = visual.positional_embedding[1:].reshape(1, *visual.grid_size, -1).permute(0, 3, 1, 2)
    larger = torch.nn.functional.interpolate(own, (grid, grid), mode=mode, antialias=antialias, align_corners=False).flatten(2)[0].T
    visual.positional_embedding = torch.nn.Parameter(torch.cat([visual.positional_embedding[:1], larger]))


def clip_ad(out):
    made, cut = network(2943, layers=8, width=16)
    random = np.random.default_rng(294)
    linears = [(torch.from_numpy(random.normal(0, 0.2, (16, 16))).float(), torch.from_numpy(random.normal(0, 0.2, 16)).float()) for _ in range(4)]
    learned = {"linear_layers": {f"fc.{i}.{part}": value for i, pair in enumerate(linears) for part, value in zip(("weight", "bias"), pair)}}
    with torch.no_grad():
        variant = exported(out, "clip-ad", made, 2943, size=32, learned=learned)
        agrees_with_open_clip(made, cut, variant)
        normal, anomalous = (expected.sentences(CLASS, states) for states in (expected.CLIP_AD_NORMAL, expected.CLIP_AD_ANOMALOUS))
        sentences, anchors = sides(made, cut, normal, anomalous, "unit")
        image = expected.picture(6)
        found = expected.clip_ad(image, anchors, made.visual, 32, variant.attributes["layers"], linears)
        agrees_with(found, variant)
        return arrays({"class": [CLASS], "image": image, **sentences, "anchors": anchors, **found, **dbscan(made, cut, normal, anomalous)})


def dbscan(made, cut, normal, anomalous):
    """Clusters of points in the plane, and of the sentences with a distance that leaves some of them out."""
    random = np.random.default_rng(7)
    points = np.concatenate([random.normal(middle, 0.25, (20, 2)) for middle in ((0, 0), (2, 0), (1, 1.6))] + [random.uniform(-2, 4, (12, 2))])
    points = random.permutation(points).astype(np.float32)
    found = {"dbscan/points": points, "dbscan/points-labels": expected.clusters(points, 0.35, 5)}
    sides = []
    for name, side in (("normal", normal), ("anomalous", anomalous)):
        vectors = expected.unit(made.encode_text(cut(side)))
        found[f"dbscan/{name}-labels"] = expected.clusters(vectors.numpy(), DISTANCE, LEAST)
        sides.append(expected.largest_cluster(vectors, found[f"dbscan/{name}-labels"]))
    return found | {"dbscan/distance": np.float32(DISTANCE), "dbscan/least": np.int64(LEAST), "dbscan/anchors": torch.stack(sides)}


def univad(out):
    made, cut = network(295, layers=4, quick=True)
    with torch.no_grad():
        variant = exported(out, "univad", made, 295, size=32)
        agrees_with_open_clip(made, cut, variant)
        normal, anomalous = (expected.sentences("object", states, expected.MORE_TEMPLATES)
                             for states in (expected.NORMAL_STATES, expected.MORE_ANOMALOUS_STATES))
        sentences, anchors = sides(made, cut, normal, anomalous, "unit")
        image, references = expected.picture(8), expected.picture(9, height=36, width=36, count=2)
        found = expected.univad(image, references, anchors, made.visual, 32, variant.attributes["layers"])
        agrees_with(found, variant)
        return arrays({"image": image, "references": references, **sentences, "anchors": anchors, **found})


def inctrl(out):
    made, cut = network(296, layers=4)
    torch.manual_seed(296)
    adapter = torch.nn.Sequential(torch.nn.Linear(16, 4, bias=False), torch.nn.ReLU(), torch.nn.Linear(4, 16, bias=False), torch.nn.ReLU())
    image_head, map_head = head(16), head(16)
    learned = {f"adapter.fc.{name}": value for name, value in adapter.state_dict().items()}
    learned |= authors_names("diff_head_ref", image_head) | authors_names("diff_head", map_head)
    with torch.no_grad():
        variant = exported(out, "inctrl", made, 296, size=32, layers=[1, 2, 3], learned={"model_state": learned})
        agrees_with_open_clip(made, cut, variant)
        normal, anomalous = (expected.sentences(CLASS, states) for states in (expected.NORMAL_STATES, expected.ANOMALOUS_STATES))
        sentences, anchors = sides(made, cut, normal, anomalous, "unit")
        image, references = expected.picture(10), expected.picture(11, height=60, width=44, count=2)
        found = expected.inctrl(image, references, anchors, made.visual, adapter, image_head, map_head, 32, [1, 2, 3])
        return arrays({"class": [CLASS], "image": image, "references": references, **sentences, "anchors": anchors, **found})


def head(width):
    """InCTRL's form of a head, with statistics as after a training."""
    made = torch.nn.Sequential(torch.nn.Linear(width, 12), torch.nn.ReLU(), torch.nn.BatchNorm1d(12), torch.nn.Linear(12, 8), torch.nn.ReLU(),
                               torch.nn.BatchNorm1d(8), torch.nn.Linear(8, 1), torch.nn.Sigmoid()).eval()
    for norm in (made[2], made[5]):
        for value in norm.state_dict().values():
            if value.dim():
                value.uniform_(0.5, 1.5)
    return made


def authors_names(prefix, made):
    places = {"0": "projection1", "2": "bn2", "3": "projection2", "5": "bn3", "6": "projection3"}
    return {f"{prefix}.{places[name.split('.')[0]]}.{name.split('.')[1]}": value for name, value in made.state_dict().items()}


def matrix(random, rows, columns):
    return torch.from_numpy(random.normal(0, 1.5 * columns ** -0.5, (rows, columns))).float()


def aa_clip(out):
    made, cut = network(297, width=16, layers=4, text_layers=3, quick=True)
    random = np.random.default_rng(297)
    words, word_projection = [matrix(random, 24, 24) for _ in range(2)], matrix(random, 16, 24)
    image_adapters, projections, whole = [matrix(random, 16, 16) for _ in range(3)], [matrix(random, 16, 16) for _ in range(4)], matrix(random, 16, 16)
    learned = {"text_adapter": {f"{i}.fc.0.weight": weight for i, weight in enumerate([*words, word_projection])},
               "image_adapter": {f"layer_adapters.{i}.fc.0.weight": weight for i, weight in enumerate(image_adapters)}
               | {f"seg_proj.{i}.fc.weight": weight for i, weight in enumerate(projections)} | {"det_proj.fc.weight": whole}}
    with torch.no_grad():
        variant = exported(out, "aa-clip", made, 297, size=40, learned=learned)
        resize_positions(made, variant, "bicubic", True)
        states = expected.AA_CLIP_NORMAL, expected.AA_CLIP_ANOMALOUS
        normal, anomalous = (expected.sentences(CLASS, each, ("{}.", "a photo of {}.")) for each in states)
        embeds = [expected.aa_clip_text(made, cut(each), words, word_projection) for each in (normal, anomalous)]
        agrees(variant.graphs["text"].module(cut(anomalous)), embeds[1], "text_embeds")
        anchors = torch.stack([expected.anchor(each, "unit") for each in embeds])
        image, references = expected.picture(12), expected.picture(21, height=36, width=36, count=4)
        found = expected.aa_clip(image, references, anchors, made.visual, image_adapters, projections, whole, 40, variant.attributes["layers"])
        agrees_with(found, variant)
        return arrays({"class": [CLASS], "image": image, "references": references, "normal/sentences": normal, "anomalous/sentences": anomalous,
                       "normal/text_embeds": embeds[0], "anchors": anchors, **found})


def mvfa(out):
    made, cut = network(298, layers=4)
    random = np.random.default_rng(298)
    segmenting, detecting = ([(matrix(random, 16, 24), matrix(random, 24, 16)) for _ in range(4)] for _ in range(2))
    learned = {key: {f"{i}.fc{1 + part}.0.weight": weight for i, pair in enumerate(pairs) for part, weight in enumerate(pair)}
               for key, pairs in (("seg_adapters", segmenting), ("det_adapters", detecting))}
    with torch.no_grad():
        variant = exported(out, "mvfa", made, 298, size=32, learned=learned)
        agrees_with_open_clip(made, cut, variant)
        normal, anomalous = (expected.sentences("retinal OCT", states, expected.MORE_TEMPLATES)
                             for states in (expected.NORMAL_STATES, expected.MORE_ANOMALOUS_STATES))
        sentences, anchors = sides(made, cut, normal, anomalous, "unit")
        image, references = expected.picture(13), expected.picture(14, height=28, width=30, count=3)
        found = expected.mvfa(image, references, anchors, made.visual, segmenting, detecting, 32, variant.attributes["layers"])
        agrees_with(found, variant)
        return arrays({"class": ["retinal OCT"], "image": image, "references": references, **sentences, "anchors": anchors, **found})


def logsad(out):
    made, cut = network(299, layers=4)
    with torch.no_grad():
        variant = exported(out, "logsad", made, 299, size=32)
        agrees_with_open_clip(made, cut, variant)
        image, references = expected.picture(15), expected.picture(16, height=36, width=36, count=2)
        found = expected.logsad(image, references, made.visual, 32, variant.attributes["layers"], side=8)
        agrees_with(found, variant)
        return arrays({"image": image, "references": references, **found})


def bayes_pfl(out):
    made, cut = network(300, width=16, layers=4, text_width=16)
    learned = bayes_pfl_weights(np.random.default_rng(300), width=16, dimension=16, hidden=8, flows=3, prompts=2, context=3, state=2, layers=4)
    with torch.no_grad():
        variant = exported(out, "bayes-pfl", made, 300, size=32, learned={"MyModel": learned})
        agrees_with_open_clip(made, cut, variant)
        random = np.random.default_rng(301)
        noise = {name: torch.from_numpy(random.standard_normal((3, 16), np.float32)) for name in ("context", "normal", "anomalous")}
        image, sentence = expected.picture(17), "X " + CLASS
        found = expected.bayes_pfl(image, cut(sentence), made, learned, noise, 32, variant.attributes["layers"])
        bayes_pfl_agrees(variant, cut(sentence), noise, found)
        return arrays({"class": [CLASS], "sentence": [sentence], "image": image, **{f"noise/{name}": value for name, value in noise.items()}, **found})


def bayes_pfl_agrees(variant, ids, noise, found):
    """The graphs, one after the other, must say what was computed by the authors' names."""
    run = {key: graph.module for key, graph in variant.graphs.items()}
    image, *tokens = run["vision"](found["pixel_values"])
    agrees(image[0], found["image_embeds"], "image_embeds")
    inserted = run["prompts"](image, *noise.values())
    for name, ours in zip(("normal", "anomalous"), inserted):
        agrees(ours, found[f"inserted/{name}"], name)
    vectors = torch.cat(inserted)
    texts = expected.unit(run["text-inserted"](ids.expand(len(vectors), -1), vectors))
    agrees(texts, found["text_embeds"], "text_embeds")
    graph = variant.graphs["comparison"]
    for name, ours in zip(graph.outputs, graph.module(texts, image, *tokens), strict=True):
        agrees(ours, found[name], name)


def bayes_pfl_weights(random, width, dimension, hidden, flows, prompts, context, state, layers):
    """A random state dict of the form that Bayes-PFL's authors save, without the parts that scoring does not use."""
    found = {}

    def linear(name, inputs, outputs, bias=True, size=1.0):
        found[name + ".weight"] = torch.from_numpy(random.normal(0, size * inputs ** -0.5, (outputs, inputs))).float()
        if bias:
            found[name + ".bias"] = torch.from_numpy(random.normal(0, 0.2, outputs)).float()

    def plain(name, *shape):
        found[name] = torch.from_numpy(random.normal(0, 0.5, shape)).float()

    plain("prompt_context", prompts, context, dimension)
    plain("prompt_state_normal", prompts, state, dimension)
    plain("prompt_state_abnormal", prompts, state, dimension)
    found |= {"temperature_pixel": torch.tensor(1.5), "temperature_image": torch.tensor(1.2)}
    for name in ("PFL_context", "PFL_normal", "PFL_abnormal"):
        for part in ("weight_mean", "weight_log_variance"):
            for layer, inputs, outputs in ((0, dimension, hidden), (2, hidden, hidden), (4, hidden, dimension)):
                linear(f"{name}.encoder.{part}.module.{layer}", inputs, outputs)
    for letter, shape in (("u", (1, flows, dimension, 1)), ("w", (1, flows, 1, dimension)), ("b", (1, flows, 1, 1))):
        linear(f"PFL_context.amor_{letter}", dimension, flows * (1 if letter == "b" else dimension), size=0.3)
        plain(f"PFL_normal.amor_{letter}", *shape)
        plain(f"PFL_abnormal.amor_{letter}", *shape)
    plain("PFL_normal.state", 1, dimension)
    plain("PFL_abnormal.state", 1, dimension)
    linear("RCA.q_proj_pre", dimension, dimension)
    found["RCA.q_proj_pre.weight"] = found["RCA.q_proj_pre.weight"][..., None]
    for layer in range(layers):
        linear(f"RCA.linear_proj.{layer}", width, dimension, bias=False)
    linear("fuse.fuse_modules", width * layers, hidden)
    linear("fuse.compress", hidden, 1)
    linear("fuse.post_process", hidden, dimension)
    linear("class_mapping", dimension, dimension)
    linear("image_mapping", dimension, dimension)
    return found


EXPORTS = {"plain": plain, "winclip": winclip, "anomalyclip": anomalyclip, "clip-ad": clip_ad, "univad": univad, "inctrl": inctrl,
           "aa-clip": aa_clip, "mvfa": mvfa, "bayes-pfl": bayes_pfl, "logsad": logsad}
