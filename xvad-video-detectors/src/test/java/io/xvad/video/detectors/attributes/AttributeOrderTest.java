package io.xvad.video.detectors.attributes;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttributeOrderTest {

    private static AttributeDeviation of(String name, double surprise) {
        return new AttributeDeviation(name, "", 2, 0, 1, surprise);
    }

    private static List<String> told(AttributeDeviation... attributes) {
        return AttributeOrder.ordered(List.of(attributes)).stream()
                .map(AttributeDeviation::attribute)
                .toList();
    }

    @Test
    void theMostSurprisingComesFirst() {
        assertThat(told(of("place", 0.1), of("speed", 9), of("appearance", 2)))
                .containsExactly("speed", "appearance", "place");
    }

    @Test
    void whatIsLargeLooksUnlike() {
        assertThat(told(of("size", 2.5), of("speed", 0.3), of("appearance", 2.6)))
                .containsExactly("size", "appearance", "speed");
    }

    @Test
    void severalSeenAsOneAreLargeAndLookUnlike() {
        assertThat(told(of("size", 2.3), of("colours", 1.7), of("appearance", 1.8), of("stay", 1.9)))
                .containsExactly("stay", "colours", "size", "appearance");
    }

    @Test
    void whatIsNotRareExplainsNothing() {
        assertThat(told(of("size", 0.9), of("appearance", 2.6))).containsExactly("appearance", "size");
    }

    @Test
    void whatIsToldWithinItsRangeExplainsNothing() {
        AttributeDeviation flat = new AttributeDeviation("size", "px", 0.5, 0, 1, 2.5);
        assertThat(told(flat, of("appearance", 2.6))).containsExactly("appearance", "size");
    }

    @Test
    void whatIsToldWithinItsRangeComesAfterWhatIsNot() {
        AttributeDeviation flat = new AttributeDeviation("size", "px", 0.5, 0, 1, 9);
        assertThat(told(flat, of("appearance", 0.1), of("speed", 2))).containsExactly("speed", "appearance", "size");
    }

    @Test
    void whereNobodyWasNobodyMovedEither() {
        assertThat(told(of("heading", 6), of("place", 3), of("speed", 1))).containsExactly("place", "heading", "speed");
        assertThat(told(of("heading", 6), of("place", 1.5))).containsExactly("heading", "place");
    }
}
