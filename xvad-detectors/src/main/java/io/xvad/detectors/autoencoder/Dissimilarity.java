package io.xvad.detectors.autoencoder;

import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.SsimGraph;
import io.xvad.training.onnx.OnnxGraph;

/** A map of one less structural similarity, averaged over channels; at the border that of the nearest place inside. */
final class Dissimilarity {

    private Dissimilarity() {}

    /** Of the similarity of each channel. */
    static float[] map(float[] similarity, int size) {
        int cells = similarity.length / 3;
        float[] map = new float[size * size];
        for (int i = 0; i < map.length; i++) {
            int inside = inside(i, size);
            float sum = 0;
            for (int c = 0; c < 3; c++) {
                sum += similarity[c * cells + inside];
            }
            map[i] = 1 - sum / 3;
        }
        return map;
    }

    /** The position among places that have a similarity that is nearest to a pixel. */
    private static int inside(int pixel, int size) {
        int inner = size - SsimGraph.WINDOW + 1;
        int border = SsimGraph.WINDOW / 2;
        int y = Math.max(0, Math.min(inner - 1, pixel / size - border));
        int x = Math.max(0, Math.min(inner - 1, pixel % size - border));
        return y * inner + x;
    }

    /** The maximum of the dissimilarity as a sum of similarities, up to a constant. */
    static ScoreTerms terms(int size) {
        int inner = size - SsimGraph.WINDOW + 1;
        return new ScoreTerms(AutoencoderGraph.SSIM_MAP, peak -> {
            float[] weights = new float[3 * inner * inner];
            for (int i = 0; i < peak.length; i++) {
                for (int c = 0; c < 3; c++) {
                    weights[c * inner * inner + inside(i, size)] -= peak[i] / 3;
                }
            }
            return weights;
        });
    }

    /** The map in ONNX. */
    static String in(ImageExport export) {
        OnnxGraph onnx = export.onnx();
        String mean = onnx.node(
                "ReduceMean",
                node -> node.integers("axes", 1).integer("keepdims", 0),
                export.value(AutoencoderGraph.SSIM_MAP));
        int border = SsimGraph.WINDOW / 2;
        return onnx.node(
                "Pad",
                node -> node.text("mode", "edge"),
                onnx.node("Sub", onnx.constant(1), mean),
                onnx.integers(0, border, border, 0, border, border));
    }
}
