package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PngLengthTest {

    @TempDir
    private Path directory = Path.of("");

    /** Found by fuzzing: 127 bytes that tell of 100 million bytes of samples. */
    @Test
    void moreThanDeflateCanHoldIsCutShort() throws URISyntaxException {
        Path file = Path.of(Objects.requireNonNull(getClass().getResource("/broken/more-than-it-holds.png"))
                .toURI());
        assertThatThrownBy(() -> ImageReader.withDefaults().read(file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("more-than-it-holds.png: is cut short");
    }

    @Test
    void theBestCompressedImageIsRead() throws IOException {
        Path file = directory.resolve("black.png");
        ImageWriter.writePng(Image.of("black", 3, 1500, 2000, new float[3 * 1500 * 2000]), file);
        assertThat(ImageReader.withDefaults().read(file).width()).isEqualTo(2000);
    }
}
