package io.xvad.data.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.model.Npy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResizeTest {

    private static final int HEIGHT = 11;
    private static final int WIDTH = 14;

    private static float[] golden(String name) {
        try {
            return Npy.read(name, Files.readAllBytes(Path.of("src", "test", "resources", "golden", name + ".npy")))
                    .floats();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "BICUBIC, bicubic-small, 4, 5",
        "BICUBIC, bicubic-large, 23, 31",
        "BICUBIC_OF_FOUR, bicubic-of-four-small, 4, 5",
        "BICUBIC_OF_FOUR, bicubic-of-four-large, 23, 31"
    })
    void cubicInterpolationEqualsPyTorch(Resize.Interpolation interpolation, String file, int height, int width) {
        Image image = Image.of("plane", 1, HEIGHT, WIDTH, golden("interpolation-plane"));
        assertThat(Resize.image(image, height, width, interpolation).toArray())
                .containsExactly(golden(file), within(1e-5f));
    }

    @Test
    void alignedCornersEqualPyTorch() {
        assertThat(Resize.cornerAligned(golden("interpolation-plane"), HEIGHT, WIDTH, 23, 31))
                .containsExactly(golden("corner-aligned"), within(1e-5f));
    }

    @Test
    void aSingleValueFillsAPlaneWithAlignedCorners() {
        assertThat(Resize.cornerAligned(new float[] {3}, 1, 1, 2, 2)).containsExactly(3, 3, 3, 3);
    }

    @Test
    void interpolationsAreCalledAsInTorchvision() {
        assertThat(Resize.Interpolation.of("bicubic", true)).isEqualTo(Resize.Interpolation.BICUBIC);
        assertThat(Resize.Interpolation.of("bicubic", false)).isEqualTo(Resize.Interpolation.BICUBIC_OF_FOUR);
        assertThat(Resize.Interpolation.of("bilinear", true)).isEqualTo(Resize.Interpolation.BILINEAR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Resize.Interpolation.of("nearest", true))
                .withMessageContaining("nearest");
    }
}
