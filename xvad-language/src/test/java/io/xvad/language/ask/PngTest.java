package io.xvad.language.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.model.Sha256;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageWriter;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PngTest {

    private static Image image(int channels, int height, int width, double spread) {
        Random random = new Random(height);
        float[] values = new float[channels * height * width];
        for (int i = 0; i < values.length; i++) {
            double value = 0.5 + spread * random.nextGaussian();
            values[i] = (float) Math.round(255 * Math.min(1, Math.max(0, value))) / 255f;
        }
        return Image.of("x", channels, height, width, values);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1, 0",
        "3, 1, 1, 0.2",
        "1, 7, 5, 0.3",
        "3, 9, 31, 0.1",
        "3, 64, 65, 0.001",
        "1, 300, 200, 0.02",
        "3, 40, 40, 0"
    })
    void anotherReaderReadsThePixels(int channels, int height, int width, double spread) {
        Image image = image(channels, height, width, spread);
        Image read = ImageReader.withDefaults().read("x", Png.of(image));
        assertThat(read.channels()).isEqualTo(channels);
        assertThat(read.toArray()).containsExactly(image.toArray(), within(1e-6f));
    }

    /** Codes of the longest symbols are shortened: frequencies as of Fibonacci's numbers give the deepest tree. */
    @Test
    void codesAreNeverTooLong() {
        int rounds = 24;
        int[] sizes = new int[rounds];
        int all = 0;
        for (int i = 0; i < rounds; i++) {
            sizes[i] = i < 2 ? 1 : sizes[i - 1] + sizes[i - 2];
            all += sizes[i];
        }
        byte[] data = new byte[all];
        int at = 0;
        for (int i = 0; i < rounds; i++) {
            java.util.Arrays.fill(data, at, at + sizes[i], (byte) (7 * i + 1));
            at += sizes[i];
        }
        assertThat(inflated(HuffmanBlock.of(data), all)).isEqualTo(data);
    }

    private static byte[] inflated(byte[] block, int size) {
        java.util.zip.Inflater inflater = new java.util.zip.Inflater(true);
        try {
            inflater.setInput(block);
            byte[] data = new byte[size];
            assertThat(inflater.inflate(data)).isEqualTo(size);
            return data;
        } catch (java.util.zip.DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    @Test
    void aSmoothImageIsCompressed() {
        Image smooth = image(3, 100, 100, 0.01);
        assertThat(Png.of(smooth).length).isLessThan(16_000);
        assertThat(Png.of(smooth).length).isLessThan(ImageWriter.png(smooth).length * 3 / 2);
    }

    @Test
    void theBytesAreAlwaysTheSame() {
        assertThat(Sha256.of(Png.of(image(3, 9, 31, 0.1))))
                .isEqualTo("d651dfeef3a5fe2f659a13bba8225d095d9f01c260b7cc80dcdde6b0a73798a8");
    }
}
