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
