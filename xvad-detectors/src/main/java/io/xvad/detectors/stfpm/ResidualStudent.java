package io.xvad.detectors.stfpm;

import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.distillation.Scale;
import io.xvad.training.Layers;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.layers.Residual;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Pooling2DConfig;

/**
 * A student with the stages of ResNet-18, two residual blocks each, whatever its teacher is; a linear layer ends each scale, since a
 * teacher's features need not be rectified.
 *
 * @param scales the teacher's layers, from fine to coarse
 * @param finest stride of the finest
 * @param width channels of the first stage, at stride 4; each of the next has twice as many
 */
record ResidualStudent(List<Scale> scales, int finest, int width) implements Student {

    private static final String ANSWER = "answer-";
    private static final int BLOCKS = 2;
    private static final int STEM = 7;
    private static final Pooling2DConfig HALVING =
            Pooling2DConfig.builder().kH(3).kW(3).sH(2).sW(2).pH(1).pW(1).build();

    /** @throws IllegalArgumentException if the finest layer is as large as the image, which the student halves first */
    ResidualStudent {
        if (finest < 2) {
            throw new IllegalArgumentException(
                    "a residual student halves the image, so that layers must have a stride of 2 or more; the finest has "
                            + finest);
        }
    }

    /** Whether a saved student is residual: only such a one has weights whose names begin with {@value #ANSWER}. */
    static boolean is(SavedNetwork saved) {
        return saved.weights().keySet().stream().anyMatch(name -> name.startsWith(ANSWER));
    }

    @Override
    public List<SDVariable> features(Trainable net, Mode mode, SDVariable images) {
        Residual residual = new Residual(net, mode);
        SDVariable x = residual.convolution("stem", images.sub(0.5), 3, width, STEM, 2);
        List<SDVariable> features = new ArrayList<>();
        int stride = 2;
        int channels = width;
        for (Scale scale : scales) {
            for (; stride < finest * scale.ratio(); stride *= 2) {
                int out = stride == 2 ? width : 2 * channels;
                SDVariable seen = stride == 2 ? net.graph().cnn().maxPooling2d(x, HALVING) : x;
                x = residual.block("stage-" + stride + "-0", seen, channels, out, stride == 2 ? 1 : 2);
                for (int block = 1; block < BLOCKS; block++) {
                    x = residual.block("stage-" + stride + "-" + block, x, out, out, 1);
                }
                channels = out;
            }
            String answer = ANSWER + features.size();
            features.add(new Layers(net, mode).convolution(answer, x, channels, scale.channels(), 1, 1, 0));
        }
        return features;
    }
}
