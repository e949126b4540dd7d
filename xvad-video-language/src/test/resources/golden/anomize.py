"""Golden values of anomize's two networks: python anomize.py. Written from the equations, with torch and numpy."""

import numpy as np
import torch

torch.manual_seed(0)
F = torch.nn.functional


def weights(shapes, scale=0.5):
    return {name: (torch.randn(shape) * scale).requires_grad_() for name, shape in shapes.items()}


def units(*shape):
    return F.normalize(torch.randn(*shape), dim=-1)


def save(family, loss, parameters, **values):
    loss.backward()
    arrays = {name: tensor.detach().numpy() for name, tensor in parameters.items()}
    arrays.update({name + "-gradient": tensor.grad.numpy() for name, tensor in parameters.items()})
    arrays["loss"] = np.array([loss.item()])
    arrays.update({name: value.detach().numpy() for name, value in values.items()})
    np.savez_compressed(family + ".npz", **{name: value.astype(np.float32) for name, value in arrays.items()})


def streams():
    """4 clips of 5, 3, 5 and 4 positions, the first two anomalous; T 5, windows of 2, 6 values, 4 hidden, 3 descriptions, 4 concepts; tau 0.2, lambda 0.6, smooth 0.3."""
    lengths, T, K, D, H = [5, 3, 5, 4], 5, 2, 6, 4
    shapes = {"temporal": (K * D, H), "temporal-bias": (1, H), "query": (H, D), "scene": (D, H), "scene-bias": (1, H)}
    for s in ("dynamic", "static"):
        shapes.update({s + "-text": (D, H), s + "-seen": (H, H), s + "-seen-bias": (1, H), s + "-score": (H, 1), s + "-score-bias": (1, 1)})
    p = weights(shapes)
    vectors, descriptions, concepts = units(4, T, D), units(3, D), units(4, D)
    root = D ** 0.5

    def head(name, seen, text):
        both = seen @ p[name + "-seen"] + p[name + "-seen-bias"] + text @ p[name + "-text"]
        return torch.sigmoid(F.relu(both) @ p[name + "-score"] + p[name + "-score-bias"])[0, 0]

    def score(clip, i):
        window = torch.stack([vectors[clip, max(0, i - 1)], vectors[clip, i]])
        h = F.relu(root * window.reshape(1, -1) @ p["temporal"] + p["temporal-bias"])
        a = torch.softmax((F.normalize(window.sum(0), dim=0) / 0.2 + h @ p["query"]) @ descriptions.T, -1)
        x = vectors[clip, i:i + 1]
        c = torch.softmax(x @ concepts.T / 0.2, -1)
        dynamic = head("dynamic", h, root * a @ descriptions)
        static = head("static", F.relu(root * x @ p["scene"] + p["scene-bias"]), root * c @ concepts)
        return 0.6 * dynamic + 0.4 * static

    clips = [torch.stack([score(clip, i) for i in range(n)]) for clip, n in enumerate(lengths)]
    top = torch.stack([s.topk(len(s) // 16 + 1).values.mean() for s in clips])
    smooth = sum(((s[1:] - s[:-1]) ** 2).sum() for s in clips) / 4
    loss = F.binary_cross_entropy(top, torch.tensor([1., 1., 0., 0.])) + 0.3 * smooth
    scores = torch.stack([F.pad(s, (0, T - len(s))) for s in clips])
    save("anomize-streams", loss, p, vectors=vectors, descriptions=descriptions, concepts=concepts, scores=scores)


def labels():
    """3 clips, 3 labels in contexts of their own, 5 values; gamma 0.7, tau 0.2."""
    p = weights({"visual": (5, 5), "group": (5, 5)})
    seen, vectors, contexts, target = units(3, 5), units(3, 5), units(3, 5), torch.tensor([2, 0, 2])
    encoded = F.normalize(vectors + 0.7 * contexts @ p["group"], dim=-1)
    loss = F.cross_entropy(F.normalize(seen @ p["visual"], dim=-1) @ encoded.T / 0.2, target)
    save("anomize-labels", loss, p, seen=seen, vectors=vectors, contexts=contexts, target=F.one_hot(target, 3).float(), encoded=encoded)


streams()
labels()
