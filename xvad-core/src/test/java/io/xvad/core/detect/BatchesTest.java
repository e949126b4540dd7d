package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class BatchesTest {

    /** Five images: the second cannot be read, the fourth is refused by the detector. */
    private static final class Mixed implements Samples {

        @Override
        public int size() {
            return 5;
        }

        @Override
        public Sample get(int index) {
            if (index == 1) {
                throw new XvadDataException("s1: broken");
            }
            return Brightness.grey(id(index), index == 3 ? 5 : 2, 0.1 * index);
        }

        @Override
        public String id(int index) {
            return "s" + index;
        }
    }

    private static final FittedDetector MODEL = Training.of(new Brightness())
            .withHeldOut(0)
            .fit(Samples.of(List.<Sample>of(Image.of("n", 1, 1, 1, new float[] {0}))));

    @Test
    void whatCannotBeScoredIsReportedInItsPlaceAndTheRestGoOn() {
        for (int batch : new int[] {1, 2, 3, 10}) {
            List<String> seen = new ArrayList<>();
            Batches.detect(MODEL, new Mixed(), batch, ProgressListener.none(), (index, outcome) -> {
                if (outcome instanceof Batches.Scored scored) {
                    seen.add(index + " " + scored.detection().sampleId());
                } else if (outcome instanceof Batches.Failed failed) {
                    seen.add(index + " " + failed.cause().getMessage());
                }
            });
            assertThat(seen).containsExactly("0 s0", "1 s1: broken", "2 s2", "3 s3: too wide", "4 s4");
        }
    }

    @Test
    void aLargeImageThatCannotBeReadWhileItIsScoredIsReported() {
        LargeImage broken = new LargeImage() {
            @Override
            public String id() {
                return "broken";
            }

            @Override
            public int height() {
                return 1;
            }

            @Override
            public int width() {
                return 1;
            }

            @Override
            public Image read(Box box) {
                throw new XvadDataException("broken: cut short");
            }

            @Override
            public Image overview(int factor) {
                throw new XvadDataException("broken: cut short");
            }

            @Override
            public Image requireImage() {
                throw new XvadDataException("broken: cut short");
            }
        };
        Samples all = Samples.of(List.of(Brightness.grey("a", 2, 0.1), broken, Brightness.grey("b", 2, 0.2)));
        List<String> seen = new ArrayList<>();
        Batches.detect(
                MODEL,
                all,
                3,
                ProgressListener.none(),
                (index, outcome) -> seen.add(
                        outcome instanceof Batches.Failed failed
                                ? failed.cause().getMessage()
                                : "scored"));
        assertThat(seen).containsExactly("scored", "broken: cut short", "scored");
    }

    @Test
    void tasksOfAnExecutorGiveTheSameInTheSameOrder() {
        ExecutorService executor = Executors.newFixedThreadPool(3);
        try {
            List<String> seen = new ArrayList<>();
            Batches.detect(
                    MODEL,
                    new Mixed(),
                    4,
                    executor,
                    ProgressListener.none(),
                    (index, outcome) ->
                            seen.add(index + " " + outcome.getClass().getSimpleName()));
            assertThat(seen).containsExactly("0 Scored", "1 Failed", "2 Scored", "3 Failed", "4 Scored");
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void anInterruptedThreadStopsWaitingForTheExecutor() {
        List<Sample> samples = List.of(Brightness.grey("a", 2, 0));
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> MODEL.detectAll(samples, task -> {})).isInstanceOf(CancellationException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void aBatchHoldsAtLeastOne() {
        assertThatThrownBy(() -> Batches.detect(MODEL, new Mixed(), 0, ProgressListener.none(), (i, o) -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
