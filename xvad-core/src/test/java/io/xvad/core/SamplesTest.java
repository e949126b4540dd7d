package io.xvad.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SamplesTest {

    private static final Image SMALL = Image.of("small", 1, 1, 2, new float[] {0, 1});
    private static final Clip CLIP = Clip.of("clip", List.of(SMALL, SMALL), 25);

    @Test
    void samplesOfCategoriesStandOneAfterTheOther() {
        Samples all = Samples.concat(List.of(
                Samples.of(List.of(SMALL)).withCategory("bottle"),
                Samples.of(List.of()),
                Samples.of(List.of(CLIP, SMALL.withId("last"))).withCategory("cable")));
        assertThat(all.size()).isEqualTo(3);
        assertThat(all.get(1)).isEqualTo(CLIP);
        assertThat(all.id(2)).isEqualTo("last");
        assertThat(all.category(0)).contains("bottle");
        assertThat(all.select(2).category(0)).contains("cable");
        assertThat(Samples.of(List.of(SMALL)).category(0)).isEmpty();
        assertThatThrownBy(() -> all.get(3)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** The frames of a clip that nobody reads as a whole, through whatever stands before it. */
    @Test
    void framesComeOneAfterTheOther() {
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
            public void eachFrame(int index, Consumer<Image> taker) {
                taker.accept(SMALL);
                taker.accept(SMALL.withId("second"));
            }
        };
        Samples all = Samples.concat(List.of(Samples.of(List.of(CLIP)), streamed.withCategory("street")));
        List<String> ids = new ArrayList<>();
        all.select(1, 0).eachFrame(0, frame -> ids.add(frame.id()));
        assertThat(ids).containsExactly("small", "second");
        all.select(1, 0).eachFrame(1, frame -> ids.add(frame.id()));
        assertThat(ids).hasSize(4);
        assertThatThrownBy(() -> Samples.of(List.of(SMALL)).eachFrame(0, frame -> ids.add("never")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("small");
    }

    @Test
    void theTimeOfASampleStaysWithIt() {
        Instant time = Instant.parse("2026-03-01T10:00:00Z");
        Samples dated = new Samples() {
            @Override
            public int size() {
                return 1;
            }

            @Override
            public Sample get(int index) {
                return SMALL;
            }

            @Override
            public Optional<Instant> time(int index) {
                return Optional.of(time);
            }
        };
        Samples all = Samples.concat(List.of(Samples.of(List.of(CLIP)), dated.withCategory("bottle")));
        assertThat(all.time(0)).isEmpty();
        assertThat(all.select(1).time(0)).contains(time);
    }

    @Test
    void aSampleOfTheWrongKindIsNamed() {
        assertThat(SMALL.requireImage()).isSameAs(SMALL);
        assertThat(CLIP.requireClip()).isSameAs(CLIP);
        assertThatThrownBy(CLIP::requireImage)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clip");
        assertThatThrownBy(SMALL::requireClip)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("small");
    }

    @Test
    void aLabelSuitsItsSample() {
        Mask mask = Mask.of(1, 2, new boolean[] {true, false});
        Label label = Label.anomaly(mask).withKind("hole");
        LabelledSamples labelled = LabelledSamples.of(List.of(SMALL, SMALL), List.of(Label.normal(), label));
        assertThat(labelled.select(1).label(0)).isEqualTo(label);
        assertThatThrownBy(() -> LabelledSamples.of(List.of(CLIP), List.of(label)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 masks for 2 frames");
        assertThatThrownBy(
                        () -> Label.anomaly(Mask.of(1, 1, new boolean[] {true})).requireSuits(SMALL))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("small");
        assertThatThrownBy(() -> LabelledSamples.of(List.of(SMALL), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNormalSampleHasNoAnomaly() {
        Mask mask = Mask.of(1, 2, new boolean[] {true, false});
        assertThatThrownBy(() -> Label.normal().withKind("hole")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Label(false, List.of(mask), Label.normal().kind()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDetectionMayBeWithoutAMapAndSaysSo() {
        Detection without = Detection.undecided("x", 1);
        assertThat(without.hasMaps()).isFalse();
        assertThatThrownBy(without::map)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("'x' has no anomaly map");
    }
}
