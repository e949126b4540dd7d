"""Variants with a second path through the image tower, on which values attend to values: AnomalyCLIP, CLIP-AD, UniVAD."""
import torch
from open_clip.tokenizer import SimpleTokenizer
from torch import nn
from torch.nn import functional

import folder
from blocks import ends
from variants import Variant, text_graph


class DualPath(nn.Module):
    """The image's vector; the second path's tokens and those of the residual stream, class token first, after blocks of these numbers.

    The second path begins with the stream before block `first` and adds what the V-V attention of each block from there says of the stream,
    with no feed-forward network. With `restart`, each block after so many begins it anew with its own V-V attention, the first one too.
    """

    def __init__(self, vision, layers, first=1, restart=0, class_row_of_stream=False, normalised=True, class_normalised=True):
        super().__init__()
        self.vision, self.layers, self.first, self.restart = vision, sorted(layers), first, restart
        self.class_row_of_stream, self.normalised, self.class_normalised = class_row_of_stream, normalised, class_normalised

    def forward(self, pixels):
        x = self.vision.ln_pre(self.vision.embedded(pixels))
        path, second, stream = x, [], []
        for number, block in enumerate(self.vision.blocks, 1):
            queries, keys, values = block.projected(block.ln_1(x))
            if number >= self.first:
                seen = block.weighted(values, values, values)
                path = seen if self.restart and (number - 1) % self.restart == 0 else path + seen
            x = block.after(x, block.weighted(queries, keys, values))
            if number < self.first:
                path = x
            if number in self.layers:
                second.append(self.projected(path, x))
                stream.append(x)
        image = self.vision.pooled(x) if self.class_normalised else x[:, 0] @ self.vision.projection
        return image, *second, *stream

    def projected(self, path, x):
        """The second path's tokens in the space of the text."""
        if self.class_row_of_stream:
            path = torch.cat([x[:, :1], path[:, 1:]], 1)
        return (self.vision.ln_post(path) if self.normalised else path) @ self.vision.projection


class SecondPath(DualPath):
    """Without the residual stream's tokens."""

    def forward(self, pixels):
        return super().forward(pixels)[:1 + len(self.layers)]


def graph(module):
    outputs = ["image_embeds", *(f"vv_{layer}" for layer in module.layers)]
    if not isinstance(module, SecondPath):
        outputs += [f"ori_{layer}_raw" for layer in module.layers]
    return folder.Graph(module, module.vision.pixels, outputs)


# -------------------------------------------------------------------------------------------------------------- AnomalyCLIP

def anomalyclip(given):
    """The last 19 of 24 blocks have the second path; the text side is two learned vectors, normal first."""
    vision = given.vision(518, resize="bilinear")
    count = len(vision.blocks)
    layers, first = given.layers or [count], count - count * 19 // 24 + 1
    module = SecondPath(vision, layers, first, class_normalised=False)
    vectors = learned_vectors(given.text(), given.need_learned("prompt_learner"), given.tokenizer)
    return Variant(vision, {"vision": graph(module)}, None, {"layers": layers, "first-vv-block": first}, {"text-vectors": vectors})


def learned_vectors(text, learned, tokenizer):
    """The unit vectors of "X ... X object." and "X ... X damaged object." with learned tokens in place of X; shape (2, D)."""
    cut = SimpleTokenizer(bpe_path=str(tokenizer))
    deep = [learned[f"compound_prompts_text.{i}"].float() for i in range(sum(name.startswith("compound_prompts_text.") for name in learned))]
    vectors = []
    for context, words in (("ctx_pos", "object."), ("ctx_neg", "damaged object.")):
        tokens = learned[context].float().reshape(-1, text.positions.shape[1])
        ids = cut(" ".join(["X"] * len(tokens) + [words]))
        x = functional.embedding(ids, text.table)
        x = torch.cat([x[:, :1], tokens[None], x[:, 1 + len(tokens):]], 1)
        vectors.append(text.encoded(x, ends(ids), deep) @ text.projection)
    return functional.normalize(torch.cat(vectors), dim=-1).detach().numpy()


# ------------------------------------------------------------------------------------------------------- CLIP-AD and UniVAD

def clip_ad(given):
    """The second path begins anew with each quarter of the tower; SDP+'s linear layers, where they are given, are arrays."""
    vision, text = given.vision(240), given.text()
    layers, restart = given.quarters(vision), len(vision.blocks) // 4
    module = DualPath(vision, layers, restart=restart, class_row_of_stream=True)
    linears = given.learned.get("linear_layers", {})
    arrays = {f"linear-{layer}-{part}": linears[f"fc.{i}.{part}"] for i, layer in enumerate(layers) for part in ("weight", "bias")} if linears else {}
    return Variant(vision, {"text": text_graph(text), "vision": graph(module)}, text, {"layers": layers, "restart-every": restart}, arrays)


def univad(given):
    """All blocks have the second path, which goes to the text's space without ln_post."""
    vision, text = given.vision(448), given.text()
    layers = given.quarters(vision)
    module = DualPath(vision, layers, normalised=False)
    return Variant(vision, {"text": text_graph(text), "vision": graph(module)}, text, {"layers": layers, "first-vv-block": 1})
