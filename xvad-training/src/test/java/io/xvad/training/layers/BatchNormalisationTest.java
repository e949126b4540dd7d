package io.xvad.training.layers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.progress.ProgressListener;
import io.xvad.training.BatchLearner;
import io.xvad.training.Descent;
import io.xvad.training.Learner;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightRule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Batches are normalised as by PyTorch, and scores use what the steps left behind. */
class BatchNormalisationTest {

    private static final Map<String, String> WEIGHTS = Map.of("norm-scale", "scale", "norm-shift", "shift");

    private static SDVariable normalised(Trainable net, String family, SDVariable x, Mode mode) {
        return family.equals("batch-rows")
                ? new BatchNormalisation(net, "norm", 5).rows(x, mode)
                : new BatchNormalisation(net, "norm", 3).images(x, mode);
    }

    private static Trainable both(Golden golden, String family) {
        Trainable net = golden.layer((made, x) -> {
            normalised(made, family, x, Mode.SCORING).rename("scored");
            return normalised(made, family, x, Mode.TRAINING);
        });
        WEIGHTS.forEach((name, value) -> Golden.set(net, name, golden.array(value)));
        return net;
    }

    @ParameterizedTest
    @ValueSource(strings = {"batch-images", "batch-rows"})
    void batchesAreNormalisedAsByPyTorch(String family) {
        Golden golden = new Golden(family);
        golden.agrees(both(golden, family), WEIGHTS);
    }

    /** A step moves the averages; those of learning rate 0 leave the weights as they are. */
    @ParameterizedTest
    @ValueSource(strings = {"batch-images", "batch-rows"})
    void aStepMovesWhatScoresAreNormalisedBy(String family) {
        Golden golden = new Golden(family);
        Trainable net = both(golden, family);
        Optimiser optimiser = new Optimiser(net, name -> WeightRule.of(0), "loss");
        assertThat(net.value("norm-running-mean")).containsOnly(0);
        optimiser.step(Map.of("x", golden.array("x")));
        assertThat(net.value("norm-running-mean")).containsExactly(golden.floats("mean"), within(1e-6f));
        assertThat(net.value("norm-running-variance")).containsExactly(golden.floats("variance"), within(1e-5f));
        assertThat(net.run(Map.of("x", golden.array("scored")), "scored"))
                .containsExactly(golden.floats("scored-y"), within(1e-5f));
    }

    private static Trainable twoLayers() {
        Trainable net = new Trainable(3);
        SDVariable x = net.input("x", 4);
        for (Mode mode : Mode.values()) {
            SDVariable first = new BatchNormalisation(net, "first", 4).rows(x, mode);
            SDVariable second = new BatchNormalisation(net, "second", 4).rows(first.mul(x), mode);
            net.graph().math().square(second.sub(1)).mean().rename(mode == Mode.TRAINING ? "loss" : "held-out-loss");
        }
        return net;
    }

    @Test
    void heldOutLossesUseTheAverages() {
        Trainable net = twoLayers();
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.01, 0).judgedBy("held-out-loss");
        INDArray batch = Nd4j.rand(Nd4j.getRandomFactory().getNewRandomInstance(5), 64, 4)
                .addi(2);
        double first = optimiser.loss(Map.of("x", batch));
        double training = optimiser.step(Map.of("x", batch));
        assertThat(first).isNotCloseTo(training, within(0.1));
        for (int step = 0; step < 150; step++) {
            optimiser.step(Map.of("x", batch));
        }
        double last = optimiser.step(Map.of("x", batch));
        assertThat(last).isLessThan(training / 2);
        Optimiser resting = new Optimiser(net, name -> WeightRule.of(0), "loss");
        for (int step = 0; step < 100; step++) {
            resting.step(Map.of("x", batch));
        }
        assertThat(optimiser.loss(Map.of("x", batch))).isCloseTo(last, within(0.1));
        INDArray one = batch.getRow(0, true);
        assertThat(optimiser.loss(Map.of("x", one))).as("of a single row").isLessThan(1);
    }

    private static Learner learner(Trainable net) {
        Optimiser optimiser = new Optimiser(
                        net, name -> WeightRule.of(0.05).by(new Descent.Momentum(0.9, true)), "loss")
                .judgedBy("held-out-loss");
        List<INDArray> rows = IntStream.range(0, 12)
                .mapToObj(i -> Nd4j.createFromArray(new float[][] {{i, 1 - i, i * i / 9f, 2}}))
                .toList();
        return new BatchLearner<>(
                optimiser,
                rows.subList(0, 10),
                rows.subList(10, 12),
                4,
                (some, random) -> Map.of("x", Nd4j.concat(0, some.toArray(new INDArray[0]))),
                inputs -> {});
    }

    /** The averages and the momentum are in the checkpoint. */
    @Test
    void trainingGoesOnFromACheckpointWithTheSameBits(@TempDir Path directory) {
        Optional<Path> file = Optional.of(directory.resolve("checkpoint"));
        Trainable straight = twoLayers();
        new TrainingLoop(6, 6, Optional.empty(), 1).run(learner(straight), ProgressListener.none());
        new TrainingLoop(3, 3, file, 1).run(learner(twoLayers()), ProgressListener.none());
        Trainable resumed = twoLayers();
        new TrainingLoop(6, 6, file, 1).run(learner(resumed), ProgressListener.none());
        assertThat(resumed.values()).containsOnlyKeys(straight.values().keySet());
        straight.values()
                .forEach((name, values) ->
                        assertThat(resumed.value(name)).as(name).isEqualTo(values));
        assertThat(straight.value("second-running-variance")).doesNotContain(1);
    }

    @Test
    void aBatchOfOneRowHasNoVariance() {
        Trainable net = twoLayers();
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.01, 0);
        assertThat(optimiser.step(Map.of("x", Nd4j.ones(1, 4)))).isEqualTo(1);
        assertThat(net.value("first-running-mean")).containsOnly(0.1f);
        assertThat(net.value("first-running-variance")).containsOnly(0.9f);
    }

    /** Another shift and scale of what goes in changes nothing. */
    @Test
    void scaleAndShiftOfTheBatchDoNotMatter() {
        Golden golden = new Golden("batch-images");
        Trainable net = both(golden, "batch-images");
        INDArray x = golden.array("x");
        assertThat(net.run(Map.of("x", x.mul(7).addi(30)), "y")).containsExactly(golden.floats("y"), within(1e-4f));
    }

    @Test
    void weightsOfOneNameHaveOneShape() {
        Trainable net = new Trainable(1);
        new BatchNormalisation(net, "norm", 4).rows(net.input("x", 4), Mode.SCORING);
        assertThatThrownBy(() -> new BatchNormalisation(net, "norm", 5).rows(net.input("z", 5), Mode.SCORING))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("norm-scale")
                .hasMessageContaining("[1, 4]")
                .hasMessageContaining("[1, 5]");
    }
}
