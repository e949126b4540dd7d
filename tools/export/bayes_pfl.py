"""The variant of Bayes-PFL: CLIP's towers, the flows that sample prompts, and the layers that compare patches with the sampled texts."""
import numpy as np
import torch
from torch import nn
from torch.nn import functional

import folder
from blocks import Linear, ends
from variants import Variant, vision_graph

HEADS = 4


def linear(learned, name):
    bias = learned.get(name + ".bias")
    return Linear(learned[name + ".weight"].float(), None if bias is None else bias.float())


class Inserted(nn.Module):
    """Sentences whose second token is replaced by several given vectors.

    They may be cut behind the last end token, since no token sees those that follow it.
    """

    def __init__(self, text, inserted):
        super().__init__()
        self.text, self.inserted = text, inserted

    def forward(self, ids, vectors):
        x = functional.embedding(ids, self.text.table)
        x = torch.cat([x[:, :1], vectors, x[:, 2:]], 1)[:, :self.text.context]
        return self.text.encoded(x, ends(ids) + self.inserted - 1) @ self.text.projection

    def inputs(self, batch, random):
        """Sentences that are cut behind the last of their end tokens."""
        ids = self.text.ids(batch, random)["input_ids"]
        vectors = random.standard_normal((batch, self.inserted, self.text.positions.shape[1]), np.float32)
        return {"input_ids": ids[:, :1 + ends(ids).max()], "inserted": torch.from_numpy(vectors)}


class Flow(nn.Module):
    """Noise of a standard normal distribution, scaled and moved by an encoder and then through planar flows; all of shape (R, D)."""

    def __init__(self, learned, name):
        super().__init__()
        self.mean, self.log_variance = (nn.ModuleList(linear(learned, f"{name}.encoder.weight_{each}.module.{i}") for i in (0, 2, 4))
                                        for each in ("mean", "log_variance"))

    def start(self, seen, noise):
        """The authors take exp(0.5 log variance) as the variance, and its root as the deviation."""
        return through(self.mean, seen) + noise * torch.exp(0.25 * through(self.log_variance, seen))


def through(layers, x):
    """Layers with a soft plus between them."""
    for layer in layers[:-1]:
        x = functional.softplus(layer(x))
    return layers[-1](x)


def planar(z, u, w, b):
    """Planar flows one after the other: u and w of shape (K, D), b of shape (K)."""
    for step in range(len(u)):
        z = z + u[step] * torch.tanh(z @ w[step] + b[step])[:, None]
    return z


class ImageFlow(Flow):
    """The flows depend on the image."""

    def __init__(self, learned, name):
        super().__init__(learned, name)
        self.u, self.w, self.b = (linear(learned, f"{name}.amor_{each}") for each in "uwb")
        self.steps = len(self.b.weight)

    def forward(self, image, noise):
        return planar(self.start(image, noise), self.u(image).reshape(self.steps, -1), self.w(image).reshape(self.steps, -1), self.b(image)[0])


class StateFlow(Flow):
    """The flows are the same for all images."""

    def __init__(self, learned, name):
        super().__init__(learned, name)
        self.register_buffer("state", learned[f"{name}.state"].float())
        steps = learned[f"{name}.amor_b"].numel()
        for each in "uwb":
            self.register_buffer(each, learned[f"{name}.amor_{each}"].float().reshape(steps, -1))

    def forward(self, noise):
        return planar(self.start(self.state, noise), self.u, self.w, self.b[:, 0])


class Prompts(nn.Module):
    """The vectors to insert for an image, sample by sample and within it prompt by prompt: normal, anomalous; (R B, P + Q, D) each."""

    def __init__(self, learned):
        super().__init__()
        self.flow = ImageFlow(learned, "PFL_context")
        self.normal, self.anomalous = StateFlow(learned, "PFL_normal"), StateFlow(learned, "PFL_abnormal")
        for name in ("prompt_context", "prompt_state_normal", "prompt_state_abnormal"):
            self.register_buffer(name, learned[name].float())
        self.dimension = self.prompt_context.shape[-1]
        self.inserted = self.prompt_context.shape[1] + self.prompt_state_normal.shape[1]

    def forward(self, image, context_noise, normal_noise, anomalous_noise):
        context = self.prompt_context + self.flow(image, context_noise)[:, None, None]
        sides = (self.prompt_state_normal, self.normal(normal_noise)), (self.prompt_state_abnormal, self.anomalous(anomalous_noise))
        return tuple(torch.cat([context, state + biases[:, None, None]], 2).flatten(0, 1) for state, biases in sides)

    def inputs(self, batch, random):
        """One image and as many samples as the batch has."""
        noise = {name: torch.from_numpy(random.standard_normal((batch, self.dimension), np.float32))
                 for name in ("context_noise", "normal_noise", "anomalous_noise")}
        return {"image_embeds": torch.from_numpy(random.standard_normal((1, self.dimension), np.float32))} | noise


class Comparison(nn.Module):
    """Logits of an image's patches, layer by layer, and of the image, against unit vectors of T texts."""

    def __init__(self, learned, layers, patches, width):
        super().__init__()
        self.layers, self.patches, self.width = layers, patches, width
        self.queries = Linear(learned["RCA.q_proj_pre.weight"].float()[..., 0], learned["RCA.q_proj_pre.bias"].float())
        self.patch_layers = nn.ModuleList(linear(learned, f"RCA.linear_proj.{i}") for i in range(len(layers)))
        self.fuse, self.compress, self.after = (linear(learned, f"fuse.{name}") for name in ("fuse_modules", "compress", "post_process"))
        self.text_layer, self.image_layer = linear(learned, "class_mapping"), linear(learned, "image_mapping")
        self.pixel_scale, self.image_scale = (float(learned[f"temperature_{each}"].exp()) for each in ("pixel", "image"))
        self.dimension = len(self.queries.weight)

    def forward(self, texts, image, *tokens):
        tokens = [each[0, 1:] for each in tokens]
        grids = [self.grid(texts, functional.normalize(layer(each), dim=-1)) for layer, each in zip(self.patch_layers, tokens)]
        fused = self.fuse(torch.cat(tokens, 1))
        fused = self.after((torch.softmax(self.compress(fused), 0) * fused).sum(0, keepdim=True))
        image = functional.normalize(self.image_layer(image + fused), dim=-1)
        return *grids, self.image_scale * functional.normalize(self.text_layer(texts), dim=-1) @ image[0]

    def grid(self, texts, patches):
        """Each text first attends to the patches (L, D), which are keys and values; logits (L, T)."""
        width = self.dimension // HEADS
        queries = self.queries(texts).reshape(-1, HEADS, width).transpose(0, 1)
        keys = patches.reshape(self.patches, HEADS, width).transpose(0, 1)
        weights = torch.softmax(queries @ keys.transpose(1, 2) * self.dimension ** -0.5, -1)
        attended = (weights @ keys).transpose(0, 1).reshape(-1, self.dimension)
        return self.pixel_scale * patches @ functional.normalize(texts + attended, dim=-1).T

    def inputs(self, batch, random):
        def normal(*shape):
            return torch.from_numpy(random.standard_normal(shape, np.float32))
        tokens = {f"tokens_{layer}": normal(1, 1 + self.patches, self.width) for layer in self.layers}
        return {"text_embeds": functional.normalize(normal(2 * batch, self.dimension), dim=-1), "image_embeds": normal(1, self.dimension)} | tokens


def bayes_pfl(given):
    vision, text = given.vision(518), given.text(shortened=True)
    layers, learned = given.quarters(vision), given.need_learned("MyModel")
    prompts = Prompts(learned)
    texts, comparison = Inserted(text, prompts.inserted), Comparison(learned, layers, vision.grid ** 2, vision.width)
    grids = [f"grid_{layer}" for layer in layers]
    fixed = {f"tokens_{layer}": "" for layer in layers} | {"image_embeds": ""}
    noise = {f"{name}_noise": "R" for name in ("context", "normal", "anomalous")}
    graphs = {
        "text-inserted": folder.Graph(texts, texts.inputs, ["text_embeds"], {"input_ids": "SC", "inserted": "S", "text_embeds": "S"}),
        "vision": vision_graph(vision, layers),
        "prompts": folder.Graph(prompts, prompts.inputs, ["normal", "anomalous"], {"image_embeds": "", "normal": "S", "anomalous": "S"} | noise),
        "comparison": folder.Graph(comparison, comparison.inputs, [*grids, "image_logits"],
                                   {"text_embeds": "T", "image_logits": "T"} | fixed | {name: "-T" for name in grids})}
    attributes = {"layers": layers, "prompts": len(prompts.prompt_context), "context": prompts.prompt_context.shape[1],
                  "state": prompts.prompt_state_normal.shape[1]}
    return Variant(vision, graphs, text, attributes, inserted=prompts.inserted)
