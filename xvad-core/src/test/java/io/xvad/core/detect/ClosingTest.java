package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.capability.EditsExemplars;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Explaining;
import io.xvad.core.explain.Statement;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Closing a model that has capabilities and streams of frames. */
@Timeout(30)
class ClosingTest {

    private static final Image IMAGE = Brightness.grey("image", 3, 0.5);

    private final List<String> freed = new ArrayList<>();
    private final Model inner = new Model();
    private final FittedDetector model = UntilClosed.of(inner);

    /** Says what is freed; its capabilities are its own. */
    private final class Model implements FittedDetector, Reconstructs, ScoresFrames {

        private Runnable reconstructing = () -> {};

        @Override
        public Detection detect(Sample sample) {
            return Detection.undecided(sample.id(), 1, List.of());
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.none()
                    .with(Reconstructs.class, this)
                    .with(ScoresFrames.class, this)
                    .with(EditsExemplars.class, new Editing())
                    .with(String.class, "a value");
        }

        @Override
        public Image reconstruct(Image image) {
            reconstructing.run();
            assertThat(freed).isEmpty();
            return image;
        }

        @Override
        public FrameScorer scorer(double framesPerSecond) {
            return new Scorer();
        }

        @Override
        public Provenance provenance() {
            return Training.of(new Brightness()).fit(Samples.of(List.of(IMAGE))).provenance();
        }

        @Override
        public void save(ModelWriter writer) {}

        @Override
        public void close() {
            freed.add("model");
        }
    }

    private final class Scorer implements FrameScorer {

        @Override
        public List<ScoredFrame> push(Frame frame) {
            return List.of(new ScoredFrame(frame, 1, Optional.empty(), List.of()));
        }

        @Override
        public List<ScoredFrame> finish() {
            return List.of();
        }

        @Override
        public void close() {
            freed.add("scorer");
        }
    }

    private final class Editing implements EditsExemplars {

        @Override
        public List<NormalExemplar> exemplars(Image like, int y, int x) {
            return List.of();
        }

        @Override
        public FittedDetector withNormal(Clip clip, Box box) {
            throw new IllegalArgumentException("no such box");
        }

        @Override
        public FittedDetector without(List<Integer> numbers) {
            return new Model();
        }
    }

    @Test
    void capabilitiesHandedOutEarlierAreRefusedToo() {
        Reconstructs reconstructs = model.capability(Reconstructs.class).orElseThrow();
        Reconstructs other = model.capabilities().get(Reconstructs.class).orElseThrow();
        ScoresFrames frames = model.capability(ScoresFrames.class).orElseThrow();
        assertThat(reconstructs.reconstruct(IMAGE)).isEqualTo(IMAGE);
        assertThat(reconstructs).isEqualTo(other).hasSameHashCodeAs(other);
        model.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> reconstructs.reconstruct(IMAGE))
                .withMessage("the model 'brightness' is closed");
        assertThatIllegalStateException().isThrownBy(() -> frames.scorer(25));
        assertThatIllegalStateException().isThrownBy(() -> frames.scored(Clip.of("clip", List.of(IMAGE), 25)));
        assertThatIllegalStateException().isThrownBy(() -> model.capability(Reconstructs.class));
        assertThat(freed).containsExactly("model");
    }

    @Test
    void aStreamOfFramesIsRefusedAndCanStillBeClosed() {
        Frame frame = new Frame(0, 0, IMAGE);
        FrameScorer scorer = model.capability(ScoresFrames.class).orElseThrow().scorer(25);
        assertThat(scorer.push(frame)).hasSize(1);
        model.close();
        assertThatIllegalStateException().isThrownBy(() -> scorer.push(frame));
        assertThatIllegalStateException().isThrownBy(scorer::finish);
        scorer.close();
        assertThat(freed).containsExactly("model", "scorer");
    }

    @Test
    void aModelMadeOfItIsItsOwnAndWhatACapabilityThrowsComesOut() {
        EditsExemplars edits = model.capability(EditsExemplars.class).orElseThrow();
        FittedDetector edited = edits.without(List.of());
        model.close();
        assertThat(edited.detect(IMAGE).score()).isEqualTo(1);
        edited.close();
        assertThatIllegalStateException().isThrownBy(() -> edited.detect(IMAGE));
        EditsExemplars open =
                UntilClosed.of(new Model()).capability(EditsExemplars.class).orElseThrow();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> open.withNormal(Clip.of("clip", List.of(IMAGE), 25), new Box(0, 0, 1, 1)))
                .withMessage("no such box");
    }

    @Test
    void valuesAreHandedOutAsTheyAre() {
        assertThat(model.capability(String.class)).contains("a value");
    }

    @Test
    void closingWaitsForACapabilityThatRuns() {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicInteger refused = new AtomicInteger();
        inner.reconstructing = () -> {
            begun.countDown();
            while (refused.get() == 0) {
                Thread.onSpinWait();
            }
        };
        Reconstructs reconstructs = model.capability(Reconstructs.class).orElseThrow();
        CompletableFuture<Image> running = CompletableFuture.supplyAsync(() -> reconstructs.reconstruct(IMAGE));
        await(begun);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(model::close);
        while (refused.get() == 0) {
            refused.addAndGet(isRefused() ? 1 : 0);
        }
        assertThat(running.join()).isEqualTo(IMAGE);
        closing.join();
        assertThat(freed).containsExactly("model");
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private boolean isRefused() {
        try {
            model.detect(IMAGE);
            return false;
        } catch (IllegalStateException e) {
            return true;
        }
    }

    /** Closes the model it explains, and asks it once more. */
    private static final class Closing implements Explainer {

        @Override
        public String name() {
            return "closing";
        }

        @Override
        public String description() {
            return "Closes the model";
        }

        @Override
        public boolean requiresMaps() {
            return false;
        }

        @Override
        public List<Evidence> evidence(
                FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
            fitted.close();
            List<Detection> again = fitted.detectAll(List.of(sample, sample), request.executor());
            double score = again.get(1).score() + fitted.detect(sample).score();
            return List.of(new Statement("scores " + score, List.of(), name()));
        }
    }

    @Test
    void anExplanationThatHasBegunEndsThoughTheModelIsClosedMeanwhile() {
        FittedDetector calibrated = Recalibration.of(model).on(Samples.of(List.of(IMAGE)));
        Explaining explaining = Explaining.of(new Closing());
        assertThat(explaining.explain(calibrated, IMAGE).evidence(Statement.class))
                .extracting(Statement::text)
                .containsExactly("scores 2.0");
        assertThat(freed).containsExactly("model");
        assertThatIllegalStateException().isThrownBy(() -> explaining.explain(calibrated, IMAGE));
        assertThatIllegalStateException().isThrownBy(() -> calibrated.whileOpen(() -> 1));
    }

    /** They share what was learned. */
    @Test
    void closingAModelClosesThoseCalibratedOfIt() {
        FittedDetector calibrated = Recalibration.of(model).on(Samples.of(List.of(IMAGE)));
        FittedDetector again =
                Recalibration.of(calibrated).withFalseAlarmRate(0.5).onKeptScores();
        calibrated.close();
        again.close();
        for (FittedDetector closed : List.of(model, calibrated, again)) {
            assertThatIllegalStateException().isThrownBy(() -> closed.detect(IMAGE));
            assertThatIllegalStateException().isThrownBy(() -> closed.detectAll(List.of(IMAGE)));
        }
        assertThat(again.capability(Calibration.class)).isPresent();
        assertThat(freed).containsExactly("model");
    }
}
