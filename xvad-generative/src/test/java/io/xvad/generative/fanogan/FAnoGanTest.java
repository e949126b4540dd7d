package io.xvad.generative.fanogan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.generative.TestImages;
import io.xvad.generative.gan.GanTraining;
import io.xvad.generative.gan.ImageRange;
import io.xvad.generative.gan.Pyramid;
import io.xvad.generative.gan.WassersteinCritic;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import io.xvad.training.Gradients;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

class FAnoGanTest extends DetectorContract {

    private static final int LATENT = 3;
    private static final Pyramid SMALL = new Pyramid(16, 2);

    @Override
    protected Detector detector() {
        return new FAnoGan();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "epochs", "1",
                "encoder-epochs", "2",
                "epoch-images", "12",
                "batch-size", "4",
                "width", "2",
                "latent", "4",
                "encoder-learning-rate", "0.005",
                "critic-steps", "2");
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.blocks();
    }

    /** The graph of the golden values. */
    private static final class Golden {

        final Trainable net = FAnoGanNetwork.graph(SMALL, LATENT, 0.5, 1);
        final GoldenLoss loss = new GoldenLoss("fanogan", net);

        Golden() throws IOException {
            for (String name : net.values().keySet()) {
                if (!net.names().contains(name)) {
                    net.keep(name, loss.values(name));
                }
            }
        }

        List<String> names(String start) {
            return net.names().stream().filter(name -> name.startsWith(start)).toList();
        }

        INDArray images(int count) throws IOException {
            INDArray all = loss.array("images", 4, 3, 16, 16);
            return all.get(NDArrayIndex.interval(0, count)).dup('c');
        }
    }

    @Test
    void lossAndGradientsOfTheGeneratorEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        Map<String, INDArray> codes = Map.of(GanTraining.CODES, golden.loss.array("codes", 4, LATENT));
        assertThat(golden.net.run(codes, GanTraining.MADE)).containsExactly(golden.loss.values("made"), within(1e-5f));
        golden.loss.agrees(golden.names(FAnoGanLayers.GENERATOR), codes, GanTraining.LOSS, "generator-step-", 1e-4f);
    }

    @Test
    void lossAndGradientsOfTheEncoderEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        golden.loss.agrees(
                golden.names(FAnoGanLayers.ENCODER),
                Map.of(FAnoGanNetwork.TRAINED, golden.images(4)),
                FAnoGanNetwork.ENCODER_LOSS,
                "encoder-step-",
                1e-4f);
    }

    @Test
    void scoreAndResidualEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        Map<String, INDArray> image = Map.of(ImageNetwork.INPUT, golden.images(1));
        assertThat(golden.net.run(image, FAnoGanNetwork.DIFFERENCE))
                .containsExactly(golden.loss.values("score"), within(1e-5f));
        assertThat(golden.net.run(image, FAnoGanNetwork.RESIDUAL))
                .containsExactly(golden.loss.values("residual"), within(1e-5f));
    }

    /** PyTorch differentiates twice. */
    @Test
    void aStepOfTheCriticEqualsThatOfPyTorch() throws IOException {
        WassersteinCritic critic = new WassersteinCritic(
                new Trainable(1), FAnoGanTest::told, new long[] {3, 16, 16}, 10, WeightRule.of(0.1));
        GoldenLoss loss = new GoldenLoss("fanogan", critic.net());
        float[] real = loss.values("images");
        ImageRange.sign(real);
        Map<String, INDArray> inputs = critic.inputs(real, loss.values("made"), () -> Long.MIN_VALUE);
        assertThat(critic.optimiser().loss(inputs)).isCloseTo(loss.values("critic-step-loss")[0], within(0.002));
        Gradients found = critic.net().gradients(inputs, List.of(), critic.net().names());
        for (String name : critic.net().names()) {
            try (INDArray gradient = Objects.requireNonNull(found.gradients().get(name))) {
                assertThat(gradient.dup('c').data().asFloat())
                        .as(name)
                        .containsExactly(loss.values("critic-step-" + name + "-gradient"), within(0.005f));
            }
        }
    }

    private static SDVariable told(Trainable net, SDVariable images) {
        return FAnoGanNetwork.told(new FAnoGanLayers(net, SMALL, LATENT), images);
    }
}
