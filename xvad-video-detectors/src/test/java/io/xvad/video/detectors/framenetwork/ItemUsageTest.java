package io.xvad.video.detectors.framenetwork;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Box;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Three items, of which normal frames read the first two, on a grid of 2 x 2 places of frames of 16 x 16 pixels. */
class ItemUsageTest {

    private static final List<FrameWindow> WINDOWS = IntStream.range(0, 2)
            .mapToObj(i -> new FrameWindow(
                    new PackedClip("clip-" + i, 40, 60, new FrameForm(1, 16), List.of(new byte[256], new byte[256])),
                    1))
            .toList();

    private static WindowOutputs found(int[] nearest, float... distances) {
        return new WindowOutputs(new float[0], new double[0], nearest, distances, new float[0]);
    }

    private static final ItemUsage USE = ItemUsage.of(
            new MemoryItems("code", 3, "nearest", "distances"),
            WINDOWS,
            List.of(
                    found(new int[] {0, 0, 0, 1}, 0.5f, 0.4f, 0.3f, 0.2f),
                    found(new int[] {0, 0, 0, 1}, 0.6f, 0.1f, 0.3f, 0.9f)));

    @Test
    void itemsThatNormalFramesReadAsOftenAreNotUnusual() {
        assertThat(USE.unusual(new int[] {1, 0, 0, 0})).isEmpty();
        assertThat(USE.neverUsed(new int[] {1, 0, 0, 0}, 40, 60)).isEmpty();
    }

    @Test
    void anItemThatNormalFramesNeverReadIsNamedAndPlaced() {
        List<AttributeDeviation> unusual = USE.unusual(new int[] {0, 0, 0, 2});
        assertThat(unusual).extracting(AttributeDeviation::attribute).containsExactlyInAnyOrder("code-1", "code-2");
        AttributeDeviation never = unusual.stream()
                .filter(one -> one.attribute().equals("code-2"))
                .findFirst()
                .orElseThrow();
        assertThat(never.observed()).isEqualTo(0.25);
        assertThat(never.normalLow()).isZero();
        assertThat(never.normalHigh()).isZero();
        assertThat(never.surprise()).isEqualTo(1);
        assertThat(USE.neverUsed(new int[] {0, 0, 0, 2}, 40, 60)).contains(new Box(30, 20, 30, 20));
        assertThat(USE.neverUsed(new int[] {2, 0, 0, 2}, 40, 60)).contains(new Box(0, 0, 60, 40));
    }

    @Test
    void theExampleOfAnItemIsTheNormalPlaceNearestToIt() {
        assertThat(USE.example(0, 0.7)).hasValueSatisfying(patch -> {
            assertThat(patch.sampleId()).isEqualTo("clip-1");
            assertThat(patch.distance()).isEqualTo(0.7);
            assertThat(patch.box()).isEqualTo(new Box(0, 0, 60, 40));
        });
        assertThat(USE.example(1, 0).orElseThrow().sampleId()).isEqualTo("clip-0");
        assertThat(USE.example(2, 0)).isEmpty();
    }
}
