package io.xvad.video.detectors.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.video.Walks;
import io.xvad.video.detectors.dsa.Dsa;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class BagsTest {

    /** One value: which snippet it is asked about. */
    private static final class Numbered implements SnippetFeatures {

        private final List<Integer> asked = new ArrayList<>();
        private int passed;

        @Override
        public SnippetForm form() {
            return new SnippetForm(1, 1, 1, 0);
        }

        @Override
        public SnippetReader reader() {
            return new SnippetReader() {
                @Override
                public float[] next(List<Image> frames) {
                    asked.add(asked.size());
                    String id = frames.get(0).id();
                    return new float[] {Integer.parseInt(id.substring(id.indexOf('#') + 1))};
                }

                @Override
                public void pass(List<Image> frames) {
                    passed++;
                }
            };
        }

        @Override
        public void write(ModelWriter model) {
            throw new UnsupportedOperationException("not saved");
        }

        @Override
        public void close() {}
    }

    private static List<float[]> snippets(Numbered features, int most) {
        TrainingRecord record =
                TrainingRecord.of(TrainingSet.normals(Samples.of(List.of(Walks.clip(1, 60, 3, 1, 30)))));
        FitRequest request = new FitRequest(Options.defaults(List.of()), 0, ProgressListener.none());
        List<Bag> bags = Bags.of(record, features, 6, most, UnaryOperator.identity(), request);
        return bags.get(0).snippets();
    }

    @Test
    void keepsAndDescribesNoMoreSnippetsThanAreAskedFor() {
        Numbered features = new Numbered();
        List<float[]> all = snippets(features, Integer.MAX_VALUE);
        assertThat(features.asked).hasSize(10);
        Numbered few = new Numbered();
        List<float[]> spread = snippets(few, 4);
        assertThat(few.asked).hasSize(4);
        assertThat(few.passed).as("what is left out is seen all the same").isEqualTo(6);
        assertThat(spread)
                .as("those that a step would see")
                .containsExactlyElementsOf(new Bag("all", false, all).segments(4));
    }

    @Test
    void ofDsaThoseOfAStep() {
        Options options = Options.parse(new Dsa().options(), Map.of("segments", "7"));
        assertThat(((WeakDetector) new Dsa()).keptSnippets(options)).isEqualTo(7);
    }

    /** A clip of which no more than a few frames are ever in memory. */
    @Test
    void aClipIsNeverReadAsAWhole() {
        AtomicInteger read = new AtomicInteger();
        Samples streamed = new Samples() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public Sample get(int index) {
                throw new AssertionError("read as a whole");
            }

            @Override
            public String id(int index) {
                return "long";
            }

            @Override
            public void eachFrame(int index, Consumer<Image> taker) {
                for (int i = 0; i < 3_000; i++) {
                    read.incrementAndGet();
                    taker.accept(Image.of("long#" + i, 1, 2, 2, new float[4]));
                }
            }
        };
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(streamed));
        FitRequest request = new FitRequest(Options.defaults(List.of()), 0, ProgressListener.none());
        List<Bag> bags = Bags.of(record, new Numbered(), 6, 10, UnaryOperator.identity(), request);
        assertThat(bags.get(0).id()).isEqualTo("long");
        assertThat(bags.get(0).snippets()).hasSize(10);
        assertThat(bags.get(0).snippets().get(9)).containsExactly(6f * 475);
        assertThat(read).as("once to count, once to see").hasValue(6_000);
        assertThat(record.learnedFrom().normals()).isEqualTo(1);
    }
}
