package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JpegRecompressionTest {

    private static double change(Image image, double quality) {
        Image after = new JpegRecompression(quality).apply(image);
        assertThat(after.channels()).isEqualTo(image.channels());
        double sum = 0;
        for (int i = 0; i < image.toArray().length; i++) {
            sum += Math.abs(image.buffer().get(i) - after.buffer().get(i));
        }
        return sum / image.toArray().length;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void lowerQualityChangesMore(int channels) {
        float[] values = new float[channels * 32 * 24];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (0.5 + 0.4 * Math.sin(i * 0.3) * Math.cos(i * 0.011));
        }
        Image image = Image.of("wave", channels, 32, 24, values);
        assertThat(change(image, 0.95)).isPositive().isLessThan(channels == 1 ? 0.02 : 0.06);
        assertThat(change(image, 0.1)).isGreaterThan(change(image, 0.95));
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void qualityIsAShare(double quality) {
        assertThatThrownBy(() -> new JpegRecompression(quality)).isInstanceOf(IllegalArgumentException.class);
    }
}
