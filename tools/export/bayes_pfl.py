"""The variant of Bayes-PFL: a distribution of prompts, the text tower that takes them, and what compares them with an image."""
import torch
from torch import nn
from torch.nn import functional

import folder
from blocks import Linear, ends
from variants import Variant, vision_graph

HEADS = 4
PREFIX_FLOW = {"context": "PFL_context", "normal": "PFL_normal", "anomalous": "PFL_abnormal"}


def linear(learned, name):
    return Linear(learned[name + ".weight"], learned.get(name + ".bias"))


class Perceptron(nn.Module):
    """Three linear layers with softplus between them."""

    def __init__(self, learned, name):
        super().__init__()
        self.layers = nn.ModuleList(linear(learned, f"{name}.module.{i}") for i in (0, 2, 4))

    def forward(self, x):
        for layer in self.layers[:-1]:
            x = functional.softplus(layer(x))
        return self.layers[-1](x)


class Flow(nn.Module):
    """From noise of shape (R, D) and one vector (1, D) to R samples: a Gaussian whose parameters follow from the vector, then planar flows.

    Its standard deviation is the root of exp(half of what the second perceptron says), as in the authors' code.
    """

    def __init__(self, learned, name):
        super().__init__()
        self.mean, self.deviation = (Perceptron(learned, f"{name}.encoder.weight_{part}") for part in ("mean", "log_variance"))

    def planar(self, vector):
        """What the flows are made of: u and w of shape (K, D), b of shape (K, 1)."""
        raise NotImplementedError

    def sampled(self, vector, noise):
        z = self.mean(vector) + noise * torch.exp(0.25 * self.deviation(vector))
        for u, w, b in zip(*self.planar(vector)):
            z = z + u * torch.tanh((z * w).sum(-1, keepdim=True) + b)
        return z


class ImageFlow(Flow):
    """The flows too follow from the vector, which is the image's."""

    def __init__(self, learned, name):
        super().__init__(learned, name)
        self.u, self.w, self.b = (linear(learned, f"{name}.amor_{part}") for part in "uwb")
        self.count = len(self.b.weight)

    def planar(self, vector):
        return [part(vector).reshape(self.count, -1) for part in (self.u, self.w, self.b)]

    def forward(self, vector, noise):
        return self.sampled(vector, noise)


class StateFlow(Flow):
    """The same for all images."""

    def __init__(self, learned, name):
        super().__init__(learned, name)
        self.count = learned[f"{name}.amor_u"].shape[1]
        for part in "uwb":
            self.register_buffer(part, learned[f"{name}.amor_{part}"].reshape(self.count, -1))
        self.register_buffer("state", learned[f"{name}.state"])

    def planar(self, vector):
        return self.u, self.w, self.b

    def forward(self, noise):
        return self.sampled(self.state, noise)


class Inserted(nn.Module):
    """The text tower, with given vectors in place of the token behind the first.

    Sequences may be cut behind the end token, since no token sees those that follow it.
    """

    def __init__(self, text):
        super().__init__()
        self.text = text

    def forward(self, ids, inserted):
        x = functional.embedding(ids, self.text.table)
        x = torch.cat([x[:, :1], inserted, x[:, 2:]], 1)
        length = x.shape[1]
        x = x + self.text.positions[:length]
        for block in self.text.blocks:
            x = block(x, self.text.mask[:length, :length])
        last = ends(ids) + inserted.shape[1] - 1
        return self.text.ln_final(x)[torch.arange(x.shape[0]), last] @ self.text.projection


class Compared(nn.Module):
    """How alike an image is to each sentence, as a whole (S) and in each patch after each of some blocks (S, L), times learned temperatures.

    Patches are compared with sentences that have looked at them: residual cross-attention with a query for each sentence.
    """

    def __init__(self, learned, layers):
        super().__init__()
        self.query = Linear(learned["RCA.q_proj_pre.weight"][..., 0], learned["RCA.q_proj_pre.bias"])
        self.projections = nn.ModuleList(linear(learned, f"RCA.linear_proj.{i}") for i in range(len(layers)))
        self.fused, self.attention, self.after = (linear(learned, f"fuse.{name}") for name in ("fuse_modules", "compress", "post_process"))
        self.sentence, self.image = (linear(learned, f"{name}_mapping") for name in ("class", "image"))
        self.register_buffer("image_scale", learned["temperature_image"].exp())
        self.register_buffer("pixel_scale", learned["temperature_pixel"].exp())

    def forward(self, text, image, *tokens):
        text = functional.normalize(text, dim=-1)
        patches = [layer[0, 1:] for layer in tokens]
        whole = functional.normalize(self.image(image + self.pooled(patches)), dim=-1)
        sentences = functional.normalize(self.sentence(text), dim=-1)
        return (self.image_scale * sentences @ whole[0], *(self.of(text, project(layer)) for project, layer in zip(self.projections, patches)))

    def pooled(self, patches):
        """The patches of all layers as one vector, (1, D)."""
        x = self.fused(torch.cat(patches, -1))
        return self.after((torch.softmax(self.attention(x), 0) * x).sum(0, keepdim=True))

    def of(self, text, patches):
        patches = functional.normalize(patches, dim=-1)
        width = text.shape[1]
        heads = patches.reshape(-1, HEADS, width // HEADS).transpose(0, 1)
        queries = self.query(text).reshape(-1, HEADS, width // HEADS).transpose(0, 1)
        attended = torch.softmax(queries @ heads.transpose(-1, -2) * width ** -0.5, -1) @ heads
        seen = functional.normalize(attended.transpose(0, 1).reshape(-1, width) + text, dim=-1)
        return self.pixel_scale * seen @ patches.T


def bayes_pfl(given):
    """The prompts' learned tokens are arrays; noise comes from who runs the flows, so that the same noise gives the same score."""
    vision, text = given.vision(518), given.text(shortened=True)
    layers = given.quarters(vision)
    learned = {name: value.float() for name, value in given.need_learned("MyModel").items()}
    arrays = {"context": learned["prompt_context"], "normal-state": learned["prompt_state_normal"], "anomalous-state": learned["prompt_state_abnormal"]}
    inserted = arrays["context"].shape[1] + arrays["normal-state"].shape[1]
    flows = {key: (ImageFlow if key == "context" else StateFlow)(learned, name) for key, name in PREFIX_FLOW.items()}
    compared = Compared(learned, layers)
    random = Inputs(vision, text, layers, inserted)
    graphs = {"vision": vision_graph(vision, layers),
              "text": folder.Graph(Inserted(text), random.sentences, ["text_embeds"],
                                   {"input_ids": "ST", "inserted": "S", "text_embeds": "S"}),
              "context-flow": folder.Graph(flows["context"], random.image_noise, ["samples"], {"image_embeds": ""}),
              **{f"{key}-flow": folder.Graph(flows[key], random.noise, ["samples"]) for key in ("normal", "anomalous")},
              "compare": folder.Graph(compared, random.comparison, ["image_logits", *(f"logits_{layer}" for layer in layers)],
                                      {"text_embeds": "S", "image_embeds": "", **{f"tokens_{layer}": "" for layer in layers}})}
    return Variant(vision, graphs, text, {"layers": layers}, arrays, inserted=inserted)


class Inputs:
    """Random ones for the graphs."""

    def __init__(self, vision, text, layers, inserted):
        self.vision, self.text, self.layers, self.inserted = vision, text, sorted(layers), inserted

    def normal(self, random, *shape):
        return torch.from_numpy(random.standard_normal(shape)).float()

    def sentences(self, batch, random):
        """Cut to another length for each size of the batch; the last token ends them all."""
        length = 4 + batch
        ids = random.integers(0, len(self.text.table) - 2, (batch, length))
        ids[:, -1] = len(self.text.table) - 1
        return {"input_ids": torch.from_numpy(ids), "inserted": self.normal(random, batch, self.inserted, self.text.table.shape[1])}

    def noise(self, batch, random):
        return {"noise": self.normal(random, batch, self.vision.dimension)}

    def image_noise(self, batch, random):
        return {"image_embeds": self.normal(random, 1, self.vision.dimension)} | self.noise(batch, random)

    def comparison(self, batch, random):
        tokens = {f"tokens_{layer}": self.normal(random, 1, 1 + self.vision.grid ** 2, self.vision.width) for layer in self.layers}
        return {"text_embeds": self.normal(random, batch, self.vision.dimension), "image_embeds": self.normal(random, 1, self.vision.dimension)} | tokens
