package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The model that a service scores with is replaced while threads score. */
@Timeout(60)
class CurrentModelTest {

    private static final int SCORING = 8;
    private static final int MODELS = 50;
    private static final Image IMAGE = Brightness.grey("image", 3, 0.5);
    private static final Provenance PROVENANCE =
            Training.of(new Brightness()).fit(Samples.of(List.of(IMAGE))).provenance();

    /** Scores with its number until it is closed; a score after that is the crash of a native library. */
    private static final class Numbered implements FittedDetector {

        private final int number;
        private final AtomicBoolean closed = new AtomicBoolean();

        Numbered(int number) {
            this.number = number;
        }

        @Override
        public Detection detect(Sample sample) {
            requireOpen();
            Thread.yield();
            requireOpen();
            return Detection.undecided(sample.id(), number, List.of());
        }

        private void requireOpen() {
            if (closed.get()) {
                throw new AssertionError("model " + number + " is used after it was closed");
            }
        }

        @Override
        public Provenance provenance() {
            return PROVENANCE;
        }

        @Override
        public void save(ModelWriter model) {}

        @Override
        public void close() {
            if (closed.getAndSet(true)) {
                throw new AssertionError("model " + number + " is closed twice");
            }
        }
    }

    private static List<Numbered> models(int count) {
        List<Numbered> models = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            models.add(new Numbered(number));
        }
        return models;
    }

    @Test
    void noRequestFailsWhileModelsAreSwapped() {
        List<Numbered> models = models(MODELS);
        CurrentModel current = new CurrentModel(models.get(0));
        AtomicInteger latest = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        Set<Integer> answered = ConcurrentHashMap.newKeySet();
        ExecutorService executor = Executors.newFixedThreadPool(SCORING);
        try {
            List<CompletableFuture<Void>> requests = new ArrayList<>();
            for (int thread = 0; thread < SCORING; thread++) {
                requests.add(CompletableFuture.runAsync(() -> score(current, latest, stop, answered), executor));
            }
            for (Numbered next : models.subList(1, MODELS)) {
                int asked = answered.size();
                current.replace(next);
                latest.set(next.number);
                assertThat(models.get(next.number - 1).closed).isTrue();
                while (answered.size() == asked) {
                    Thread.onSpinWait();
                }
            }
            stop.set(true);
            requests.forEach(CompletableFuture::join);
        } finally {
            stop.set(true);
            executor.shutdownNow();
        }
        assertThat(answered).hasSizeGreaterThanOrEqualTo(MODELS - 1);
        current.close();
        assertThat(models).allMatch(model -> model.closed.get());
    }

    private static void score(CurrentModel current, AtomicInteger latest, AtomicBoolean stop, Set<Integer> answered) {
        while (!stop.get()) {
            int oldest = latest.get();
            int number = (int) current.detect(IMAGE).score();
            assertThat(number).isBetween(oldest, MODELS - 1);
            answered.add(number);
        }
    }

    @Test
    void workSeesOneModelEvenWhenItReplacesIt() {
        List<Numbered> models = models(2);
        CurrentModel current = new CurrentModel(models.get(0));
        double both = current.apply(model -> {
            double before = model.detect(IMAGE).score();
            current.replace(models.get(1));
            return before + model.detect(IMAGE).score();
        });
        assertThat(both).isZero();
        assertThat(models.get(0).closed).isTrue();
        assertThat(current.detect(IMAGE).score()).isEqualTo(1);
    }

    @Test
    void theSameModelAgainStaysOpen() {
        Numbered model = new Numbered(3);
        CurrentModel current = new CurrentModel(model);
        current.replace(model);
        assertThat(current.detect(IMAGE).score()).isEqualTo(3);
    }

    @Test
    void closedItRefusesRequestsAndModels() {
        List<Numbered> models = models(2);
        CurrentModel current = new CurrentModel(models.get(0));
        current.close();
        current.close();
        assertThatIllegalStateException()
                .isThrownBy(() -> current.detect(IMAGE))
                .withMessage("the current model is closed");
        assertThatIllegalStateException().isThrownBy(() -> current.replace(models.get(1)));
        assertThat(models.get(1).closed).isFalse();
    }
}
