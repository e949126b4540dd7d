package io.xvad.foundation.segment;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.foundation.model.Outputs;
import java.util.Arrays;
import java.util.Map;

/**
 * The mask decoder of SAM, in the form of our exporter, which takes many prompts at once, or in that of the authors' exporter, which takes one, and a mask that may be given before. Thread-safe; close it to free
 * native memory.
 */
record SamDecoder(Network network) implements AutoCloseable {

    private static final String EMBEDDINGS = "image_embeddings";
    private static final String POINTS = "point_coords";
    private static final String LABELS = "point_labels";
    private static final String IMAGE_SIZE = "orig_im_size";

    /** Sides of the masks by those of the embedding: Kirillov et al. 2023, appendix A. */
    private static final int ENLARGED = 4;

    /**
     * What it says for B prompts.
     *
     * @param logits shape (B, masks, h, w)
     * @param predictedIou shape (B, masks)
     */
    record Masks(Tensor logits, Tensor predictedIou) {

        static Masks of(Map<String, Tensor> found) {
            return new Masks(Outputs.of(found, "low_res_masks"), Outputs.of(found, "iou_predictions"));
        }
    }

    /**
     * Masks for the prompts of one image.
     *
     * @param points shape (B, P, 2), (x, y) in pixels of what the encoder saw
     * @param labels shape (B, P)
     */
    Masks masks(Tensor embedding, Tensor points, Tensor labels) {
        return network.inputNames().contains(IMAGE_SIZE)
                ? oneByOne(embedding, points, labels)
                : Masks.of(network.run(Map.of(EMBEDDINGS, embedding, POINTS, points, LABELS, labels)));
    }

    /** Its own masks, which it makes as large as the image, are not asked for: they are told a small image. */
    private Masks oneByOne(Tensor embedding, Tensor points, Tensor labels) {
        int side = ENLARGED * embedding.size(2);
        Tensor noMask = Tensor.owning(new float[side * side], 1, 1, side, side);
        Masks[] all = new Masks[points.size(0)];
        for (int i = 0; i < all.length; i++) {
            all[i] = Masks.of(network.run(Map.ofEntries(
                    Map.entry(EMBEDDINGS, embedding),
                    Map.entry(POINTS, row(points, i)),
                    Map.entry(LABELS, row(labels, i)),
                    Map.entry("mask_input", noMask),
                    Map.entry("has_mask_input", Tensor.owning(new float[1], 1)),
                    Map.entry(IMAGE_SIZE, Tensor.of(new float[] {side, side}, 2)))));
        }
        return new Masks(
                joined(Arrays.stream(all).map(Masks::logits).toArray(Tensor[]::new)),
                joined(Arrays.stream(all).map(Masks::predictedIou).toArray(Tensor[]::new)));
    }

    private static Tensor row(Tensor tensor, int index) {
        int[] shape = tensor.shape();
        shape[0] = 1;
        float[] row = new float[tensor.size() / tensor.size(0)];
        tensor.buffer().get(index * row.length, row);
        return Tensor.owning(row, shape);
    }

    private static Tensor joined(Tensor[] rows) {
        int[] shape = rows[0].shape();
        shape[0] = rows.length;
        float[] values = new float[rows.length * rows[0].size()];
        for (int i = 0; i < rows.length; i++) {
            rows[i].buffer().get(0, values, i * rows[i].size(), rows[i].size());
        }
        return Tensor.owning(values, shape);
    }

    @Override
    public void close() {
        network.close();
    }
}
