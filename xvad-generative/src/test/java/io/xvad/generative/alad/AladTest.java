package io.xvad.generative.alad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Training;
import io.xvad.generative.TestImages;
import io.xvad.generative.gan.Pyramid;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AladTest extends DetectorContract {

    @Override
    protected Detector detector() {
        return new Alad();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "epochs", "1",
                "epoch-images", "12",
                "batch-size", "4",
                "average-decay", "0.5",
                "width", "2",
                "latent", "4");
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.blocks();
    }

    private static final Pyramid SMALL = new Pyramid(16, 2);
    private static final int LATENT = 3;

    /** Inputs of the golden values, with masks that drop nothing. */
    private static Map<String, INDArray> inputs(GoldenLoss golden, Discriminators judges, Map<String, long[]> shapes)
            throws IOException {
        Map<String, INDArray> inputs = new HashMap<>(judges.masks(4, () -> -1L));
        inputs.values().forEach(mask -> mask.assign(1));
        for (Map.Entry<String, long[]> shape : shapes.entrySet()) {
            inputs.put(shape.getKey(), golden.array(shape.getKey(), shape.getValue()));
        }
        return inputs;
    }

    private static void keepVectors(Trainable net, GoldenLoss golden) throws IOException {
        for (String name : net.values().keySet()) {
            if (name.endsWith("-left")) {
                net.keep(name, golden.values(name));
            }
        }
    }

    @Test
    void lossAndGradientsOfGeneratorAndEncoderEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        Discriminators judges = new Discriminators(net, SMALL, LATENT, Mode.TRAINING);
        AladNetwork.training(net, SMALL, LATENT, judges);
        GoldenLoss golden = new GoldenLoss("alad", net);
        keepVectors(net, golden);
        Map<String, INDArray> inputs = inputs(golden, judges, Map.of(AladNetwork.CODES, new long[] {4, LATENT}));
        inputs.put(AladNetwork.TRAINED, golden.array("images", 4, 3, 16, 16));
        for (String network : List.of("generator-", "encoder-")) {
            List<String> names = net.names().stream()
                    .filter(name -> name.startsWith(network))
                    .toList();
            golden.agrees(names, inputs, AladNetwork.LOSS, network + "step-", 1e-4f);
        }
    }

    @Test
    void lossAndGradientsOfTheDiscriminatorsEqualPyTorch() throws IOException {
        Trainable net = new Trainable(1);
        Discriminators judges = new Discriminators(net, SMALL, LATENT, Mode.TRAINING);
        AladCritic.loss(net, judges, 16, LATENT);
        GoldenLoss golden = new GoldenLoss("alad", net);
        keepVectors(net, golden);
        long[] image = {4, 3, 16, 16};
        long[] code = {4, LATENT};
        Map<String, INDArray> inputs = inputs(
                golden,
                judges,
                Map.of(
                        AladNetwork.MADE, image,
                        AladNetwork.RESTORED, image,
                        AladNetwork.CODES, code,
                        AladNetwork.CODED, code,
                        AladNetwork.RECODED, code));
        inputs.put(AladNetwork.SIGNED, golden.array("images", image).mul(2).sub(1));
        golden.agrees(inputs, AladCritic.LOSS, "discriminator-step-", 1e-3f);
    }

    /** Whatever the weights, of an image that is its reconstruction both pairs have the same features. */
    @Test
    void anImageThatIsItsReconstructionHasTheScoreZero() {
        Trainable net = new Trainable(1);
        Discriminators judges = new Discriminators(net, SMALL, LATENT, Mode.SCORING);
        SDVariable x = net.input("x", 3, 16, 16);
        SDVariable other = net.input("other", 3, 16, 16);
        judges.features(x, x, "same")
                .sub(judges.features(x, other, "restored"))
                .norm1(1)
                .rename("apart");
        try (INDArray image = Nd4j.ones(1, 3, 16, 16).muli(0.3);
                INDArray another = Nd4j.zeros(1, 3, 16, 16)) {
            assertThat(net.run(Map.of("x", image, "other", image), "apart")[0]).isZero();
            assertThat(net.run(Map.of("x", image, "other", another), "apart")[0])
                    .isPositive();
        }
    }

    @Test
    void theScoreOfLogitsIsAnother() {
        Map<String, String> options = new HashMap<>(options());
        options.put("score", Alad.LOGITS);
        try (FittedDetector byFeatures =
                        Training.of(detector()).withOptions(options()).fit(Samples.of(normals()));
                FittedDetector byLogits =
                        Training.of(detector()).withOptions(options).fit(Samples.of(normals()))) {
            assertThat(byLogits.detect(anomaly()).score())
                    .isPositive()
                    .isNotCloseTo(byFeatures.detect(anomaly()).score(), within(1e-3));
            assertThat(byLogits.detect(anomaly()).maps())
                    .isEqualTo(byFeatures.detect(anomaly()).maps());
        }
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        for (String option : List.of("average-decay=1", "score=l2", "latent=0")) {
            String[] parts = option.split("=", 2);
            assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of(parts[0], parts[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(parts[0]);
        }
    }
}
