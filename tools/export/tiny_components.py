"""What UniVAD and LogSAD compute from patches and from given masks, on the tiny random CLIP and DINOv2 of the tests."""
import numpy as np
import torch
from PIL import Image
from open_clip.zero_shot_metadata import OPENAI_IMAGENET_TEMPLATES
from scipy import ndimage
from scipy.optimize import linear_sum_assignment
from sklearn.cluster import KMeans
from torch.nn import functional

import expected
import tiny_clip
import tiny_dino

CLIP, DINO = (295, 32), (3, 112)


class Towers:
    """The networks of the exports `univad` and `dinov2`."""

    def __init__(self):
        self.clip, self.words = tiny_clip.network(CLIP[0], layers=4, quick=True)
        self.dino = tiny_dino.random_dinov2(DINO[0])

    def seen(self, image):
        """Vector of the image, patches of the second path, patches after each block, patches of DINOv2."""
        pixels = expected.preprocessed(image, CLIP[1])
        seconds, streams = expected.two_paths(self.clip.visual, pixels)
        dino = tiny_dino.normalised(tiny_dino.resized(image, DINO[1], DINO[1], Image.BICUBIC))
        return {"image": self.clip.visual(pixels)[0].numpy(), "second": (seconds[-1][1:] @ self.clip.visual.proj).numpy(),
                "clip": [stream[1:].numpy() for stream in streams], "dino": self.dino(dino).last_hidden_state[0, 1:].numpy()}


def unit(rows):
    return rows / np.linalg.norm(rows, axis=-1, keepdims=True)


def nearest(rows, memory):
    return 1 - (unit(rows) @ unit(memory).T).max(1)


def aligned(grid, size):
    side = round(len(grid) ** 0.5)
    return functional.interpolate(torch.from_numpy(np.asarray(grid, np.float64)).reshape(1, 1, side, side), (size, size), mode="bilinear",
                                  align_corners=True)[0, 0].numpy()


def square(mask, size):
    """The nearest pixel."""
    rows, columns = [((np.arange(size) + 0.5) * side / size).astype(int) for side in mask.shape]
    return mask[rows][:, columns]


def grown(mask, radius):
    return ndimage.binary_dilation(mask, np.ones((2 * radius + 1,) * 2, bool))


def touched(mask, side):
    plane = torch.from_numpy(mask.astype(np.float64))[None, None]
    return functional.interpolate(plane, (side, side), mode="bilinear", align_corners=True)[0, 0].numpy().ravel() > 0


def side(rows):
    return round(len(rows) ** 0.5)


def gate(masks):
    shares = [mask.mean() for mask in masks]
    if not masks or max(shares) > 0.65 and len(masks) <= 2:
        return "texture"
    return "single" if len(masks) == 1 else "multi"


def components(masks, patches, centres, size):
    """For each cluster the union of its masks, after what belongs to none."""
    cosines = unit(patches) @ unit(centres).T
    heat = np.stack([aligned(np.maximum(column - column.mean(), 0), size) for column in cosines.T])
    clusters = heat.argmax(0)
    found = [np.zeros((size, size), bool) for _ in centres]
    for mask in masks:
        corners = mask[0, 0] and mask[-1, -1] or mask[10, 10] and mask[size - 10, size - 10]
        if len(masks) > 1 and corners:
            continue
        counts = np.bincount(clusters[mask], minlength=len(centres))
        if counts.any():
            found[counts.argmax()] |= mask
    return [~np.any(found, axis=0), *found]


def lab_colour(image, mask):
    """The mean of (b / a)^2 in CIE Lab with 128 added."""
    rgb = image[mask].astype(np.float64) / 255
    linear = np.where(rgb > 0.04045, ((rgb + 0.055) / 1.055) ** 2.4, rgb / 12.92)
    xyz = linear @ np.array([[0.412453, 0.357580, 0.180423], [0.212671, 0.715160, 0.072169], [0.019334, 0.119193, 0.950227]]).T / [0.950456, 1, 1.088754]
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    a, b = 500 * (f[:, 0] - f[:, 1]) + 128, 200 * (f[:, 1] - f[:, 2]) + 128
    return ((b / a) ** 2).mean()


def described(towers, image, mask):
    """Geometry, and the networks' means over patches and quarter turns of the component alone."""
    size = len(mask)
    rows, columns = np.nonzero(mask)
    top, left, height, width = rows.min(), columns.min(), np.ptp(rows) + 1, np.ptp(columns) + 1
    cut = np.where(mask[..., None], image, 0)[top:top + height, left:left + width]
    scale = size / (np.hypot(width, height) + 1)
    new = [max(1, min(size, int(length * scale))) for length in (height, width)]
    small = np.asarray(Image.fromarray(cut).resize(new[::-1], Image.BILINEAR))
    alone = np.zeros((size, size, 3), np.uint8)
    alone[(size - new[0]) // 2:(size - new[0]) // 2 + new[0], (size - new[1]) // 2:(size - new[1]) // 2 + new[1]] = small
    turns = [towers.seen(np.rot90(alone, turn).copy()) for turn in range(4)]
    geometry = [mask.mean(), lab_colour(image, mask), (left + width / 2) / size, (top + height / 2) / size]
    return {"geometry": np.array(geometry), "dino": np.mean([turn["dino"] for turn in turns], (0, 1)),
            "clip": [np.mean([turn["clip"][layer] for turn in turns], (0, 1)) for layer in range(len(turns[0]["clip"]))]}


def aggregated(rows):
    rows = np.stack(rows)
    adjacency = unit(rows) @ unit(rows).T
    return adjacency / adjacency.sum(1, keepdims=True) @ rows


def graph_distances(found, normals):
    clip = np.mean([nearest(aggregated([one["clip"][layer] for one in found]), aggregated([one["clip"][layer] for one in normals]))
                    for layer in range(len(found[0]["clip"]))], 0)
    dino = nearest(aggregated([one["dino"] for one in found]), aggregated([one["dino"] for one in normals]))
    return clip + dino + nearest(np.stack([one["geometry"] for one in found]), np.stack([one["geometry"] for one in normals]))


def univad(towers, image, masks, references, reference_masks, anchors, centres):
    size = CLIP[1]
    seen, memories = towers.seen(image), [towers.seen(reference) for reference in references]
    masks = [square(mask, size) for mask in masks]
    reference_masks = [[square(mask, size) for mask in each] for each in reference_masks]
    layers = range(len(seen["clip"]))
    clip = aligned(np.mean([nearest(seen["clip"][layer], np.concatenate([memory["clip"][layer] for memory in memories])) for layer in layers], 0), size)
    dino = aligned(nearest(seen["dino"], np.concatenate([memory["dino"] for memory in memories])), size)
    logits = 100 * unit(seen["second"]) @ anchors.T
    words = 1 / (1 + np.exp(aligned(logits[:, 0] - logits[:, 1], size)))
    kind = gate(reference_masks[0])
    if kind == "texture":
        grid = (clip + dino + words) / 3
        return {"map": grid, "score": grid.max()}
    if kind == "single":
        parts, normal_parts = [np.any(masks, axis=0)], [[each[0]] for each in reference_masks]
    else:
        parts = components(masks, seen["dino"], centres, size)
        normal_parts = [components(each, memory["dino"], centres, size) for each, memory in zip(reference_masks, memories)]

    def matched(layers_of):
        """The mean over layers of distances from the same component; the shortest where components touch, 0 where there is none."""
        own, normals = layers_of(seen), [layers_of(memory) for memory in memories]
        lowest = np.full(len(own[0]), np.inf)
        for number, part in enumerate(parts):
            at = touched(grown(part, 2), side(own[0])) & part.any()
            known = [(normal, touched(grown(each[number], 10), side(own[0]))) for normal, each in zip(normals, normal_parts) if each[number].any()]
            if at.any() and known:
                distances = [nearest(own[layer][at], np.concatenate([normal[layer][where] for normal, where in known])) for layer in range(len(own))]
                lowest[at] = np.minimum(lowest[at], np.mean(distances, 0))
        return np.where(np.isinf(lowest), 0, lowest)

    part_map = (aligned(matched(lambda each: each["clip"]), size) + aligned(matched(lambda each: [each["dino"]]), size)) / 2
    graph = np.zeros((size, size))
    if kind == "multi":
        small = [np.asarray(Image.fromarray(each).resize((size, size), Image.BICUBIC)) for each in (image, *references)]
        own = [grown(part, 2) for part in parts[1:] if part.any()]
        normals = [described(towers, each, grown(part, 2)) for each, found in zip(small[1:], normal_parts) for part in found[1:] if part.any()]
        for part, distance in zip(own, graph_distances([described(towers, small[0], part) for part in own], normals)):
            graph[part] += distance
    grid = ((clip + dino) / 2 + part_map + words) / 3 + graph / 2
    whole = nearest(seen["image"][None], np.stack([memory["image"] for memory in memories]))[0]
    return {"map": grid, "parts": part_map, "graph": graph, "score": grid.max() + whole}


def blocks(shape, boxes):
    masks = np.zeros((len(boxes), *shape), bool)
    for mask, (top, left, bottom, right) in zip(masks, boxes):
        mask[int(top * shape[0]):int(bottom * shape[0]), int(left * shape[1]):int(right * shape[1])] = True
    return masks


BOXES = {"texture": [[(0, 0, 0.9, 0.95)]] * 3, "single": [[(0.2, 0.3, 0.7, 0.6)], [(0.2, 0.2, 0.6, 0.7)], [(0.3, 0.3, 0.8, 0.8)]],
         "multi": [[(0.1, 0.1, 0.3, 0.4), (0.5, 0.6, 0.9, 0.95), (0.5, 0.1, 0.7, 0.4)], [(0.1, 0.1, 0.35, 0.4), (0.5, 0.5, 0.9, 0.95)],
                   [(0.15, 0.1, 0.3, 0.45), (0.55, 0.6, 0.9, 0.95), (0.1, 0.6, 0.3, 0.9)]]}


def univad_components(out):
    out.mkdir(parents=True, exist_ok=True)
    towers = Towers()
    with torch.no_grad():
        image, references = expected.picture(8), expected.picture(9, height=36, width=36, count=2)
        sides = [expected.sentences("object", states, expected.MORE_TEMPLATES) for states in (expected.NORMAL_STATES, expected.MORE_ANOMALOUS_STATES)]
        anchors = torch.stack([expected.anchor(towers.clip.encode_text(towers.words(side)), "unit") for side in sides]).numpy()
        patches = unit(np.concatenate([towers.seen(reference)["dino"] for reference in references]))
        centres = KMeans(2, n_init=10, random_state=0).fit(patches).cluster_centers_
        found = {"image": image, "references": references, "centres": centres.astype(np.float32)}
        for kind, boxes in BOXES.items():
            masks = [blocks(each.shape[:2], own) for each, own in zip((image, *references), boxes)]
            found |= {f"{kind}/masks-{i}": mask for i, mask in enumerate(masks)}
            values = univad(towers, image, list(masks[0]), list(references), [list(each) for each in masks[1:]], anchors, centres)
            found |= {f"{kind}/{name}": np.float32(value) for name, value in values.items()}
        return found


# ------------------------------------------------------------------------------------------------------------------- LogSAD

GRID, SMALL_CLUSTER, SMALL_PART = 8, 8, 32
QUERIES = [["screw", "bolt"], ["washer"], ["box"]]


def pieces(mask):
    labels, count = ndimage.label(mask, np.ones((3, 3)))
    return [labels == label for label in range(1, count + 1)]


def logsad_features(made, image):
    """Streams of all layers scaled together, those of the first two alone, patches in the space of sentences; all on the finer grid."""
    layers = range(1, 5)
    seen = expected.logsad(image, [image], made.visual, 32, layers, side=GRID)

    def finer(tokens):
        grid = tokens.reshape(round(len(tokens) ** 0.5), -1, tokens.shape[-1]).permute(2, 0, 1)[None]
        return functional.interpolate(grid, (GRID, GRID), mode="bilinear", align_corners=True)[0].flatten(1).T.numpy()

    streams = [finer(seen[f"tokens_{layer}"][1:]) for layer in layers]
    length = np.linalg.norm(np.concatenate(streams, 1), axis=1, keepdims=True)
    return {"clip": [stream / length for stream in streams], "shallow": unit(np.concatenate(streams[:2], 1)), "words": unit(finer(seen["patch_embeds"]))}


def kinds(features, centres, queries):
    """The kind of each place: of its cluster, without small pieces of clusters."""
    clusters = ((features["shallow"][:, None] - centres) ** 2).sum(-1).argmin(1).reshape(GRID, GRID)
    found = np.full((GRID, GRID), len(queries) - 1)
    for cluster in range(len(centres)):
        large = [piece for piece in pieces(clusters == cluster) if piece.sum() > SMALL_CLUSTER]
        if large:
            inside = np.any(large, axis=0)
            products = queries @ features["words"][inside.ravel()].mean(0)
            found[inside] = products.argmax() if products.max() > 0 else len(queries) - 1
    return found


def merged(found, masks):
    """Each mask, smaller ones last, takes the kind of most of its pixels."""
    size = masks.shape[1]
    owners = np.zeros((size, size), int)
    for number, mask in enumerate(sorted(masks, key=lambda mask: -mask.sum()), 1):
        owners[mask] = number
    near = np.arange(size) * GRID // size
    large = found[near][:, near]
    result = np.empty_like(owners)
    for owner in np.unique(owners):
        result[owners == owner] = np.bincount(large[owners == owner]).argmax()
    return result


def instances(features, labels, background):
    size = len(labels)
    near = np.arange(GRID) * size // GRID
    masks = [piece[near][:, near].ravel() for kind in range(background) for piece in pieces(labels == kind) if piece.sum() > SMALL_PART]
    return [[unit(layer[mask].mean(0)) for mask in masks if mask.any()] for layer in features["clip"]]


def instance_score(found, normals):
    scores = []
    for own, others in zip(found, normals):
        costs = 1 - np.stack(own) @ np.stack(others).T
        scores.append(costs[linear_sum_assignment(costs)].sum() / min(costs.shape))
    return np.mean(scores)


def told_apart(features, centres):
    """Directions that tell the clusters of an image apart: of random networks, those of words do not."""
    clusters = ((features["shallow"][:, None] - centres) ** 2).sum(-1).argmin(1)
    means = np.stack([features["words"][clusters == cluster].mean(0) for cluster in range(len(centres))])
    return unit(means - means.mean(0))


def logsad_parts(out):
    out.mkdir(parents=True, exist_ok=True)
    made, words = tiny_clip.network(299, layers=4)
    with torch.no_grad():
        image, references = expected.picture(15), expected.picture(16, height=36, width=36, count=2)
        text = np.stack([unit(unit(made.encode_text(words([template(word) for word in each for template in OPENAI_IMAGENET_TEMPLATES])).numpy()).mean(0))
                         for each in QUERIES])
        seen = [logsad_features(made, each) for each in (image, *references)]
        centres = KMeans(3, n_init=10, random_state=0).fit(np.concatenate([each["shallow"] for each in seen[1:]])).cluster_centers_
        queries = told_apart(seen[1], centres)
        masks = [blocks((32, 32), boxes) for boxes in ([(0.1, 0.1, 0.5, 0.5), (0.2, 0.2, 0.4, 0.4), (0.5, 0.6, 0.95, 0.95)],
                                                       [(0, 0, 0.5, 1), (0.6, 0.1, 0.9, 0.4)], [(0.1, 0.1, 0.6, 0.45), (0.5, 0.5, 1, 1)])]
        places = [kinds(each, centres, queries) for each in seen]
        labels = [merged(found, own) for found, own in zip(places, masks)]
        matched = [instances(each, own, len(queries) - 1) for each, own in zip(seen, labels)]
        memory = [matched[1][layer] + matched[2][layer] for layer in range(4)]
        found = {"image": image, "references": references, "text": text, "queries": queries, "centres": centres.astype(np.float32), "score": instance_score(matched[0], memory)}
        for i in range(3):
            found |= {f"masks-{i}": masks[i], f"kinds-{i}": places[i], f"labels-{i}": labels[i]}
        return {name: np.float32(value) if np.asarray(value).dtype == np.float64 else value for name, value in found.items()}


EXPORTS = {"univad-components": univad_components, "logsad-parts": logsad_parts}
