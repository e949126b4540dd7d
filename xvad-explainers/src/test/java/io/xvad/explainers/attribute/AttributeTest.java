package io.xvad.explainers.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttributeTest {

    /** Waves of a frequency, in cycles per pixel, across a direction in degrees. */
    private static Image waves(double frequency, double degrees) {
        int side = 64;
        float[] values = new float[side * side];
        double x = Math.cos(Math.toRadians(degrees));
        double y = Math.sin(Math.toRadians(degrees));
        for (int i = 0; i < values.length; i++) {
            double along = i % side * x + i / side * y;
            values[i] = (float) (0.5 + 0.3 * Math.sin(2 * Math.PI * frequency * along));
        }
        return Image.of("waves", 1, side, side, values);
    }

    @ParameterizedTest
    @CsvSource({"0.05, 0", "0.05, 45", "0.08, 90", "0.08, 120", "0.03, 170"})
    void wavesHaveTheirFrequencyAndDirection(double frequency, double degrees) {
        Image waves = waves(frequency, degrees);
        assertThat(Attribute.TEXTURE_FREQUENCY.of(waves)).isCloseTo(frequency, within(0.1 * frequency));
        assertThat(Attribute.ORIENTATION.of(waves)).isCloseTo(degrees, within(3.0));
        assertThat(Attribute.BRIGHTNESS.of(waves)).isCloseTo(0.5, within(0.03));
        assertThat(Attribute.CONTRAST.of(waves)).isCloseTo(0.3 / Math.sqrt(2), within(0.03));
    }

    @Test
    void aConstantImageHasNoTextureAndNoEdges() {
        Image flat = Image.of("flat", 1, 4, 4, new float[16]);
        Image pixel = Image.of("pixel", 1, 1, 1, new float[] {1});
        for (Image image : List.of(flat, pixel)) {
            assertThat(Attribute.TEXTURE_FREQUENCY.of(image)).isZero();
            assertThat(Attribute.EDGE_STRENGTH.of(image)).isZero();
            assertThat(Attribute.ORIENTATION.of(image)).isZero();
        }
    }

    private static AttributeDeviation orientation(Image observed, List<Image> normals) {
        return AttributeComparison.deviations(observed, normals).stream()
                .filter(deviation -> deviation.attribute().equals("orientation"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void directionsAreComparedAcrossTheHalfTurn() {
        List<Image> normals = List.of(waves(0.05, 1), waves(0.05, 179));
        assertThat(orientation(waves(0.05, 177), normals).surprise()).isLessThan(2);
        assertThat(orientation(waves(0.05, 60), normals).surprise()).isGreaterThan(8);
    }

    @Test
    void surpriseIsInNormalStandardDeviations() {
        List<Image> normals = List.of(flat(0.4f), flat(0.6f));
        AttributeDeviation brightness =
                AttributeComparison.deviations(flat(0.9f), normals).get(0);
        assertThat(brightness.surprise()).isCloseTo(0.4 / Math.sqrt(0.02), within(1e-4));
        assertThat(brightness.normalLow()).isCloseTo(0.5 - 2 * Math.sqrt(0.02), within(1e-6));
        assertThat(brightness.normalHigh()).isCloseTo(0.5 + 2 * Math.sqrt(0.02), within(1e-6));
    }

    private static Image flat(float value) {
        float[] values = new float[16];
        java.util.Arrays.fill(values, value);
        return Image.of("flat", 1, 4, 4, values);
    }
}
