package io.xvad.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.model.Npy;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PillowResizeTest {

    private static final Path GOLDEN = Path.of("src", "test", "resources", "golden");

    private static float[] golden(String name) {
        try {
            return Npy.read(name, Files.readAllBytes(GOLDEN.resolve(name + ".npy")))
                    .floats();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Image image() {
        return ImageReader.withDefaults().read(GOLDEN.resolve("rgb.png"));
    }

    @ParameterizedTest
    @CsvSource({
        "BICUBIC, pillow-bicubic-small, 24, 31",
        "BICUBIC, pillow-bicubic-large, 83, 117",
        "BILINEAR, pillow-bilinear-small, 24, 31",
        "BILINEAR, pillow-bilinear-large, 83, 117"
    })
    void equalsPillowToTheBit(PillowResize.Filter filter, String file, int height, int width) {
        float[] resized = PillowResize.image(image(), height, width, filter).toArray();
        float[] expected = golden(file);
        for (int i = 0; i < expected.length; i++) {
            assertThat(Math.round(resized[i] * 255)).isEqualTo(Math.round(expected[i]));
        }
    }

    @Test
    void alignedCornersEqualPyTorch() {
        Image image = image();
        float[] plane = new float[11 * 14];
        for (int i = 0; i < plane.length; i++) {
            plane[i] = image.at(0, i / 14, i % 14);
        }
        assertThat(Resize.cornerAligned(plane, 11, 14, 23, 31))
                .containsExactly(golden("corner-aligned"), within(1e-5f));
    }

    @Test
    void aSingleValueFillsAPlaneWithAlignedCorners() {
        assertThat(Resize.cornerAligned(new float[] {3}, 1, 1, 2, 2)).containsOnly(3);
    }

    @Test
    void aSideMustBeAtLeastOne() {
        float[] white = new float[4];
        Arrays.fill(white, 1);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> PillowResize.image(Image.of("white", 1, 2, 2, white), 0, 3, PillowResize.Filter.BICUBIC))
                .withMessageContaining("got 0 and 3");
    }
}
