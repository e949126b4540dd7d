package io.xvad.detectors.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Geometry;
import io.xvad.data.preprocess.Resize;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MapPainterTest {

    private static float[] random(int length) {
        SplittableRandom random = new SplittableRandom(length);
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = (float) random.nextDouble(-1, 1);
        }
        return values;
    }

    @ParameterizedTest
    @CsvSource({"28,224,4,300,200", "7,64,4,64,64", "32,32,2,100,40", "1,32,4,32,32", "9,32,0,50,50", "4,8,30,8,8"})
    void paintsWhatResizingAndSmoothingGive(int side, int size, double sigma, int height, int width) {
        float[] distances = random(side * side);
        float[] smooth =
                new GaussianBlur(sigma).apply(Resize.plane(distances, side, side, size, size, false), size, size);
        assertThat(new MapPainter(size, sigma)
                        .paint(distances, side, height, width)
                        .toArray())
                .containsExactly(
                        Geometry.exact(size).restore(smooth, height, width).toArray(), within(2e-6f));
    }

    @ParameterizedTest
    @CsvSource({"28,224,12", "7,32,1", "1,16,4"})
    void spreadsWithGaussians(int side, int size, double sigma) {
        float[] distances = random(side * side);
        float[] spread = new GaussianSpread(sigma).apply(distances, side, side, size, size);
        assertThat(MapPainter.gaussian(size, sigma)
                        .paint(distances, side, size, size)
                        .toArray())
                .containsExactly(spread, within(2e-6f));
    }
}
