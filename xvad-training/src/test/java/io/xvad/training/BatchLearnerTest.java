package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.progress.ProgressListener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class BatchLearnerTest {

    @TempDir
    private Path directory = Path.of("");

    private static final List<Double> EXAMPLES =
            IntStream.range(0, 23).mapToObj(i -> 1 + 0.1 * i).toList();

    /** Fits {@code y = 3x} by a slope, which a critic's weight pulls at. */
    private static Trainable fitted() {
        Trainable net = new Trainable(1);
        SDVariable x = net.input("x", 1);
        SDVariable slope = net.weights("slope", 1, 1, 1);
        SDVariable pull = net.kept("pull", 0, 1);
        SDVariable error =
                net.graph().math().square(x.mul(slope).sub(net.input("y", 1))).mean();
        error.add(pull.mul(slope).mul(0.1).sum()).rename("loss");
        return net;
    }

    private static Map<String, INDArray> points(List<Double> some, UniformRandomProvider random) {
        float[] x = new float[some.size()];
        float[] y = new float[some.size()];
        for (int i = 0; i < x.length; i++) {
            x[i] = some.get(i).floatValue();
            y[i] = (float) (3 * x[i] + 0.1 * random.nextDouble());
        }
        long[] shape = {x.length, 1};
        return Map.of("x", Nd4j.create(x, shape, 'c'), "y", Nd4j.create(y, shape, 'c'));
    }

    /** Its weight follows noisy inputs; it has an optimiser and random numbers of its own. */
    private static final class Critic implements BatchLearner.AfterStep {
        private final Trainable net;
        private final Trainable critic = new Trainable(2);
        private final Optimiser optimiser;
        private final KeptRandom random = new KeptRandom(3);

        Critic(Trainable net) {
            this.net = net;
            SDVariable pull = critic.weights("pull", 1, 1, 1);
            critic.graph()
                    .math()
                    .square(pull.sub(critic.input("target", 1)))
                    .mean()
                    .rename("loss");
            optimiser = new Optimiser(critic, "loss", name -> 0.05, 0);
            net.keep(critic);
        }

        @Override
        public void stepped(Map<String, INDArray> inputs) {
            double mean = Objects.requireNonNull(inputs.get("x")).meanNumber().doubleValue();
            float target = (float) (mean + random.numbers().nextDouble());
            optimiser.step(Map.of("target", Nd4j.createFromArray(new float[][] {{target}})));
            net.keep(critic);
        }

        @Override
        public Map<String, Optimiser> optimisers() {
            return Map.of("critic", optimiser);
        }

        @Override
        public Map<String, float[]> state() {
            return Map.of("random", random.state());
        }

        @Override
        public void restore(Map<String, float[]> state) {
            random.restore(Objects.requireNonNull(state.get("random")));
        }
    }

    /** A network, what learns it and all its values. */
    private record Training(Learner learner, List<Trainable> nets) {

        List<Float> values() {
            return nets.stream()
                    .flatMap(net -> net.values().values().stream())
                    .map(values -> values[0])
                    .toList();
        }
    }

    private static Training plain() {
        Trainable net = fitted();
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.05, 1e-3);
        return new Training(
                new BatchLearner<>(optimiser, Split.drawn(EXAMPLES, 4), 4, BatchLearnerTest::points, inputs -> {}),
                List.of(net));
    }

    private static Training withCritic() {
        Trainable net = fitted();
        Critic critic = new Critic(net);
        Optimiser optimiser = new Optimiser(net, "loss", name -> 0.05, 0);
        return new Training(
                new BatchLearner<>(optimiser, Split.drawn(EXAMPLES, 4), 4, BatchLearnerTest::points, critic),
                List.of(net, critic.critic));
    }

    /** Two graphs, each of which learns a slope. */
    private static Training inTurns() {
        Trainable first = fitted();
        Trainable second = fitted();
        Optimiser slow = new Optimiser(first, "loss", name -> 0.01, 0);
        Optimiser fast = new Optimiser(second, "loss", name -> 0.1, 0);
        return new Training(
                new BatchLearner<>(
                        List.of(
                                new BatchLearner.Turn<Double>("slow", slow, BatchLearnerTest::points),
                                new BatchLearner.Turn<Double>("fast", fast, BatchLearnerTest::points)),
                        Split.drawn(EXAMPLES, 4),
                        4,
                        inputs -> {}),
                List.of(first, second));
    }

    private void endsTheSameIfInterrupted(Supplier<Training> made, String name) {
        Training whole = made.get();
        loop(9, Optional.empty()).run(whole.learner(), ProgressListener.none());
        Optional<Path> file = Optional.of(directory.resolve(name));
        for (int epochs : new int[] {2, 5, 9}) {
            Training resumed = made.get();
            loop(epochs, file).run(resumed.learner(), ProgressListener.none());
            assertThat(resumed.values().equals(whole.values()))
                    .as("after %d epochs", epochs)
                    .isEqualTo(epochs == 9);
        }
    }

    private static TrainingLoop loop(int epochs, Optional<Path> checkpoint) {
        return new TrainingLoop(epochs, 5, checkpoint, 8);
    }

    @Test
    void aPlainTrainingEndsTheSameIfInterrupted() {
        endsTheSameIfInterrupted(BatchLearnerTest::plain, "plain");
    }

    @Test
    void aTrainingWithACriticEndsTheSameIfInterrupted() {
        endsTheSameIfInterrupted(BatchLearnerTest::withCritic, "critic");
    }

    @Test
    void optimisersThatTakeTurnsEndTheSameIfInterrupted() {
        endsTheSameIfInterrupted(BatchLearnerTest::inTurns, "turns");
    }

    @Test
    void eachOptimiserHasItsTurnOnEachBatch() {
        Training turns = inTurns();
        turns.learner().epoch(new KeptRandom(1).numbers());
        Training one = inTurns();
        float slow = turns.nets().get(0).value("slope")[0] - one.nets().get(0).value("slope")[0];
        float fast = turns.nets().get(1).value("slope")[0] - one.nets().get(1).value("slope")[0];
        assertThat(fast / slow).isCloseTo(10, within(1.5f));
        assertThat(turns.learner().optimisers()).containsOnlyKeys("slow", "fast");
    }

    @Test
    void heldOutExamplesAreDrawnByTheSeed() {
        List<Integer> numbers = IntStream.range(0, 40).boxed().toList();
        Split<Integer> split = Split.drawn(numbers, 1);
        assertThat(split.heldOut()).hasSize(4).isSorted().isNotEqualTo(numbers.subList(36, 40));
        assertThat(split.train()).hasSize(36).isSorted().doesNotContainAnyElementsOf(split.heldOut());
        assertThat(Split.drawn(numbers, 1)).isEqualTo(split);
        assertThat(Split.drawn(numbers, 2)).isNotEqualTo(split);
        assertThat(Split.drawn(numbers.subList(0, 4), 1).heldOut()).isEmpty();
    }

    @Test
    void heldOutFramesFollowOneAnother() {
        List<Integer> numbers = IntStream.range(0, 40).boxed().toList();
        List<Integer> heldOut = Split.drawnInARow(numbers, 1).heldOut();
        assertThat(heldOut).hasSize(4);
        assertThat(heldOut.get(3) - heldOut.get(0)).isEqualTo(3);
        assertThat(IntStream.range(0, 20)
                        .mapToObj(seed ->
                                Split.drawnInARow(numbers, seed).heldOut().get(0))
                        .distinct())
                .hasSizeGreaterThan(5);
        assertThat(Split.drawnInARow(numbers.subList(0, 4), 1).heldOut()).isEmpty();
    }

    @Test
    void aLastExampleJoinsTheBatchBeforeIt() {
        List<Integer> sizes = new ArrayList<>();
        BatchLearner<Double> learner = new BatchLearner<>(
                new Optimiser(fitted(), "loss", name -> 0.01, 0),
                new Split<>(EXAMPLES.subList(0, 9), List.of()),
                4,
                (some, random) -> {
                    sizes.add(some.size());
                    return points(some, random);
                },
                inputs -> {});
        learner.epoch(RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(sizes).containsExactly(4, 4, 1);
        sizes.clear();
        learner.joiningSingle().epoch(RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(sizes).containsExactly(4, 5);
        sizes.clear();
        learner.joiningSingle().drawing(10).epoch(RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(sizes).containsExactly(4, 4, 2);
    }

    @Test
    void anEpochMayDrawExamplesMoreThanOnceOrNotAll() {
        List<Double> seen = new ArrayList<>();
        BatchLearner<Double> learner = new BatchLearner<>(
                new Optimiser(fitted(), "loss", name -> 0.01, 0),
                new Split<>(EXAMPLES, List.of()),
                4,
                (some, random) -> {
                    seen.addAll(some);
                    return points(some, random);
                },
                inputs -> {});
        learner.drawing(50).epoch(RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(seen).hasSize(50);
        assertThat(seen.subList(0, EXAMPLES.size())).containsExactlyInAnyOrderElementsOf(EXAMPLES);
        seen.clear();
        learner.drawing(5).epoch(RandomSource.XO_SHI_RO_256_PP.create(1));
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThatThrownBy(() -> learner.drawing(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
