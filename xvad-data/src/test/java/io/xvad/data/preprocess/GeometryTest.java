package io.xvad.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeometryTest {

    private static Image ramp(int height, int width) {
        float[] values = new float[height * width];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % width / (float) width;
        }
        return Image.of("ramp", 1, height, width, values);
    }

    /** torchvision.transforms.functional.resize(size=shorter) of h x w, then center_crop(size). */
    @ParameterizedTest
    @CsvSource({"30,50,20,16", "50,30,20,16", "31,31,16,16", "1,7,4,4"})
    void centreCutsTheMiddleOutOfTheShorterSide(int height, int width, int shorter, int size) {
        Image cut = Geometry.centre(shorter, size).apply(ramp(height, width));
        assertThat(cut.height()).isEqualTo(size);
        assertThat(cut.width()).isEqualTo(size);
    }

    @Test
    void centreCropRoundsHalvesToEvenAsTorchvisionDoes() {
        float[] values = {0, 1, 2, 3, 4};
        for (int i = 0; i < values.length; i++) {
            values[i] /= 5;
        }
        assertThat(CenterCrop.image(Image.of("five", 1, 1, 5, values), 1, 2).toArray())
                .containsExactly(values[2], values[3]);
        assertThat(CenterCrop.image(Image.of("five", 1, 1, 5, values), 1, 4).toArray())
                .containsExactly(values[0], values[1], values[2], values[3]);
        assertThatThrownBy(() -> CenterCrop.image(ramp(3, 3), 4, 3)).hasMessageContaining("4 x 3 out of 3 x 3");
    }

    @Test
    void aMapOfTheWholePictureComesBackInItsSize() {
        float[] map = ramp(16, 16).toArray();
        AnomalyMap restored = Geometry.exact(16).restore(map, 30, 50);
        assertThat(restored.height()).isEqualTo(30);
        assertThat(restored.width()).isEqualTo(50);
        assertThat(restored.at(15, 25)).isCloseTo(0.5f, within(0.04f));
    }

    @Test
    void saysWhichPartOfAnImageIsSeen() {
        assertThat(Geometry.exact(16).visible(30, 50)).isEqualTo(new Box(0, 0, 50, 30));
        assertThat(Geometry.centre(16, 16).visible(30, 50)).isEqualTo(new Box(10, 0, 30, 30));
        assertThat(Geometry.centre(20, 16).visible(30, 50)).isEqualTo(new Box(13, 3, 24, 24));
    }

    @Test
    void outsideOfACutOutMiddleTheMapIsAtItsLowest() {
        float[] map = new float[16 * 16];
        java.util.Arrays.fill(map, 3);
        map[0] = 1;
        AnomalyMap restored = Geometry.centre(16, 16).restore(map, 16, 48);
        assertThat(restored.at(8, 0)).isEqualTo(1);
        assertThat(restored.at(8, 15)).isEqualTo(1);
        assertThat(restored.at(8, 16)).isEqualTo(3);
        assertThat(restored.at(8, 31)).isEqualTo(3);
        assertThat(restored.at(8, 32)).isEqualTo(1);
    }

    @Test
    void aPointIsFoundAgainWhereItWas() {
        float[] values = new float[40 * 90];
        for (int y = 10; y < 14; y++) {
            for (int x = 60; x < 64; x++) {
                values[y * 90 + x] = 1;
            }
        }
        Image image = Image.of("spot", 1, 40, 90, values);
        for (Geometry geometry : new Geometry[] {Geometry.exact(32), Geometry.centre(36, 32)}) {
            AnomalyMap map = geometry.restore(geometry.apply(image).toArray(), 40, 90);
            float peak = map.max();
            boolean found = false;
            for (int y = 9; y < 15; y++) {
                for (int x = 59; x < 65; x++) {
                    found |= map.at(y, x) == peak;
                }
            }
            assertThat(found || peak == 0).as(geometry.toString()).isTrue();
        }
    }

    @Test
    void sizesThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> Geometry.exact(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Geometry.centre(10, 16)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"7,5,3,9,true", "3,9,7,5,false", "28,28,14,56,true"})
    void transposedIsTheTransposeOfPlane(int height, int width, int newHeight, int newWidth, boolean antialias) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(8);
        float[] a = new float[height * width];
        float[] b = new float[newHeight * newWidth];
        for (int i = 0; i < a.length; i++) {
            a[i] = (float) random.nextDouble();
        }
        for (int i = 0; i < b.length; i++) {
            b[i] = (float) random.nextDouble();
        }
        double left = dot(Resize.plane(a, height, width, newHeight, newWidth, antialias), b);
        double right = dot(a, Resize.transposed(b, height, width, newHeight, newWidth, antialias));
        assertThat(left).isCloseTo(right, within(1e-4));
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
