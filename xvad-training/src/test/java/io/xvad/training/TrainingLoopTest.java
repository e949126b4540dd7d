package io.xvad.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.model.Npy;
import io.xvad.core.progress.EpochLoss;
import io.xvad.core.progress.ProgressListener;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Fits the slope of a line; noise in the data comes from the epoch's random numbers. */
class TrainingLoopTest {

    private static final int PATIENCE = 10;

    @TempDir
    private Path directory = Path.of("");

    private static final class Line implements Learner {
        private final Trainable net = new Trainable(1);
        private final Optimiser optimiser;
        private int epochs;
        private int brokenFrom = Integer.MAX_VALUE;
        private boolean keepsLast;

        Line() {
            SDVariable x = net.input("x", 1);
            SDVariable y = net.input("y", 1);
            SDVariable slope = net.constant("slope", 0, 1, 1);
            net.graph().math().square(x.mmul(slope).sub(y)).mean().rename("loss");
            optimiser = new Optimiser(net, "loss", name -> 0.1, 0);
        }

        private static Map<String, INDArray> points(double noise) {
            float[] x = {1, 2, 3};
            float[] y = {2, 4, (float) (6 + noise)};
            return Map.of("x", Nd4j.create(x, new long[] {3, 1}, 'c'), "y", Nd4j.create(y, new long[] {3, 1}, 'c'));
        }

        @Override
        public double epoch(UniformRandomProvider random) {
            double loss = optimiser.step(points(0.1 * random.nextDouble()));
            return ++epochs > brokenFrom ? Double.NaN : loss;
        }

        @Override
        public double heldOutLoss() {
            return optimiser.loss(points(0));
        }

        @Override
        public Map<String, Optimiser> optimisers() {
            return Map.of("line", optimiser);
        }

        @Override
        public boolean keepsLast() {
            return keepsLast;
        }

        float slope() {
            return net.weight("slope").getFloat(0);
        }
    }

    private static TrainingLoop loop(int epochs, Optional<Path> checkpoint) {
        return new TrainingLoop(epochs, PATIENCE, checkpoint, 5);
    }

    @Test
    void findsTheSlopeAndStopsWhenTheHeldOutLossNoLongerFalls() {
        Line line = new Line();
        loop(10_000, Optional.empty()).run(line, ProgressListener.none());
        assertThat(line.slope()).isBetween(1.9f, 2.1f);
        assertThat(line.epochs).isLessThan(500);
    }

    /** The held-out loss is lowest where the slope passes 2, and rises after. */
    @Test
    void whoWantsTheLastWeightsGetsThose() {
        Line best = new Line();
        loop(30, Optional.empty()).run(best, ProgressListener.none());
        Line last = new Line();
        last.keepsLast = true;
        loop(30, Optional.empty()).run(last, ProgressListener.none());
        assertThat(last.heldOutLoss()).isGreaterThan(best.heldOutLoss());
    }

    @Test
    void tellsTheLossesOfEachEpochAlsoWhenTakenUpAgain() {
        Path file = directory.resolve("told.zip");
        List<EpochLoss> told = new ArrayList<>();
        ProgressListener listener = new ProgressListener() {
            @Override
            public void progressed(String stage, long done, long total) {}

            @Override
            public void trained(EpochLoss loss) {
                told.add(loss);
            }
        };
        loop(2, Optional.of(file)).run(new Line(), listener);
        Line resumed = new Line();
        loop(4, Optional.of(file)).run(resumed, listener);
        assertThat(told).extracting(EpochLoss::epoch).containsExactly(1, 2, 3, 4);
        assertThat(told).extracting(EpochLoss::epochs).containsExactly(2, 2, 4, 4);
        assertThat(told).extracting(EpochLoss::training).isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(told.get(3).heldOut()).isEqualTo(resumed.heldOutLoss());
    }

    @Test
    void takenUpAgainItEndsWhereItWouldHaveEndedAnyway() {
        Line whole = new Line();
        loop(12, Optional.empty()).run(whole, ProgressListener.none());
        Path file = directory.resolve("checkpoint.zip");
        loop(5, Optional.of(file)).run(new Line(), ProgressListener.none());
        Line resumed = new Line();
        loop(12, Optional.of(file)).run(resumed, ProgressListener.none());
        assertThat(resumed.epochs).isEqualTo(7);
        assertThat(resumed.slope()).isEqualTo(whole.slope());
    }

    /** The lowest loss comes before some of the interruptions, and after others. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 9})
    void theBestWeightsAndThePatienceOutliveAnInterruption(int beforeTheEnd) {
        Line whole = new Line();
        loop(10_000, Optional.empty()).run(whole, ProgressListener.none());
        Path file = directory.resolve("early.zip");
        loop(whole.epochs - beforeTheEnd, Optional.of(file)).run(new Line(), ProgressListener.none());
        Line resumed = new Line();
        loop(10_000, Optional.of(file)).run(resumed, ProgressListener.none());
        assertThat(resumed.epochs).isEqualTo(beforeTheEnd).isLessThan(PATIENCE);
        assertThat(resumed.slope()).isEqualTo(whole.slope());

        Line done = new Line();
        loop(10_000, Optional.of(file)).run(done, ProgressListener.none());
        assertThat(done.epochs).isZero();
        assertThat(done.slope()).isEqualTo(whole.slope());
    }

    @Test
    void stagesHaveCheckpointsOfTheirOwn() {
        Path file = directory.resolve("x.zip");
        TrainingLoop loop = loop(3, Optional.of(file));
        loop.stage("teacher").run(new Line(), ProgressListener.none());
        assertThat(directory.resolve("x.zip-teacher")).exists();
        assertThat(file).doesNotExist();
        assertThat(loop(3, Optional.empty()).stage("teacher").checkpoint()).isEmpty();
    }

    @Test
    void divergenceIsAnErrorAndLeavesTheBestState() {
        Line line = new Line();
        line.brokenFrom = 6;
        Line good = new Line();
        loop(6, Optional.empty()).run(good, ProgressListener.none());
        assertThatThrownBy(() -> loop(20, Optional.empty()).run(line, ProgressListener.none()))
                .isInstanceOf(XvadTrainingException.class)
                .hasMessageContaining("epoch 7")
                .hasMessageContaining("learning rate");
        assertThat(line.slope()).isEqualTo(good.slope());
    }

    @Test
    void stopsWhenInterruptedAndRefusesForeignCheckpoints() throws IOException {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> loop(5, Optional.empty()).run(new Line(), ProgressListener.none()))
                    .isInstanceOf(CancellationException.class);
        } finally {
            Thread.interrupted();
        }
        Path file = directory.resolve("text.zip");
        Files.writeString(file, "no zip");
        assertRefused(file, "text.zip");
        Path old = directory.resolve("old.zip");
        try (OutputStream out = Files.newOutputStream(old);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("counts"));
            zip.write(Npy.write(new int[] {3, 3}, 2));
            zip.closeEntry();
        }
        assertRefused(old, "another version of XVAD");
    }

    private static void assertRefused(Path checkpoint, String message) {
        assertThatThrownBy(() -> loop(5, Optional.of(checkpoint)).run(new Line(), ProgressListener.none()))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining(message);
    }
}
