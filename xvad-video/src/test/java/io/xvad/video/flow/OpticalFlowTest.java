package io.xvad.video.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import org.apache.commons.math3.stat.descriptive.rank.Median;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpticalFlowTest {

    private static final int HEIGHT = 120;
    private static final int WIDTH = 160;

    /** A smooth texture, moved by some pixels. */
    private static Image texture(double right, double down) {
        float[] values = new float[HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            double x = i % WIDTH - right;
            double y = i / WIDTH - down;
            values[i] = (float) (0.5
                    + 0.15 * Math.sin(0.31 * x + 0.2 * Math.sin(0.11 * y))
                    + 0.15 * Math.sin(0.27 * y + 0.3 * Math.sin(0.07 * x))
                    + 0.1 * Math.sin(0.13 * x + 0.17 * y));
        }
        return Image.of("texture", 1, HEIGHT, WIDTH, values);
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "0, -3", "-1.5, 1.5", "4, 1"})
    void findsAKnownMotion(double right, double down) {
        for (OpticalFlow flow : new OpticalFlow[] {OpticalFlow.fast(), OpticalFlow.fine()}) {
            FlowField field = flow.between(texture(0, 0), texture(right, down));
            double[] speeds = new double[HEIGHT * WIDTH];
            double[] turns = new double[HEIGHT * WIDTH];
            for (int i = 0; i < speeds.length; i++) {
                speeds[i] = field.speed(i);
                turns[i] = Math.abs(Math.IEEEremainder(field.direction(i) - Math.atan2(down, right), 2 * Math.PI));
            }
            assertThat(new Median().evaluate(speeds)).isCloseTo(Math.hypot(right, down), within(0.2));
            assertThat(new Median().evaluate(turns)).isLessThan(0.1);
        }
    }

    @Test
    void framesMustBeOfOneSize() {
        Image other = Image.of("other", 1, 2, 2, new float[4]);
        assertThatThrownBy(() -> OpticalFlow.fast().between(texture(0, 0), other))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("one size");
    }
}
