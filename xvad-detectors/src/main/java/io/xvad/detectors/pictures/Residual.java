package io.xvad.detectors.pictures;

import io.xvad.detectors.learn.Trainable;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/** How picture and reconstruction are compared, pixel by pixel. */
enum Residual implements PictureMap {
    /** Squared difference, averaged over channels. */
    MSE {
        @Override
        public float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size) {
            float[] output = net.run(inputs, PictureRecipe.OUTPUT);
            float[] residual = new float[size * size];
            for (int i = 0; i < output.length; i++) {
                float difference = output[i] - picture[i];
                residual[i % residual.length] += difference * difference / 3;
            }
            return residual;
        }
    },
    /** One less structural similarity, averaged over channels; at the border that of the nearest place inside. */
    SSIM {
        @Override
        public float[] of(Trainable net, Map<String, INDArray> inputs, float[] picture, int size) {
            float[] similarity = net.run(inputs, AutoencoderGraph.SSIM_MAP);
            int inner = size - SsimGraph.WINDOW + 1;
            int border = SsimGraph.WINDOW / 2;
            float[] residual = new float[size * size];
            for (int i = 0; i < residual.length; i++) {
                int y = Math.max(0, Math.min(inner - 1, i / size - border));
                int x = Math.max(0, Math.min(inner - 1, i % size - border));
                float sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += similarity[(c * inner + y) * inner + x];
                }
                residual[i] = 1 - sum / 3;
            }
            return residual;
        }
    }
}
