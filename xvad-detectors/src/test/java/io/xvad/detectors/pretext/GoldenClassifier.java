package io.xvad.detectors.pretext;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.detectors.network.ImageNetwork;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Compares a residual classifier and its perturbed confidence with PyTorch; see golden/pretext.py. */
public final class GoldenClassifier {

    /** A convolution and two stages, of one and of two blocks. */
    public static final ResidualClassifier.Plan PLAN = new ResidualClassifier.Plan(32, 2, List.of(1, 2));

    public static final int CLASSES = 3;
    private static final String FAMILY = "pretext";

    private final String name;

    public GoldenClassifier(String name) {
        this.name = name;
    }

    public static float[] shared(String what) throws IOException {
        return new GoldenLoss(FAMILY, new Trainable(1)).values(what);
    }

    public void agrees(Trainable net) throws IOException {
        GoldenLoss golden = new GoldenLoss(FAMILY + "-" + name, net);
        GoldenLoss images = new GoldenLoss(FAMILY, new Trainable(1));
        Map<String, INDArray> inputs = Map.of(
                ImageNetwork.INPUT, images.array("images", 5, 3, PLAN.size(), PLAN.size()),
                ResidualClassifier.LABELS, images.array("labels", 5, CLASSES));
        golden.agrees(inputs, ResidualClassifier.LOSS, "");
        assertThat(net.run(inputs, ResidualClassifier.JUDGED)).containsExactly(golden.values("judged"), within(1e-4f));
        assertThat(net.run(inputs, ResidualClassifier.CONFIDENCE))
                .containsExactly(golden.values("confidence"), within(1e-4f));
        Perturbation perturbation = new Perturbation(net);
        assertThat(perturbation.confidence(inputs, 0.01)).isCloseTo(mean(golden.values("perturbed")), within(1e-4));
    }

    private static double mean(float[] values) {
        double[] copy = new double[values.length];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = values[i];
        }
        return StatUtils.mean(copy);
    }
}
