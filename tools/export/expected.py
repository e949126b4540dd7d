"""What the methods compute from an image, in PyTorch and numpy, for the tests: written from the papers and from what is known of their code."""
import numpy as np
import torch
from PIL import Image
from scipy.ndimage import gaussian_filter
from sklearn.cluster import DBSCAN
from torch.nn import functional

from variants import MEAN, STD


def picture(seed, height=40, width=52, count=None):
    """A smooth coloured image with a little noise, or several: uint8 of shape (height, width, 3)."""
    random = np.random.default_rng(seed)
    coarse = torch.from_numpy(random.uniform(0, 255, (count or 1, 3, 5, 6)))
    smooth = functional.interpolate(coarse, (height, width), mode="bicubic", align_corners=True).permute(0, 2, 3, 1).numpy()
    images = np.clip(smooth + random.normal(0, 12, smooth.shape), 0, 255).round().astype(np.uint8)
    return images if count else images[0]


def preprocessed(image, size, resize="stretch", interpolation=Image.BICUBIC, mean=MEAN, std=STD):
    """The tensor (1, 3, size, size) of an image: resized by Pillow in 8 bits, then normalised, as CLIP does it if nothing is said."""
    opened = Image.fromarray(image)
    if resize == "crop":
        opened = shorter_side(opened, size)
    else:
        opened = opened.resize((size, size), interpolation)
    values = (np.asarray(opened, np.float32) / 255 - np.float32(mean)) / np.float32(std)
    return torch.from_numpy(values.transpose(2, 0, 1)[None].copy())


def shorter_side(opened, size):
    """The shorter side to `size`, then the middle, as torchvision's Resize and CenterCrop do."""
    width, height = opened.size
    if width <= height:
        width, height = size, int(size * height / width)
    else:
        width, height = int(size * width / height), size
    left, top = round((width - size) / 2), round((height - size) / 2)
    return opened.resize((width, height), Image.BICUBIC).crop((left, top, left + size, top + size))


def unit(x):
    return functional.normalize(x, dim=-1)


def anchor(embeds, order):
    """One vector for many sentences: `raw` takes the mean and normalises it, `unit` normalises before the mean as well."""
    return unit((unit(embeds) if order == "unit" else embeds).mean(0))


def anomalous(vectors, anchors, temperature):
    """The soft-max over the two anchors (normal, anomalous), second class; vectors of shape (..., D)."""
    return torch.softmax(unit(vectors) @ anchors.T / temperature, -1)[..., 1]


def square(values):
    """Values of patches (L, ...) as a grid (side, side, ...)."""
    side = round(len(values) ** 0.5)
    return values.reshape(side, side, *values.shape[1:])


def enlarged(grid, height, width, align_corners=False):
    return functional.interpolate(grid[None, None], (height, width), mode="bilinear", align_corners=align_corners)[0, 0]


def smoothed(values, sigma):
    """Gaussian filter of scipy: mirrored at the edges with them repeated, cut after four sigma."""
    return torch.from_numpy(gaussian_filter(values.numpy(), sigma))


def averaged(values, normals):
    """The mean of the parts of a score or map, each less the least of normal images and divided by their range; `normals` has a row of parts for each."""
    ends = [(min(each.min() for each in column), max(each.max() for each in column)) for column in zip(*normals)]
    return sum((value - least) / (most - least) for value, (least, most) in zip(values, ends)) / len(ends)


def nearest(vectors, memory):
    """One minus the cosine to the nearest of the memory."""
    return 1 - (unit(vectors) @ unit(memory).T).max(-1).values


# ----------------------------------------------------------------------------------------------------------------- sentences

NORMAL_STATES = ("{}", "flawless {}", "perfect {}", "unblemished {}", "{} without flaw", "{} without defect", "{} without damage")
ANOMALOUS_STATES = ("damaged {}", "{} with flaw", "{} with defect", "{} with damage")
TEMPLATES = [template.format(article, "{}") for template in (
    "a cropped photo of {} {}.", "a close-up photo of {} {}.", "a bright photo of {} {}.", "a dark photo of {} {}.",
    "a jpeg corrupted photo of {} {}.", "a blurry photo of {} {}.", "a photo of {} {}.", "a photo of {} small {}.",
    "a photo of {} large {}.", "a photo of {} {} for visual inspection.", "a photo of {} {} for anomaly detection.")
    for article in ("a", "the")]

MORE_ANOMALOUS_STATES = ("damaged {}", "broken {}", "{} with flaw", "{} with defect", "{} with damage")
MORE_TEMPLATES = (
    "a bad photo of a {}.", "a low resolution photo of the {}.", "a bad photo of the {}.", "a cropped photo of the {}.", "a bright photo of a {}.",
    "a dark photo of the {}.", "a photo of my {}.", "a photo of the cool {}.", "a close-up photo of a {}.", "a black and white photo of the {}.",
    "a bright photo of the {}.", "a cropped photo of a {}.", "a jpeg corrupted photo of a {}.", "a blurry photo of the {}.", "a photo of the {}.",
    "a good photo of the {}.", "a photo of one {}.", "a close-up photo of the {}.", "a photo of a {}.", "a low resolution photo of a {}.",
    "a photo of a large {}.", "a blurry photo of a {}.", "a jpeg corrupted photo of the {}.", "a good photo of a {}.", "a photo of the small {}.",
    "a photo of the large {}.", "a black and white photo of a {}.", "a dark photo of a {}.", "a photo of a cool {}.", "a photo of a small {}.",
    "there is a {} in the scene.", "there is the {} in the scene.", "this is a {} in the scene.", "this is the {} in the scene.",
    "this is one {} in the scene.")


def sentences(name, states, templates=TEMPLATES):
    return [template.format(state.format(name)) for state in states for template in templates]


def softened(logits, size):
    """Logits of two classes (side, side, 2), enlarged and then turned into the share of the second: not the other way round."""
    return torch.softmax(torch.stack([enlarged(logits[..., i], size, size, align_corners=True) for i in (0, 1)]), 0)[1]


# ------------------------------------------------------------------------------------------------------------------ WinCLIP

def windows(grid, side):
    """For each place of a window of side x side patches, stride 1, its patches' numbers from 0: (windows, side * side)."""
    numbers = torch.arange(grid * grid).reshape(grid, grid)
    return numbers.unfold(0, side, 1).unfold(1, side, 1).reshape(-1, side * side)


def harmonic_spread(scores, grid, side):
    """Each patch gets the harmonic mean of the windows that cover it; (grid, grid)."""
    inverse, count = torch.zeros(grid * grid), torch.zeros(grid * grid)
    for score, patches in zip(scores, windows(grid, side)):
        inverse[patches] += 1 / score
        count[patches] += 1
    return torch.nan_to_num(count / inverse, nan=0, posinf=0).reshape(grid, grid)


def association(vectors, memory):
    """Half of one minus the cosine to the nearest of the memory."""
    return nearest(vectors, memory) / 2


def winclip(image, references, anchors, embed, body, size, temperature=0.07):
    """All steps of WinCLIP, and of WinCLIP+ with references; `embed` and `body` are the two halves of the image tower."""
    found = {"pixel_values": preprocessed(image, size)}

    def scales(pixels):
        embedded = embed(pixels)
        grid = round((embedded.shape[1] - 1) ** 0.5)
        pooled, tokens = body(embedded)
        parts = {side: torch.cat([body(torch.cat([embedded[:, :1], embedded[:, 1:][:, patches]], 1))[0] for patches in windows(grid, side)])
                 for side in (2, 3)}
        return grid, pooled[0], tokens[0, 1:], parts

    grid, pooled, tokens, parts = scales(found["pixel_values"])
    score = anomalous(pooled, anchors, temperature)
    spread = {side: harmonic_spread(anomalous(parts[side], anchors, temperature), grid, side) for side in parts}
    zero = 3 / (1 / score + 1 / spread[3] + 1 / spread[2])
    found |= {"image_embeds": pooled, "tokens_last": tokens, "zero/image": score, "zero/grid": zero}
    for side in parts:
        found |= {f"windows-{side}": parts[side], f"zero/windows-{side}": spread[side]}

    memories = [scales(preprocessed(reference, size)) for reference in references]
    few = {"patches": association(tokens, torch.cat([memory[2] for memory in memories])).reshape(grid, grid)}
    for side in parts:
        distances = association(parts[side], torch.cat([memory[3][side] for memory in memories]))
        few[f"windows-{side}"] = harmonic_spread(distances, grid, side)
    mean = sum(few.values()) / 3
    found |= {f"few/{name}": value for name, value in few.items()}
    found |= {"few/grid": mean, "plus/grid": (zero + mean) / 2, "plus/image": (score + mean.max()) / 2}
    for name in ("zero", "plus"):
        found[f"{name}/map"] = enlarged(found[f"{name}/grid"], size, size)
        found[f"{name}/map-of-image"] = enlarged(found[f"{name}/grid"], *image.shape[:2])
    return found


# -------------------------------------------------------------------------------------------------------------- second paths

def values_attend(block, x):
    """What a block of open_clip says of x when its values are queries and keys too."""
    attention, width = block.attn, x.shape[-1]
    values = functional.linear(x, attention.in_proj_weight[2 * width:], attention.in_proj_bias[2 * width:])
    heads = values.unflatten(-1, (attention.num_heads, -1)).transpose(1, 2)
    return attention.out_proj(functional.scaled_dot_product_attention(heads, heads, heads).transpose(1, 2).flatten(2))


def two_paths(visual, pixels, first=1, restart=0):
    """For each block of open_clip's image tower the second path and the residual stream after it, class token first: lists of (1 + L, W)."""
    stream = visual._embeds(pixels)
    second, seconds, streams = stream, [], []
    for number, block in enumerate(visual.transformer.resblocks, 1):
        seen = values_attend(block, block.ln_1(stream))
        stream = block(stream)
        if number < first:
            second = stream
        elif restart and (number - 1) % restart == 0:
            second = seen
        else:
            second = second + seen
        seconds.append(second[0])
        streams.append(stream[0])
    return seconds, streams


def anomalyclip(image, anchors, visual, size, layers, first):
    """Score and map of AnomalyCLIP; the class vector goes to the text's space without ln_post, as in its code.

    Its (p_anomalous + 1 - p_normal) / 2 is p_anomalous.
    """
    pixels = preprocessed(image, size)
    seconds, streams = two_paths(visual, pixels, first)
    found = {"pixel_values": pixels, "image_embeds": streams[-1][0] @ visual.proj}
    total = 0
    for layer in layers:
        found[f"vv_{layer}"] = visual.ln_post(seconds[layer - 1]) @ visual.proj
        grid = square(anomalous(found[f"vv_{layer}"][1:], anchors, 0.07))
        found[f"grid_{layer}"] = grid
        total = total + enlarged(grid, size, size)
    return found | {"image-score": anomalous(found["image_embeds"], anchors, 0.07), "map-unsmoothed": total, "map": smoothed(total, 4)}


CLIP_AD_NORMAL = ("flawless {}", "perfect {}", "unblemished {}", "{} without flaw", "{} without defect", "{} without damage",
                  "{} without scratch", "{} without crack", "{} without contamination")
CLIP_AD_ANOMALOUS = ("damaged {}", "imperfect {}", "blemished {}", "broken {}", "{} with flaw", "{} with defect", "{} with damage",
                     "{} with scratch", "{} with crack", "{} with contamination")


def clusters(points, distance, least):
    """DBSCAN's labels; no two points may be so nearly `distance` apart that rounding decides."""
    gaps = np.linalg.norm(points[:, None] - points[None], axis=-1)
    assert np.abs(gaps - distance).min() > 1e-5
    return DBSCAN(eps=distance, min_samples=least).fit(points).labels_


def largest_cluster(vectors, labels):
    """The mean of the vectors in the largest cluster, normalised; of all if there is no cluster."""
    counts = np.bincount(labels[labels >= 0], minlength=1)
    return unit(vectors[labels == counts.argmax()].mean(0)) if counts.any() else unit(vectors.mean(0))


def surgery(tokens, anchors):
    """What each token shares with each anchor beyond what it shares with all, weighted by the class token's soft-max; (1 + L, 2)."""
    tokens = unit(tokens)
    weights = torch.softmax(tokens[0] @ anchors.T, -1)
    products = tokens[:, None] * anchors[None] * (weights / weights.mean())[None, :, None]
    return (products - products.mean(1, keepdim=True)).sum(-1)


def clip_ad(image, anchors, visual, size, layers, linears, sigma=8):
    """Maps and image values of SDP, and of SDP+ with its linear layers; nothing is scaled by the range of other images."""
    pixels = preprocessed(image, size)
    seconds, streams = two_paths(visual, pixels, restart=len(visual.transformer.resblocks) // 4)
    found, similarity, plus = {"pixel_values": pixels}, 0, 0
    for layer, (weight, bias) in zip(layers, linears, strict=True):
        tokens = torch.cat([streams[layer - 1][:1], seconds[layer - 1][1:]])
        found[f"vv_{layer}"] = visual.ln_post(tokens) @ visual.proj
        found[f"ori_{layer}_raw"] = streams[layer - 1]
        similarity = similarity + surgery(found[f"vv_{layer}"], anchors)
        plus = plus + softened(square(100 * unit(streams[layer - 1][1:] @ weight.T + bias) @ anchors.T), size)
    grid = square(similarity[1:, 1])
    sdp = enlarged(grid, size, size)
    return found | {"grid": grid, "sdp/map-unsmoothed": sdp, "sdp/map": smoothed(sdp, sigma), "plus/added": plus,
                    "plus/map": smoothed(sdp + plus, sigma), "image-score": anomalous(found[f"vv_{layers[-1]}"][0], anchors, 0.01)}


def univad(image, references, anchors, visual, size, layers):
    """The maps of UniVAD that need CLIP alone: image and text from the second path, references from the residual stream."""
    pixels = preprocessed(image, size)
    seconds, streams = two_paths(visual, pixels)
    memories = [two_paths(visual, preprocessed(reference, size)) for reference in references]
    found = {"pixel_values": pixels, "image_embeds": visual(pixels)[0]}
    found |= {f"vv_{layer}": seconds[layer - 1] @ visual.proj for layer in layers} | {f"ori_{layer}_raw": streams[layer - 1] for layer in layers}
    logits = square(100 * unit(found[f"vv_{layers[-1]}"][1:]) @ anchors.T)
    found |= {"text/grid": torch.softmax(logits, -1)[..., 1], "text/map": softened(logits, size)}
    distances = [nearest(streams[layer - 1][1:], torch.cat([memory[1][layer - 1][1:] for memory in memories])) for layer in layers]
    found["references/grid"] = square(sum(distances) / len(layers))
    found["references/map"] = enlarged(found["references/grid"], size, size, align_corners=True)
    embeds = torch.cat([visual(preprocessed(reference, size)) for reference in references])
    return found | {"references/image_embeds": embeds, "global": nearest(found["image_embeds"], embeds)}


# ------------------------------------------------------------------------------------------------------------------- InCTRL

def inctrl(image, references, anchors, visual, adapter, image_head, map_head, size, layers):
    """The parts of InCTRL's score: residuals of patches, of the image, and what the text says."""
    def seen(each):
        pixels = preprocessed(each, size, "crop")
        return pixels, visual(pixels)[0], [stream for stream in two_paths(visual, pixels)[1]]

    pixels, embeds, streams = seen(image)
    memories = [seen(reference) for reference in references]
    found = {"pixel_values": pixels, "image_embeds": embeds}
    residuals = []
    for layer in layers:
        memory = torch.cat([memory[2][layer - 1][1:] for memory in memories])
        residuals.append(association(streams[layer - 1][1:], memory))
        found[f"residuals_{layer}"] = residuals[-1]
    patches = sum(residuals) / len(layers)
    residual = torch.stack([adapter(memory[1]) for memory in memories]).mean(0) - adapter(embeds)
    image_score, text_score = image_head(residual[None])[0, 0], anomalous(embeds, anchors, 0.01)
    holistic = map_head((patches + image_score + text_score)[None])[0, 0]
    return found | {"patches": square(patches), "residual": residual, "image-score": image_score, "text-score": text_score,
                    "holistic-score": holistic, "score": (holistic + patches.max()) / 2}


# ----------------------------------------------------------------------------------------------------------------- adapters

def blurred(grid, kernel, deviation):
    """A Gaussian of so many values a side; mirrored at the edges without repeating them."""
    line = torch.exp(-(torch.arange(kernel) - kernel // 2) ** 2 / (2 * deviation ** 2))
    line = line / line.sum()
    padded = functional.pad(grid[None, None], [kernel // 2] * 4, mode="reflect")
    return functional.conv2d(functional.conv2d(padded, line[None, None, None]), line[None, None, :, None])[0, 0]


def leaky(x, weight):
    return functional.leaky_relu(x @ weight.T, 0.01)


def mixed(x, weight):
    """AA-CLIP's adapter with its residual."""
    adapted = leaky(x, weight)
    return 0.1 * adapted / adapted.norm(dim=-1, keepdim=True) * x.norm(dim=-1, keepdim=True) + 0.9 * x


def aa_clip_text(made, ids, adapters, projection):
    """Sentences to vectors by open_clip's blocks with adapters after the first."""
    x = made.token_embedding(ids) + made.positional_embedding
    for number, block in enumerate(made.transformer.resblocks):
        x = block(x, attn_mask=made.attn_mask)
        x = mixed(x, adapters[number]) if number < len(adapters) else x
    return leaky(made.ln_final(x)[torch.arange(len(x)), ids.argmax(-1)], projection)


AA_CLIP_NORMAL = ("{}", "a {}", "the {}")
AA_CLIP_ANOMALOUS = ("a damaged {}", "a broken {}", "a {} with flaw", "a {} with defect", "a {} with damage")


def aa_clip(image, references, anchors, visual, adapters, projections, whole, size, layers):
    """Map of AA-CLIP by kernel and deviation of its blur, and image value; the score by the ranges of both over the references, not over a test set."""
    def seen(each):
        pixels = preprocessed(each, size)
        x, found, levels = visual._embeds(pixels), {"pixel_values": pixels}, []
        for number, block in enumerate(visual.transformer.resblocks, 1):
            x = block(x)
            x = mixed(x, adapters[number - 1]) if number <= len(adapters) else x
            if number in layers:
                patches = visual.ln_post(x[0, 1:])
                found[f"seg_{number}"] = unit(patches @ projections[len(levels)].T)
                levels.append(square(100 * found[f"seg_{number}"] @ anchors.T))
        found["det"] = unit(patches @ whole.T).mean(0)
        found["image-score"] = (found["det"] @ anchors[1] + 1) / 2
        for name, kernel, deviation in (("industrial", 7, 1), ("medical", 9, 1.5)):
            grids = [blurred((level[..., 1] + 1 - level[..., 0]) / 2, kernel, deviation) for level in levels]
            found[f"{name}/map"] = sum(enlarged(grid, size, size, align_corners=True) for grid in grids)
        return found

    def parts(each):
        return each["industrial/map"].max(), each["image-score"]

    found = seen(image)
    return found | {"industrial/score": averaged(parts(found), [parts(seen(each)) for each in references])}


def mvfa(image, references, anchors, visual, segmenting, detecting, size, layers):
    """Maps and image values of MVFA's two branches; adapters are pairs of weights, narrower and wider.

    The authors' memory holds the class tokens of the references too; `few` leaves them out, `few-with-class-tokens` does not. Both remember copies, `alone` none. `plus` brings both branches on the
    scale of the references, each compared with the others, where the authors take the test set.
    """
    def pixels(each):
        return preprocessed(each, size, mean=0, std=1)

    def tokens(each):
        x, kept = visual._embeds(each), {}
        for number, block in enumerate(visual.transformer.resblocks, 1):
            x = block(x)
            if number in layers:
                place = layers.index(number)
                for kind, weights in (("seg", segmenting), ("det", detecting)):
                    kept[f"{kind}_{number}"] = leaky(x, weights[place][0])[0]
                x = 0.8 * x + sum(0.1 * leaky(leaky(x, narrower), wider) for narrower, wider in (segmenting[place], detecting[place]))
        return kept

    def zero(each):
        logits = {name: square(100 * unit(value[1:]) @ anchors.T) for name, value in each.items()}
        return (sum(softened(logits[f"seg_{layer}"], size) for layer in layers),
                sum(torch.softmax(logits[f"det_{layer}"], -1)[..., 1].mean() for layer in layers))

    def few(each, memories, first=1):
        maps = {kind: sum(enlarged(square(nearest(each[f"{kind}_{layer}"][1:], torch.cat([memory[f"{kind}_{layer}"][first:] for memory in memories]))),
                                   size, size, align_corners=True) for layer in layers) for kind in ("seg", "det")}
        return maps["seg"], maps["det"].mean()

    def memory(seen, first=1):
        return few(seen, [each for every in remembered for each in every], first)

    seen, remembered = tokens(pixels(image)), [[tokens(copy) for copy in copies(pixels(reference))] for reference in references]
    alone = few(seen, [every[0] for every in remembered])
    found = {"pixel_values": pixels(image), **seen, "copies": torch.cat([list(copies(pixels(references[0])))[number] for number in (1, 5)])}
    for name, branch in (("zero", zero(seen)), ("alone", alone), ("few", memory(seen)), ("few-with-class-tokens", memory(seen, 0))):
        found |= {f"{name}/map": branch[0], f"{name}/image": branch[1]}
    normals = [(zero(every[0]), few(every[0], [each for other in remembered if other is not every for each in other])) for every in remembered]
    for place, part in enumerate(("map", "image")):
        found[f"plus/{part}"] = averaged((found[f"zero/{part}"], found[f"few/{part}"]), [[branch[place] for branch in each] for each in normals])
    return found


def copies(pixels):
    """An image as MVFA remembers it: as it is, turned by +-11.25 and +-22.5 degrees, moved by a twentieth along both sides, mirrored."""
    def sampled(matrix):
        grid = functional.affine_grid(torch.tensor([matrix], dtype=torch.float32), pixels.shape, align_corners=False)
        return functional.grid_sample(pixels, grid, padding_mode="reflection", align_corners=False)

    yield pixels
    for angle in (-np.pi / 8, -np.pi / 16, np.pi / 16, np.pi / 8):
        yield sampled([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0]])
    for right, down in ((0.1, 0.1), (-0.1, 0.1), (-0.1, -0.1), (0.1, -0.1)):
        yield sampled([[1, 0, right], [0, 1, down]])
    yield pixels.flip(3)
    yield pixels.flip(2)


# ------------------------------------------------------------------------------------------------------------------- LogSAD

def logsad(image, references, visual, size, layers, side):
    """NACLIP's patches and the structural map of LogSAD by CLIP, on features enlarged to `side` x `side`."""
    def tokens(each):
        x, kept = visual._embeds(preprocessed(each, size, interpolation=Image.BILINEAR)), {}
        *before, last = visual.transformer.resblocks
        for number, block in enumerate(before, 1):
            x = kept[f"tokens_{number}"] = block(x)
        x = kept[f"tokens_{len(before) + 1}"] = neighbours_attend(last, last.ln_1(x), visual.grid_size[0])
        projected = visual.ln_post(x) @ visual.proj
        return {"image_embeds": projected[0, 0], "patch_embeds": projected[0, 1:]} | {
            f"tokens_{layer}": kept[f"tokens_{layer}"][0] for layer in layers}

    def features(each, layer):
        grid = square(each[f"tokens_{layer}"][1:]).permute(2, 0, 1)
        larger = functional.interpolate(grid[None], (side, side), mode="bilinear", align_corners=True)[0]
        return larger.flatten(1).T

    seen, memories = tokens(image), [tokens(reference) for reference in references]
    distances = [nearest(features(seen, layer), torch.cat([features(memory, layer) for memory in memories])) for layer in layers]
    grid = square(sum(distances) / len(layers))
    return {"pixel_values": preprocessed(image, size, interpolation=Image.BILINEAR), **seen, "structural/grid": grid, "structural/score": grid.max()}


def neighbours_attend(block, x, grid):
    """What a block of open_clip says of x when keys attend to keys and a Gaussian of deviation 5 favours near patches."""
    attention, width = block.attn, x.shape[-1]
    keys, values = functional.linear(x, attention.in_proj_weight[width:], attention.in_proj_bias[width:]).chunk(2, -1)
    keys, values = (each.unflatten(-1, (attention.num_heads, -1)).transpose(1, 2) for each in (keys, values))
    bias = torch.zeros(1 + grid * grid, 1 + grid * grid)
    for one in range(grid * grid):
        for other in range(grid * grid):
            apart = (one // grid - other // grid) ** 2 + (one % grid - other % grid) ** 2
            bias[1 + one, 1 + other] = np.exp(-apart / 50)
    seen = functional.scaled_dot_product_attention(keys, keys, values, attn_mask=bias)
    return attention.out_proj(seen.transpose(1, 2).flatten(2))


# ---------------------------------------------------------------------------------------------------------------- Bayes-PFL

def bayes_pfl(image, ids, made, learned, noise, size, layers, sigma=8, top=200):
    """Map and image value of Bayes-PFL for given noise (R, D) of the context and the two states; `learned` by the authors' names.

    Their score is the mean of the image value and of the highest values of the map before it is smoothed, both scaled by the test set; here as they are.
    """
    visual, pixels = made.visual, preprocessed(image, size)
    embeds = visual(pixels)
    tokens = {layer: stream[0] for layer, stream in zip(layers, visual.forward_intermediates(
        pixels, indices=[layer - 1 for layer in layers], output_fmt="NLC")["image_intermediates"])}
    biases = {"context": flow(learned, "PFL_context", embeds, noise["context"])}
    for name, state in (("normal", "PFL_normal"), ("anomalous", "PFL_abnormal")):
        biases[name] = flow(learned, state, None, noise[name])
    found = {"pixel_values": pixels, "image_embeds": embeds[0]} | {f"biases/{name}": value for name, value in biases.items()}
    texts = []
    for name, state in (("normal", "prompt_state_normal"), ("anomalous", "prompt_state_abnormal")):
        found[f"inserted/{name}"] = torch.stack([
            torch.cat([learned["prompt_context"][prompt] + context, learned[state][prompt] + change])
            for context, change in zip(biases["context"], biases[name]) for prompt in range(len(learned["prompt_context"]))])
        texts.append(torch.cat([inserted_text(made, ids, vectors) for vectors in found[f"inserted/{name}"]]))
    texts = unit(torch.cat(texts))
    found["text_embeds"] = texts
    pairs, total = len(texts) // 2, 0
    for place, layer in enumerate(layers):
        patches = unit(tokens[layer] @ learned[f"RCA.linear_proj.{place}.weight"].T)
        found[f"grid_{layer}"] = learned["temperature_pixel"].exp() * patches @ refined(learned, texts, patches).T
        logits = square(found[f"grid_{layer}"])
        total = total + sum(softened(logits[..., [pair, pair + pairs]], size) for pair in range(pairs))
    mapped = total / (pairs * len(layers))
    fused = torch.cat([tokens[layer] for layer in layers], 1) @ learned["fuse.fuse_modules.weight"].T + learned["fuse.fuse_modules.bias"]
    weights = torch.softmax(fused @ learned["fuse.compress.weight"].T + learned["fuse.compress.bias"], 0)
    fused = (weights * fused).sum(0) @ learned["fuse.post_process.weight"].T + learned["fuse.post_process.bias"]
    seen = unit((embeds[0] + fused) @ learned["image_mapping.weight"].T + learned["image_mapping.bias"])
    found["image_logits"] = learned["temperature_image"].exp() * unit(texts @ learned["class_mapping.weight"].T + learned["class_mapping.bias"]) @ seen
    score = torch.softmax(torch.stack([found["image_logits"][:pairs], found["image_logits"][pairs:]]), 0)[1].mean()
    highest = mapped.flatten().sort().values[-top:].mean()
    return found | {"image-score": score, "map-unsmoothed": mapped, "map": smoothed(mapped, sigma), "score": (score + highest) / 2}


def flow(learned, name, embeds, noise):
    """Samples of one of the three distributions: planar flows after a Gaussian whose deviation is the root of exp(0.5 log variance)."""
    seen = learned[f"{name}.state"] if embeds is None else embeds

    def encoded(which):
        x = seen
        for layer in (0, 2, 4):
            x = x @ learned[f"{name}.encoder.{which}.module.{layer}.weight"].T + learned[f"{name}.encoder.{which}.module.{layer}.bias"]
            x = functional.softplus(x) if layer < 4 else x
        return x

    def of_flow(letter):
        if embeds is None:
            return learned[f"{name}.amor_{letter}"].flatten()
        return (seen @ learned[f"{name}.amor_{letter}.weight"].T + learned[f"{name}.amor_{letter}.bias"]).flatten()

    z = encoded("weight_mean") + noise * torch.exp(0.5 * encoded("weight_log_variance")).sqrt()
    shifts = of_flow("b")
    for u, w, b in zip(of_flow("u").chunk(len(shifts)), of_flow("w").chunk(len(shifts)), shifts):
        z = z + torch.tanh(z @ w + b)[:, None] * u
    return z


def inserted_text(made, ids, vectors):
    """The vector of a sentence whose second token is replaced by several vectors."""
    x = made.token_embedding(ids)
    x = torch.cat([x[:, :1], vectors[None], x[:, 2:]], 1)[:, :ids.shape[1]] + made.positional_embedding
    for block in made.transformer.resblocks:
        x = block(x, attn_mask=made.attn_mask)
    return made.ln_final(x)[:, ids[0].argmax() + len(vectors) - 1] @ made.text_projection


def refined(learned, texts, patches, heads=4):
    """Texts after each attended to the patches, which are keys and values."""
    queries = texts @ learned["RCA.q_proj_pre.weight"][..., 0].T + learned["RCA.q_proj_pre.bias"]
    found = []
    for query, key in zip(queries.chunk(heads, -1), patches.chunk(heads, -1)):
        found.append(torch.softmax(query @ key.T * texts.shape[-1] ** -0.5, -1) @ key)
    return unit(texts + torch.cat(found, -1))
