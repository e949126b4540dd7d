package io.xvad.generative.anogan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Sample;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.generative.TestImages;
import io.xvad.generative.gan.GanTraining;
import io.xvad.generative.gan.Pyramid;
import io.xvad.testkit.DetectorContract;
import io.xvad.training.GoldenLoss;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class AnoGanTest extends DetectorContract {

    private static final int LATENT = 3;
    private static final int SIDE = 16;

    @Override
    protected Detector detector() {
        return new AnoGan();
    }

    @Override
    protected Map<String, String> options() {
        return Map.of(
                "epochs", "3",
                "epoch-images", "20",
                "batch-size", "4",
                "learning-rate", "0.005",
                "width", "2",
                "latent", "4",
                "search-steps", "10",
                "search-rate", "0.1");
    }

    @Override
    protected List<Sample> normals() {
        return TestImages.normals(6);
    }

    @Override
    protected Sample anomaly() {
        return TestImages.blocks();
    }

    /** The networks of the golden values. */
    private static final class Golden {

        final AnoGanNetwork network = new AnoGanNetwork(new Pyramid(SIDE, 2), LATENT, 2, 0.1, 1);
        final GoldenLoss loss = new GoldenLoss("anogan", network.net());

        Golden() throws IOException {
            for (String name : network.net().values().keySet()) {
                if (!network.net().names().contains(name)) {
                    network.net().keep(name, loss.values(name.replaceFirst("^(real|made)-", "")));
                }
            }
        }

        float[] codes() throws IOException {
            return Arrays.copyOf(loss.values("codes"), 2 * LATENT);
        }

        Map<String, Tensor> searched(float[] image, float[] codes) {
            float[] images = new float[2 * image.length];
            System.arraycopy(image, 0, images, 0, image.length);
            System.arraycopy(image, 0, images, image.length, image.length);
            try (Network searching = network.searching()) {
                return searching.run(Map.of(
                        LatentSearch.IMAGE, Tensor.owning(images, 2, 3, SIDE, SIDE),
                        LatentSearch.CODE, Tensor.owning(codes, 2, LATENT)));
            }
        }
    }

    private static float[] values(Map<String, Tensor> outputs, String name) {
        return Objects.requireNonNull(outputs.get(name)).toArray();
    }

    @Test
    void lossAndGradientsOfTheGeneratorEqualPyTorch() throws IOException {
        Golden golden = new Golden();
        Map<String, INDArray> codes = Map.of(GanTraining.CODES, golden.loss.array("codes", 4, LATENT));
        List<String> names = golden.network.net().names().stream()
                .filter(name -> name.startsWith("generator-"))
                .toList();
        golden.loss.agrees(names, codes, GanTraining.LOSS, "generator-step-", 1e-4f);
    }

    @Test
    void theSearchEqualsPyTorch() throws IOException {
        Golden golden = new Golden();
        float[] image = Arrays.copyOf(golden.loss.values("images"), 3 * SIDE * SIDE);
        Map<String, Tensor> found = golden.searched(image, golden.codes());
        assertThat(values(found, LatentSearch.LOSS)).containsExactly(golden.loss.values("losses"), within(1e-2f));
        assertThat(values(found, LatentSearch.GRADIENT)).containsExactly(golden.loss.values("gradient"), within(1e-2f));
        assertThat(values(found, LatentSearch.RESTORED)).containsExactly(golden.loss.values("restored"), within(1e-5f));
    }

    @Test
    void atItsOwnCodeAnImageHasTheLossZero() throws IOException {
        Golden golden = new Golden();
        float[] made = Arrays.copyOf(golden.loss.values("restored"), 3 * SIDE * SIDE);
        assertThat(values(golden.searched(made, golden.codes()), LatentSearch.LOSS)[0])
                .isCloseTo(0, within(1e-2f));
    }

    @Test
    void optionsThatCannotBeAreRefused() {
        for (String option : List.of("starts=0", "search-steps=0", "seconds=-1", "feature-weight=1.5")) {
            String[] parts = option.split("=", 2);
            assertThatThrownBy(() -> Training.of(detector()).withOptions(Map.of(parts[0], parts[1])))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(parts[0]);
        }
    }
}
