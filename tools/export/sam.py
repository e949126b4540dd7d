"""Exports a checkpoint of Segment Anything as a weights folder: the image encoder, and the mask decoder for many prompts at once; see README.md.

    python sam.py vit_b sam_vit_b_01ec64.pth OUT --licence Apache-2.0
"""
import argparse
from pathlib import Path

import torch
from segment_anything import sam_model_registry
from torch import nn

import folder


class Encoder(nn.Module):
    """Image, normalised and padded to a square (N, 3, S, S), to its embedding (N, C, h, w)."""

    def __init__(self, sam):
        super().__init__()
        self.encoder = sam.image_encoder

    def forward(self, image):
        return self.encoder(image)

    def inputs(self, batch, random):
        side = self.encoder.img_size
        return {"image": torch.from_numpy(random.standard_normal((batch, 3, side, side))).float()}


class Decoder(nn.Module):
    """B prompts of P points of one image to the logits of four masks each, the first for prompts that are not ambiguous, with their predicted IoU.

    Points are (x, y) in pixels of the square; labels are 1 and 0 for points inside and outside, 2 and 3 for the corners of a box, -1 for padding.
    """

    def __init__(self, sam):
        super().__init__()
        self.prompts, self.decoder, self.side = sam.prompt_encoder, sam.mask_decoder, sam.image_encoder.img_size
        self.register_buffer("positions", sam.prompt_encoder.get_dense_pe().detach())

    def forward(self, image_embeddings, point_coords, point_labels):
        count = point_coords.shape[0]
        dense = image_embeddings + self.prompts.no_mask_embed.weight.reshape(1, -1, 1, 1)
        tokens = torch.cat([self.decoder.iou_token.weight, self.decoder.mask_tokens.weight])[None].expand(count, -1, -1)
        tokens = torch.cat([tokens, self.points(point_coords, point_labels)], 1)
        dense, positions = dense.expand(count, -1, -1, -1), self.positions.expand(count, -1, -1, -1)
        found, enlarged = self.decoder.transformer(dense, positions, tokens)
        enlarged = self.decoder.output_upscaling(enlarged.transpose(1, 2).reshape(dense.shape))
        hyper = torch.stack([mlp(found[:, 1 + i]) for i, mlp in enumerate(self.decoder.output_hypernetworks_mlps)], 1)
        masks = (hyper @ enlarged.flatten(2)).unflatten(2, enlarged.shape[2:])
        return masks, self.decoder.iou_prediction_head(found[:, 0])

    def points(self, coordinates, labels):
        embedded = self.prompts.pe_layer._pe_encoding((coordinates + 0.5) / self.side)
        labels = labels[..., None]
        embedded = embedded * (labels != -1) + self.prompts.not_a_point_embed.weight * (labels == -1)
        for label, embedding in enumerate(self.prompts.point_embeddings):
            embedded = embedded + embedding.weight * (labels == label)
        return embedded

    def inputs(self, batch, random):
        coordinates = random.uniform(0, self.side, (batch, batch + 1, 2))
        return {"image_embeddings": torch.from_numpy(random.standard_normal((1, *self.positions.shape[1:]))).float(),
                "point_coords": torch.from_numpy(coordinates).float(),
                "point_labels": torch.from_numpy(random.integers(-1, 4, (batch, batch + 1))).float()}


def export(out, sam, name, licence, digest):
    """Writes the folder; `digest` is the checkpoint's SHA-256."""
    encoder, decoder = Encoder(sam), Decoder(sam)
    graphs = {"encoder": folder.Graph(encoder, encoder.inputs, ["image_embeddings"]),
              "decoder": folder.Graph(decoder, decoder.inputs, ["low_res_masks", "iou_predictions"],
                                      {"image_embeddings": "", "point_coords": "BP", "point_labels": "BP", "low_res_masks": "B", "iou_predictions": "B"})}
    description = {
        "kind": "sam", "variant": "plain", "name": name, "checkpoint-sha256": digest, "licence": licence,
        "image": {"size": sam.image_encoder.img_size, "resize": "longest", "interpolation": "bilinear", "antialias": True,
                  "mean": shares(sam.pixel_mean), "std": shares(sam.pixel_std)}}
    folder.write(out, description, graphs)


def shares(levels):
    """Values of 0 to 255 as values of 0 to 1."""
    return [round(level / 255, 6) for level in levels.flatten().tolist()]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("size", choices=["vit_h", "vit_l", "vit_b"])
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--name", help="what its maker calls it; the file's name if not given")
    parser.add_argument("--licence", required=True, help="of the weights")
    arguments = parser.parse_args()
    sam = sam_model_registry[arguments.size](checkpoint=str(arguments.checkpoint))
    export(arguments.out, sam, arguments.name or arguments.checkpoint.stem, arguments.licence, folder.sha256(arguments.checkpoint))


if __name__ == "__main__":
    main()
