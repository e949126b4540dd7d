package io.xvad.core.detect;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.ProgressListener;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A sample that is too large for the heap fails alone, wherever the heap runs out. */
class BatchesOutOfHeapTest {

    private static final FittedDetector MODEL = Training.of(new Brightness())
            .withHeldOut(0)
            .fit(Samples.of(List.<Sample>of(Image.of("n", 1, 1, 1, new float[] {0}))));

    private static OutOfMemoryError full() {
        return new OutOfMemoryError("Java heap space");
    }

    private static List<Sample> images(int count) {
        List<Sample> images = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            images.add(Brightness.grey("s" + i, 2, 0.1 * i));
        }
        return images;
    }

    private static String words(Batches.Outcome outcome) {
        return outcome instanceof Batches.Failed failed
                ? "failed " + failed.sampleId() + (HeapSpace.ranOut(failed.cause()) ? " heap" : "")
                : "scored " + ((Batches.Scored) outcome).sample().id();
    }

    /** Runs out of heap at one sample, or whenever it is asked for several. */
    private record Hungry(String never, boolean onlyOne) implements FittedDetector {

        @Override
        public Detection detect(Sample sample) {
            if (sample.id().equals(never)) {
                throw full();
            }
            return MODEL.detect(sample);
        }

        @Override
        public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
            if (onlyOne && samples.size() > 1) {
                throw full();
            }
            return FittedDetector.super.detectAll(samples, executor);
        }

        @Override
        public Provenance provenance() {
            return MODEL.provenance();
        }

        @Override
        public void save(ModelWriter model) {}

        @Override
        public void close() {}
    }

    @Test
    void theSampleAtWhichTheDetectorRunsOutFailsAlone() {
        ExecutorService executor = Executors.newFixedThreadPool(2);
        try {
            for (int batch : new int[] {1, 2, 8}) {
                List<String> seen = new ArrayList<>();
                Batches.detect(
                        new Hungry("s1", false),
                        Samples.of(images(4)),
                        batch,
                        executor,
                        ProgressListener.none(),
                        (index, outcome) -> seen.add(words(outcome)));
                assertThat(seen).containsExactly("scored s0", "failed s1 heap", "scored s2", "scored s3");
            }
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void aBatchThatIsTooLargeTogetherIsScoredOneByOne() {
        List<String> seen = new ArrayList<>();
        Batches.detect(
                new Hungry("", true),
                Samples.of(images(3)),
                8,
                ProgressListener.none(),
                (index, outcome) -> seen.add(index + " " + words(outcome)));
        assertThat(seen).containsExactly("0 scored s0", "1 scored s1", "2 scored s2");
    }

    @Test
    void aSampleThatCannotBeReadBesideOthersIsReadAlone() {
        AtomicInteger held = new AtomicInteger();
        Samples crowded = new Samples() {
            @Override
            public int size() {
                return 3;
            }

            @Override
            public Sample get(int index) {
                return HeapSpace.of(id(index), () -> {
                    if (held.incrementAndGet() == 3) {
                        throw full();
                    }
                    return Brightness.grey(id(index), 2, 0.5);
                });
            }

            @Override
            public String id(int index) {
                return "s" + index;
            }
        };
        List<String> seen = new ArrayList<>();
        Batches.detect(MODEL, crowded, 8, ProgressListener.none(), (index, outcome) -> seen.add(words(outcome)));
        assertThat(seen).containsExactly("scored s0", "scored s1", "scored s2");
    }

    @Test
    void aSinkThatRunsOutHearsThatTheSampleFailed() {
        List<String> seen = new ArrayList<>();
        Batches.detect(MODEL, Samples.of(images(3)), 8, ProgressListener.none(), (index, outcome) -> {
            if (index == 1 && outcome instanceof Batches.Scored) {
                throw full();
            }
            seen.add(words(outcome));
        });
        assertThat(seen).containsExactly("scored s0", "failed s1 heap", "scored s2");
    }
}
