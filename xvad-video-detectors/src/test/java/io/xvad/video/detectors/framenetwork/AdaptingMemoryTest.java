package io.xvad.video.detectors.framenetwork;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.features.MapPainter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A memory of one item, which follows regular frames of the video that is scored, and no other. */
class AdaptingMemoryTest {

    private static final AdaptingMemory MEMORY =
            new AdaptingMemory("memory", "queries", 0.01, (items, queries, channels) -> queries);

    private final List<float[]> read = new ArrayList<>();

    /** A network that answers with the error it sees, and with the item it is given, plus 1. */
    private final Network network = new Network() {
        @Override
        public Map<String, Tensor> run(Map<String, Tensor> inputs) {
            float[] items = given(inputs, "memory");
            read.add(items);
            float[] more = {items[0] + 1, items[1] + 1};
            return Map.of(
                    FrameNetwork.ERROR,
                    Tensor.owning(given(inputs, FrameNetwork.TARGET), 1, 1, 1),
                    "queries",
                    Tensor.owning(more, 1, 2));
        }

        @Override
        public Map<String, Tensor> run(Tensor input) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {}
    };

    private static float[] given(Map<String, Tensor> inputs, String name) {
        return Objects.requireNonNull(inputs.get(name), name).toArray();
    }

    private WindowNetwork windows() {
        FrameScoring scoring = new FrameScoring(
                new WindowInputs(WindowLayout.reconstructing(1), new FrameForm(1, 1)),
                new ErrorScore(1, new MapPainter(1, 0), false),
                1,
                List.of(),
                Optional.empty(),
                Optional.of(MEMORY));
        return new WindowNetwork(network, scoring, Map.of("memory", Tensor.owning(new float[] {0, 0}, 1, 2)));
    }

    private static List<float[]> window(float error) {
        return Collections.singletonList(new float[] {error});
    }

    @Test
    void followsRegularFramesOnlyAndEachVideoBeginsAnew() {
        WindowNetwork windows = windows();
        VideoMemory video = new VideoMemory(windows, Optional.of(MEMORY));
        video.run(window(0.009f));
        video.run(window(0.011f));
        video.run(window(0));
        video.run(window(0));
        new VideoMemory(windows, Optional.of(MEMORY)).run(window(0));
        assertThat(read.stream().map(items -> items[0])).containsExactly(0f, 1f, 1f, 2f, 0f);
    }

    /** Two errors of weights 1 - 1/e and 1 - 1/e^2; equal errors have themselves; none has 0. */
    @Test
    void regularScoreWeighsLargeErrors() {
        double one = 1 - Math.exp(-1);
        double two = 1 - Math.exp(-2);
        assertThat(AdaptingMemory.regularScore(new float[] {1, 2}))
                .isCloseTo((one + 2 * two) / (one + two), within(1e-9));
        float[] alike = new float[7];
        Arrays.fill(alike, 0.25f);
        assertThat(AdaptingMemory.regularScore(alike)).isCloseTo(0.25, within(1e-9));
        assertThat(AdaptingMemory.regularScore(new float[3])).isZero();
    }
}
