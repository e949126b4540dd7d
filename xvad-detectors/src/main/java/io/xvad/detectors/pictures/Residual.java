package io.xvad.detectors.pictures;

import io.xvad.detectors.export.OnnxGraph;
import io.xvad.detectors.learn.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How picture and reconstruction are compared, pixel by pixel. */
enum Residual implements PictureMap {
    /** Squared difference, averaged over channels. */
    MSE {
        @Override
        public float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size) {
            return net.run(inputs, AutoencoderGraph.RESIDUAL);
        }
    },
    /** One less structural similarity, averaged over channels; at the border that of the nearest place inside. */
    SSIM {
        @Override
        public float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size) {
            float[] similarity = net.run(inputs, AutoencoderGraph.SSIM_MAP);
            int cells = similarity.length / 3;
            float[] residual = new float[size * size];
            for (int i = 0; i < residual.length; i++) {
                int inside = inside(i, size);
                float sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += similarity[c * cells + inside];
                }
                residual[i] = 1 - sum / 3;
            }
            return residual;
        }
    };

    /** The position among places that have a similarity that is nearest to a pixel. */
    private static int inside(int pixel, int size) {
        int inner = size - SsimGraph.WINDOW + 1;
        int border = SsimGraph.WINDOW / 2;
        int y = Math.max(0, Math.min(inner - 1, pixel / size - border));
        int x = Math.max(0, Math.min(inner - 1, pixel % size - border));
        return y * inner + x;
    }

    /** The maximum of the dissimilarity as a sum of similarities, up to a constant. */
    static ScoreTerms similarityTerms(int size) {
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

    /** The map by similarity in ONNX. */
    static String dissimilarity(PictureExport export) {
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
