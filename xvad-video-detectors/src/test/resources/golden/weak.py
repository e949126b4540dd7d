"""Golden values of the detectors that learn from labels of whole clips: python weak.py. Written from the equations, with torch and numpy."""

import numpy as np
import torch

torch.manual_seed(0)
F = torch.nn.functional


def weights(shapes, scale=0.5):
    return {name: (torch.randn(shape) * scale).requires_grad_() for name, shape in shapes.items()}


def save(family, loss, parameters, **values):
    loss.backward()
    arrays = {name: tensor.detach().numpy() for name, tensor in parameters.items()}
    arrays.update({name + "-gradient": tensor.grad.numpy() for name, tensor in parameters.items()})
    arrays["loss"] = np.array([loss.item()])
    arrays.update({name: value.detach().numpy() for name, value in values.items()})
    np.savez_compressed(family + ".npz", **{name: value.astype(np.float32) for name, value in arrays.items()})


def ctr():
    """4 clips of 6, 4, 6 and 5 snippets; the first two are anomalous; T 6, 5 features, 4 hidden, reach 2, kernel 3, margin 1."""
    lengths, T, D, H, reach, kernel = [6, 4, 6, 5], 6, 5, 4, 2, 3
    p = weights({
        "reduce": (D, H), "reduce-bias": (1, H), "theta": (H, H), "theta-bias": (1, H), "phi": (H, H), "phi-bias": (1, H),
        "decay": (1, 1), "past": (H, H), "classifier": (H, kernel), "classifier-bias": (1, 1)})
    x = torch.randn(4, T, D)
    dropped = (torch.rand(4 * T, H) > 0.3).float() / 0.7
    centre = torch.randn(1, H) * 0.3
    clips = []
    for i, n in enumerate(lengths):
        rows = F.relu(x[i, :n] @ p["reduce"] + p["reduce-bias"]) * dropped[i * T:i * T + n]
        theta, phi = rows @ p["theta"] + p["theta-bias"], rows @ p["phi"] + p["phi-bias"]
        z = []
        for a in range(n):
            past = list(range(max(0, a - reach), a + 1))
            likeness = torch.stack([theta[a] @ phi[b] / H ** 0.5 - p["decay"][0, 0] ** 2 * (a - b) for b in past])
            z.append(rows[a] + torch.softmax(likeness, 0) @ rows[past] @ p["past"])
        z = torch.stack(z)
        logits = [sum(z[a - t] @ p["classifier"][:, t] for t in range(kernel) if a - t >= 0) + p["classifier-bias"][0, 0]
                  for a in range(n)]
        clips.append((z, torch.sigmoid(torch.stack(logits))))
    top = [scores.topk(scores.numel() // 16 + 1).indices for _, scores in clips]
    bags = torch.stack([scores[t].mean() for (_, scores), t in zip(clips, top)])
    labels = torch.tensor([1., 1., 0., 0.])
    classified = F.binary_cross_entropy(bags, labels)
    compact = ((torch.cat([clips[2][0], clips[3][0]]) - centre) ** 2).mean()
    apart = torch.stack([F.relu(1 - ((z[t].mean(0) - centre) ** 2).mean()) for (z, _), t in zip(clips[:2], top[:2])]).mean()
    scores = torch.stack([F.pad(s, (0, T - len(s))) for _, s in clips])
    save("ctr", classified + 0.3 * compact + 0.2 * apart, p, features=x, dropped=dropped, centre=centre, scores=scores)


ctr()


def vador():
    """3 clips of 3, 4 and 2 snippets of 2 tokens of 5 values; the first two are anomalous; T 4, 3 hidden."""
    lengths, T, P, D, H = [3, 4, 2], 4, 2, 5, 3
    shapes = {"head-in": (D, H), "head-in-bias": (1, H), "head-norm-scale": (1, H), "head-norm-shift": (1, H),
              "head-out": (H, 2), "head-out-bias": (1, 2)}
    for c in ("context-long", "context-short"):
        shapes.update({c + "-in": (D, H), c + "-in-bias": (1, H), c + "-norm-scale": (1, H), c + "-norm-shift": (1, H),
                       c + "-out": (H, D), c + "-out-bias": (1, D)})
    p = weights(shapes, 0.8)
    x = torch.randn(3, T, P, D)
    norm = lambda v, name: F.layer_norm(v, (H,), p[name + "-norm-scale"][0], p[name + "-norm-shift"][0], 1e-5)
    head = lambda v: torch.softmax(norm(v @ p["head-in"] + p["head-in-bias"], "head") @ p["head-out"] + p["head-out-bias"], -1)[..., 1]
    add = lambda v, c, name: v + norm(c @ p[name + "-in"] + p[name + "-in-bias"], name) @ p[name + "-out"] + p[name + "-out-bias"]
    read = lambda f, m: torch.stack([(f @ h) * h for h in m]).sum(0) if m else torch.zeros_like(f)
    total, owns, labels = 0, [], [1, 1, 0]
    for clip, n in enumerate(lengths):
        rows = {"own": [], "long": [], "short": []}
        surely, surely_not, latest = [], [], []
        for i in range(n):
            f = F.normalize(x[clip, i].flatten(), dim=0)
            kept = [h for h, _ in sorted(surely, key=lambda m: -m[1])[:3] + sorted(surely_not, key=lambda m: -m[1])[:3]]
            long, short = read(f, kept).view(P, D), read(f, latest[-2:] + [f]).view(P, D)
            rows["own"].append(head(x[clip, i]).max())
            rows["long"].append(head(add(x[clip, i], long, "context-long")).max())
            rows["short"].append(head(add(x[clip, i], short, "context-short")).max())
            own = rows["own"][-1].item()
            (surely if own >= .5 else surely_not).append((f, max(own, 1 - own)))
            latest.append(f)
        for name, scores in rows.items():
            s = torch.stack(scores)
            sure = max(s.max().item(), 1 - s.max().item())
            total = total + sure * F.binary_cross_entropy(s.max(), torch.tensor(float(labels[clip]))) / 3
            total = total + 0.1 * ((s[1:] - s[:-1]) ** 2).sum() / 3
            if labels[clip]:
                total = total + F.relu(1 - s.max() + s.min()) / 2 + 0.2 * s.sum() / 3
        owns.append(F.pad(torch.stack(rows["own"]), (0, T - n)))
    save("vador", total, p, tokens=x, scores=torch.stack(owns))


vador()


def dsa():
    """4 clips of 3, 2, 3 and 1 snippets, the first two anomalous; T 3; 4 moments of 2 places of 5 values; 3 hidden; cliques 1, 2, 4; 2 updates."""
    lengths, T, M, P, D, H, cliques = [3, 2, 3, 1], 3, 4, 2, 5, 3, [1, 2, 4]
    shapes = {"reduce": (D, H), "reduce-bias": (1, H), "relation": (H, H), "unary": (H, H), "unary-bias": (1, H),
              "clique-weights": (1, 3), "classifier": (H, 1), "classifier-bias": (1, 1)}
    for c in cliques:
        shapes.update({f"clique-{c}-{part}": (H, H) for part in ("query", "key", "value")})
    p = weights(shapes, 0.7)
    x = torch.randn(4, T, M, P, D)

    def field(snippet):
        rows = F.relu(snippet @ p["reduce"] + p["reduce-bias"])
        related = []
        for m in range(M):
            near = torch.cat([rows[k] for k in (m - 1, m + 1) if 0 <= k < M])
            related.append(rows[m] + (rows[m] @ near.T / H) @ near / len(near) @ p["relation"])
        unary = torch.stack(related) @ p["unary"] + p["unary-bias"]
        share, h = torch.softmax(p["clique-weights"][0], 0), unary
        for _ in range(2):
            total = unary
            for c, weight in zip(cliques, share):
                parts = []
                for start in range(0, M, c):
                    nodes = h[start:start + c].reshape(-1, H)
                    q, k, v = (nodes @ p[f"clique-{c}-{part}"] for part in ("query", "key", "value"))
                    parts.append((torch.softmax(q @ k.T / H ** 0.5, -1) @ v).view(-1, P, H))
                total = total + weight * torch.cat(parts)
            h = total
        return torch.tanh(h).reshape(-1, H)

    highest, tops, total, scores = [], [], 0, torch.zeros(4, T, M * P)
    for clip, n in enumerate(lengths):
        fields = [field(x[clip, i]) for i in range(n)]
        nodes = [torch.sigmoid(f @ p["classifier"] + p["classifier-bias"])[:, 0] for f in fields]
        snippets = torch.stack([s.max() for s in nodes])
        best = snippets.argmax()
        highest.append(snippets[best])
        tops.append(fields[best][nodes[best].argmax()])
        scores[clip, :n] = torch.stack(nodes)
        if clip < 2:
            total = total + 0.2 * snippets.sum() / 4 + 0.1 * ((snippets[1:] - snippets[:-1]) ** 2).sum() / 4
    highest = torch.stack(highest)
    total = total + F.binary_cross_entropy(highest, torch.tensor([1., 1., 0., 0.])) + F.relu(1 - highest[:2] + highest[2:]).mean()
    total = total + 0.3 * torch.stack([F.relu(2 - ((tops[i] - tops[2 + i]) ** 2).mean()) for i in range(2)]).mean()
    save("dsa", total, p, features=x, scores=scores)


dsa()
