"""What AA-CLIP, MVFA and Bayes-PFL compute from an image, with open_clip's classes and adapters of torch's own; see expected.py."""
import numpy as np
import torch
from torch.nn import functional

from expected import anomalous, enlarged, nearest, preprocessed, smoothed, square, unit

AA_CLIP_NORMAL = ("{}", "a {}", "the {}")
AA_CLIP_ANOMALOUS = ("a damaged {}", "a broken {}", "a {} with flaw", "a {} with defect", "a {} with damage")
AA_CLIP_TEMPLATES = ("{}.", "a photo of {}.")


def middle(parts):
    """The mean of parts of a score, each less its least and divided by its range over other images."""
    return lambda *values: sum((value - min(each)) / (max(each) - min(each)) for value, each in zip(values, parts)) / len(values)


# ------------------------------------------------------------------------------------------------------------------- AA-CLIP

def mixed(x, adapter):
    """A tenth of what an adapter says, each token's length kept."""
    seen = functional.leaky_relu(adapter(x))
    return 0.1 * seen / seen.norm(dim=-1, keepdim=True) * x.norm(dim=-1, keepdim=True) + 0.9 * x


def aa_clip_sentences(made, ids, adapters, projection):
    x = made.token_embedding(ids) + made.positional_embedding
    for index, block in enumerate(made.transformer.resblocks):
        x = block(x, attn_mask=made.attn_mask)
        if index < len(adapters):
            x = mixed(x, adapters[index])
    return functional.leaky_relu(projection(made.ln_final(x)[torch.arange(len(ids)), ids.argmax(-1)]))


def aa_clip_parts(pixels, visual, layers, adapters, projections, detection):
    """Unit vectors of the patches after each of the layers, and the mean of those of the detection."""
    x, kept = visual._embeds(pixels), []
    for index, block in enumerate(visual.transformer.resblocks):
        x = block(x)
        if index < len(adapters):
            x = mixed(x, adapters[index])
        if index + 1 in layers:
            kept.append(visual.ln_post(x)[0, 1:])
    return [unit(project(tokens)) for project, tokens in zip(projections, kept)], unit(detection(kept[-1])).mean(0)


def kernel_blurred(grid, width, sigma):
    """A Gaussian of few taps, mirrored at the edges with them not repeated."""
    places = torch.arange(width) - width // 2
    line = torch.exp(-places ** 2 / (2 * sigma ** 2))
    kernel = torch.outer(line, line) / line.sum() ** 2
    return functional.conv2d(functional.pad(grid[None, None], [width // 2] * 4, mode="reflect"), kernel[None, None])[0, 0]


def aa_clip(image, references, anchors, encode, size, layers):
    """Maps of both domains, and the score by the range of the parts over reference images, which takes the place of that over the test set."""
    def seen(each, width=7, sigma=1):
        patches, whole = encode(preprocessed(each, size))
        grids = [square((100 * tokens @ anchors[1] + 1 - 100 * tokens @ anchors[0]) / 2) for tokens in patches]
        maps = [enlarged(kernel_blurred(grid, width, sigma), size, size, align_corners=True) for grid in grids]
        return patches, whole, grids, sum(maps), (whole @ anchors[1] + 1) / 2

    patches, whole, grids, total, value = seen(image)
    found = {"pixel_values": preprocessed(image, size), "det": whole, "image-value": value, "industrial/map": total}
    found |= {f"seg_{layer}": tokens for layer, tokens in zip(layers, patches)} | {f"grid_{layer}": grid for layer, grid in zip(layers, grids)}
    found["medical/map"] = seen(image, 9, 1.5)[3]
    parts = [(each[3].max(), each[4]) for each in map(seen, references)]
    return found | {"industrial/score": middle(list(zip(*parts)))(total.max(), value)}


# ---------------------------------------------------------------------------------------------------------------------- MVFA

MVFA_ANOMALOUS = ("damaged {}", "broken {}", "{} with flaw", "{} with defect", "{} with damage")
MVFA_TEMPLATES = [template.format(article) for template, articles in (
    ("a bad photo of {} {{}}.", ("a", "the")), ("a low resolution photo of {} {{}}.", ("a", "the")), ("a cropped photo of {} {{}}.", ("a", "the")),
    ("a bright photo of {} {{}}.", ("a", "the")), ("a dark photo of {} {{}}.", ("a", "the")),
    ("a photo of {} {{}}.", ("a", "the", "my", "one", "a cool", "the cool", "a small", "the small", "a large", "the large")),
    ("a close-up photo of {} {{}}.", ("a", "the")), ("a black and white photo of {} {{}}.", ("a", "the")),
    ("a jpeg corrupted photo of {} {{}}.", ("a", "the")), ("a blurry photo of {} {{}}.", ("a", "the")), ("a good photo of {} {{}}.", ("a", "the")),
    ("there is {} {{}} in the scene.", ("a", "the")), ("this is {} {{}} in the scene.", ("a", "the", "one"))) for article in articles]


def mvfa_tokens(pixels, visual, layers, segmentation, detection):
    """Tokens of both heads after each of the layers, without the class token."""
    x, segments, detects = visual._embeds(pixels), [], []
    for index, block in enumerate(visual.transformer.resblocks):
        x = block(x)
        if index + 1 in layers:
            outs = []
            for heads, tokens in ((segmentation, segments), (detection, detects)):
                narrower, wider = heads[layers.index(index + 1)]
                seen = functional.leaky_relu(narrower(x))
                outs.append(functional.leaky_relu(wider(seen)))
                tokens.append(seen[0, 1:])
            x = 0.8 * x + 0.1 * outs[0] + 0.1 * outs[1]
    return segments, detects


def mvfa(image, references, anchors, encode, size, layers):
    """What sentences say and what the references say, and both on the scale of the references, each compared with the others."""
    def raw(each):
        opened = preprocessed(each, size)
        return opened * torch.tensor((0.26862954, 0.26130258, 0.27577711))[:, None, None] + torch.tensor((0.48145466, 0.4578275, 0.40821073))[:, None, None]

    def zero(segments, detects):
        logits = [square(100 * unit(tokens) @ anchors.T) for tokens in segments]
        maps = [torch.softmax(torch.stack([enlarged(each[..., i], size, size, align_corners=True) for i in (0, 1)]), 0)[1] for each in logits]
        return sum(maps), sum(anomalous(tokens, anchors, 0.01).mean() for tokens in detects)

    def few(segments, detects, memory):
        def total(head, tokens):
            distances = [nearest(each, torch.cat([known[head][i] for known in memory])) for i, each in enumerate(tokens)]
            return sum(enlarged(square(each), size, size, align_corners=True) for each in distances)
        return total(0, segments), total(1, detects).mean()

    seen, memory = encode(raw(image)), [encode(raw(each)) for each in references]
    found = {"pixel_values": raw(image)} | {f"seg_{layer}": tokens for layer, tokens in zip(layers, seen[0])}
    found |= {f"det_{layer}": tokens for layer, tokens in zip(layers, seen[1])}
    parts = [(*zero(*each), *few(*each, memory[:i] + memory[i + 1:])) for i, each in enumerate(memory)]
    scales = [torch.stack([torch.as_tensor(each[i]) for each in parts]).flatten() for i in range(4)]
    (zero_map, zero_score), (few_map, few_score) = zero(*seen), few(*seen, memory)
    plus = middle((scales[0], scales[2]))(zero_map, few_map)
    return found | {"zero/map": zero_map, "zero/score": zero_score, "few/map": few_map, "few/score": few_score, "plus/map": plus,
                    "plus/score": middle((scales[1], scales[3]))(zero_score, few_score), "plus/map-score": plus.max()}


# ----------------------------------------------------------------------------------------------------------------- Bayes-PFL

def flowed(vector, noise, encoder, u, w, b):
    """Samples of a prompt's bias: Gaussian, then planar flows; vector (1, D), noise (R, D), u and w (K, D), b (K)."""
    variance = torch.exp(0.5 * encoder["log_variance"](vector))
    samples = []
    for each in noise:
        z = (vector_mean := encoder["mean"](vector))[0] + each * variance[0].sqrt()
        assert vector_mean.shape == vector.shape
        for flow in range(len(u)):
            z = z + u[flow] * torch.tanh(w[flow] @ z + b[flow])
        samples.append(z)
    return torch.stack(samples)


def inserted_sentence(made, ids, vectors):
    """One sentence's vector with others in place of its second token, its length kept at the context's."""
    x = made.token_embedding(ids)[0]
    x = torch.cat([x[:1], vectors, x[2:]])[:len(x)] + made.positional_embedding
    x = x[None]
    for block in made.transformer.resblocks:
        x = block(x, attn_mask=made.attn_mask)
    return made.ln_final(x)[0, ids[0].argmax() + len(vectors) - 1] @ made.text_projection


def bayes_pfl(image, ids, noise, made, learned, size, layers, top, sigma=8):
    """All steps with given noise of shape (3, R, D): of the context, of the normal and of the anomalous state."""
    pixels = preprocessed(image, size)
    x, tokens = made.visual._embeds(pixels), []
    for index, block in enumerate(made.visual.transformer.resblocks):
        x = block(x)
        if index + 1 in layers:
            tokens.append(x[0, 1:])
    whole = made.visual.ln_post(x[:, 0]) @ made.visual.proj
    count, width = learned.flows, whole.shape[1]
    context = flowed(whole, noise[0], learned.context_encoder, *(part(whole).reshape(count, -1) for part in learned.context_flow[:2]),
                     learned.context_flow[2](whole)[0])
    states = [flowed(state, each, learned.state_encoder, u, w, b) for each, (state, u, w, b) in zip(noise[1:], learned.states)]
    sentences = [torch.stack([inserted_sentence(made, ids, torch.cat([prompt + context[i], state[p] + bias[i]]))
                              for i in range(len(context)) for p, prompt in enumerate(learned.context)])
                 for state, bias in zip((learned.normal, learned.anomalous), states)]
    text = unit(torch.cat(sentences))
    mapped = unit(learned.image_mapping(whole + learned.pooled(torch.cat(tokens, -1))))[0]
    logits = learned.image_temperature.exp() * unit(learned.class_mapping(text)) @ mapped
    pairs = len(text) // 2
    found = {"pixel_values": pixels, "image_embeds": whole, "context-samples": context, "normal-samples": states[0], "anomalous-samples": states[1],
             "text_embeds": torch.cat(sentences), "image_logits": logits}
    found["image-value"] = torch.softmax(logits.reshape(2, pairs), 0)[1].mean()
    maps = []
    for layer, project, each in zip(layers, learned.projections, tokens):
        patches = unit(project(each))
        attended, heads = [], 4
        for sentence in text:
            query = learned.query(sentence)
            said = [torch.softmax(part @ query.chunk(heads)[i] * width ** -0.5, 0) @ part for i, part in enumerate(patches.chunk(heads, -1))]
            attended.append(unit(torch.cat(said) + sentence))
        scores = learned.pixel_temperature.exp() * torch.stack(attended) @ patches.T
        found[f"logits_{layer}"] = scores
        large = torch.stack([enlarged(square(score), size, size, align_corners=True) for score in scores])
        maps += list(torch.softmax(large.reshape(2, pairs, size, size), 0)[1])
    mean = torch.stack(maps).mean(0)
    found |= {"map-unsmoothed": mean, "map": smoothed(mean, sigma), "map-value": mean.flatten().sort().values[-top:].mean()}
    return found | {"score": (found["image-value"] + found["map-value"]) / 2, "top": np.int64(top)}
