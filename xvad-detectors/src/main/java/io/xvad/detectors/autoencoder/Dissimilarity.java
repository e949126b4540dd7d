package io.xvad.detectors.autoencoder;

import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.Ssim;
import io.xvad.training.onnx.OnnxGraph;

/**
 * The map of one less structural similarity, averaged over channels. The similarity has no values where its window does not
 * fit into the image; the map has there that of the nearest place where it does.
 *
 * @param size side of the map
 */
record Dissimilarity(int size) {

    private static final int BORDER = Ssim.WINDOW / 2;

    /** The map of the similarity of each channel. */
    float[] map(float[] similarity) {
        int cells = similarity.length / 3;
        float[] map = new float[size * size];
        for (int i = 0; i < map.length; i++) {
            int inside = inside(i);
            float sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += similarity[c * cells + inside];
            }
            map[i] = 1 - sum / 3;
        }
        return map;
    }

    private int inner() {
        return size - Ssim.WINDOW + 1;
    }

    /** The index of the nearest place that has a similarity, for a pixel. */
    private int inside(int pixel) {
        int last = inner() - 1;
        int y = Math.max(0, Math.min(last, pixel / size - BORDER));
        int x = Math.max(0, Math.min(last, pixel % size - BORDER));
        return y * inner() + x;
    }

    /** The maximum of the map as a sum of similarities, up to a constant. */
    ScoreTerms terms() {
        int cells = inner() * inner();
        return new ScoreTerms(AutoencoderNetwork.SSIM_MAP, peak -> {
            float[] weights = new float[3 * cells];
            for (int i = 0; i < peak.length; i++) {
                for (int c = 0; c < 3; c++) {
                    weights[c * cells + inside(i)] -= peak[i] / 3;
                }
            }
            return weights;
        });
    }

    /** Adds the map to an ONNX graph. */
    static String in(ImageExport export) {
        OnnxGraph onnx = export.onnx();
        String mean = onnx.node(
                "ReduceMean",
                node -> node.integers("axes", 1).integer("keepdims", 0),
                export.value(AutoencoderNetwork.SSIM_MAP));
        return onnx.node(
                "Pad",
                node -> node.text("mode", "edge"),
                onnx.node("Sub", onnx.constant(1), mean),
                onnx.integers(0, BORDER, BORDER, 0, BORDER, BORDER));
    }
}
