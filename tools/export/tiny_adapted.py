"""Tiny random exports of the methods that put adapters or learned prompts into CLIP, and the methods' values on them; see tiny_clip.py."""
from types import SimpleNamespace

import numpy as np
import torch
from torch import nn

import expected
import expected_adapted
from tiny_clip import CLASS, agrees, agrees_with, arrays, exported, network, sides


def plain_linear(inner, outer):
    return nn.Linear(inner, outer, bias=False)


def aa_clip(out):
    made, cut = network(297, size=40, width=16, layers=4, quick=True)
    torch.manual_seed(297)
    adapters, text_adapters = [plain_linear(16, 16) for _ in range(2)], [plain_linear(24, 24)]
    projections, detection, projection = [plain_linear(16, 20) for _ in range(4)], plain_linear(16, 20), plain_linear(24, 20)
    learned = {
        "text_adapter": {f"{i}.fc.0.weight": each.weight.detach() for i, each in enumerate([*text_adapters, projection])},
        "image_adapter": {**{f"layer_adapters.{i}.fc.0.weight": each.weight.detach() for i, each in enumerate(adapters)},
                          **{f"seg_proj.{i}.fc.weight": each.weight.detach() for i, each in enumerate(projections)},
                          "det_proj.fc.weight": detection.weight.detach()}}
    with torch.no_grad():
        variant = exported(out, "aa-clip", made, 297, size=40, learned=learned)
        layers = variant.attributes["layers"]
        normal, anomalous = (expected.sentences(CLASS, states, expected_adapted.AA_CLIP_TEMPLATES)
                             for states in (expected_adapted.AA_CLIP_NORMAL, expected_adapted.AA_CLIP_ANOMALOUS))
        embeds = [expected_adapted.aa_clip_sentences(made, cut(each), text_adapters, projection) for each in (normal, anomalous)]
        agrees(variant.graphs["text"].module(cut(normal)), embeds[0], "text_embeds")
        anchors = torch.stack([expected.anchor(each, "unit") for each in embeds])
        image, references = expected.picture(12), expected.picture(13, height=36, width=36, count=4)
        found = expected_adapted.aa_clip(image, references, anchors, lambda pixels: expected_adapted.aa_clip_parts(
            pixels, made.visual, layers, adapters, projections, detection), 40, layers)
        agrees_with(found, variant)
        return arrays({"class": [CLASS], "image": image, "references": references, "normal/sentences": normal, "anomalous/sentences": anomalous,
                       "anchors": anchors, **found})


def mvfa(out):
    made, cut = network(298, width=16, layers=4, quick=True)
    torch.manual_seed(298)
    segmentation, detection = ([(plain_linear(16, 16), plain_linear(16, 16)) for _ in range(4)] for _ in range(2))
    learned = {f"{name}_adapters": {f"{i}.fc{1 + j}.0.weight": part.weight.detach() for i, pair in enumerate(heads) for j, part in enumerate(pair)}
               for name, heads in (("seg", segmentation), ("det", detection))}
    with torch.no_grad():
        variant = exported(out, "mvfa", made, 298, size=32, learned=learned)
        layers = variant.attributes["layers"]
        normal, anomalous = (expected.sentences(CLASS, states, expected_adapted.MVFA_TEMPLATES)
                             for states in (expected.NORMAL_STATES, expected_adapted.MVFA_ANOMALOUS))
        sentences, anchors = sides(made, cut, normal, anomalous, "unit")
        image, references = expected.picture(14), expected.picture(15, height=36, width=36, count=3)
        found = expected_adapted.mvfa(image, references, anchors, lambda pixels: expected_adapted.mvfa_tokens(
            pixels, made.visual, layers, segmentation, detection), 32, layers)
        agrees_with(found, variant)
        return arrays({"class": [CLASS], "image": image, "references": references, **sentences, "anchors": anchors, **found})


PROMPTS, CONTEXT, STATE, SAMPLES, FLOWS, HIDDEN = 2, 3, 2, 3, 2, 12
TOP = 200


def bayes_pfl(out):
    made, cut = network(299, width=16, layers=4, dimension=24)
    torch.manual_seed(299)
    learned, saved = prompt_distribution(24, 16, 4)
    noise = torch.from_numpy(np.random.default_rng(299).standard_normal((3, SAMPLES, 24))).float()
    with torch.no_grad():
        variant = exported(out, "bayes-pfl", made, 299, size=32, learned={"MyModel": saved})
        image = expected.picture(16)
        found = expected_adapted.bayes_pfl(image, cut(f"X {CLASS}"), noise, made, learned, 32, variant.attributes["layers"], TOP)
        compared = variant.graphs["compare"].module
        tokens = variant.graphs["vision"].module(found["pixel_values"])[1:]
        for ours, name in zip(compared(found["text_embeds"], found["image_embeds"], *tokens), variant.graphs["compare"].outputs, strict=True):
            agrees(ours, found[name], name)
        return arrays({"class": [CLASS], "image": image, "noise": noise, **found})


def perceptron(width):
    return nn.Sequential(nn.Linear(width, HIDDEN), nn.Softplus(), nn.Linear(HIDDEN, HIDDEN), nn.Softplus(), nn.Linear(HIDDEN, width))


def prompt_distribution(width, vision_width, layers):
    """Random parts of Bayes-PFL, and the same by the names of its authors' checkpoint."""
    def small(*shape):
        return torch.randn(shape) * 0.3

    made = SimpleNamespace(
        flows=FLOWS, context=small(PROMPTS, CONTEXT, width), normal=small(PROMPTS, STATE, width), anomalous=small(PROMPTS, STATE, width),
        context_encoder={"mean": perceptron(width), "log_variance": perceptron(width)},
        state_encoder={"mean": perceptron(width), "log_variance": perceptron(width)},
        context_flow=(nn.Linear(width, FLOWS * width), nn.Linear(width, FLOWS * width), nn.Linear(width, FLOWS)),
        states=[(small(1, width), small(FLOWS, width), small(FLOWS, width), small(FLOWS)) for _ in range(2)],
        query=nn.Linear(width, width), projections=[plain_linear(vision_width, width) for _ in range(layers)],
        class_mapping=nn.Linear(width, width), image_mapping=nn.Linear(width, width),
        image_temperature=torch.tensor(2.0), pixel_temperature=torch.tensor(2.0))
    fuse = nn.ModuleDict({"fuse_modules": nn.Linear(layers * vision_width, HIDDEN), "compress": nn.Linear(HIDDEN, 1), "post_process": nn.Linear(HIDDEN, width)})

    def pooled(patches):
        x = fuse["fuse_modules"](patches)
        return fuse["post_process"]((torch.softmax(fuse["compress"](x), 0) * x).sum(0))

    made.pooled = pooled
    saved = {"prompt_context": made.context, "prompt_state_normal": made.normal, "prompt_state_abnormal": made.anomalous,
             "temperature_image": made.image_temperature, "temperature_pixel": made.pixel_temperature}
    saved |= {f"fuse.{name}": value for name, value in fuse.state_dict().items()}
    for name, module in (("class_mapping", made.class_mapping), ("image_mapping", made.image_mapping),
                         *((f"RCA.linear_proj.{i}", each) for i, each in enumerate(made.projections)),
                         *((f"PFL_context.amor_{part}", each) for part, each in zip("uwb", made.context_flow)),
                         *((f"PFL_{flow}.encoder.weight_{part}.module", module)
                           for flow, encoder in (("context", made.context_encoder), ("normal", made.state_encoder), ("abnormal", made.state_encoder))
                           for part, module in encoder.items())):
        saved |= {f"{name}.{key}": value for key, value in module.state_dict().items()}
    saved |= {"RCA.q_proj_pre.weight": made.query.weight.detach()[..., None], "RCA.q_proj_pre.bias": made.query.bias.detach()}
    for flow, (state, u, w, b) in zip(("normal", "abnormal"), made.states):
        saved |= {f"PFL_{flow}.state": state, f"PFL_{flow}.amor_u": u[None, ..., None], f"PFL_{flow}.amor_w": w[None, :, None],
                  f"PFL_{flow}.amor_b": b[None, :, None, None]}
    return made, saved


EXPORTS = {"aa-clip": aa_clip, "mvfa": mvfa, "bayes-pfl": bayes_pfl}
