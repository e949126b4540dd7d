package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.data.preprocess.GaussianBlur;
import io.xvad.data.preprocess.Resize;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImageReaderTest {

    @TempDir
    private Path directory = Path.of("");

    private static Path golden(String name) {
        try {
            return Path.of(Objects.requireNonNull(ImageReaderTest.class.getResource("/golden/" + name), name)
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Image read(String name) {
        return ImageReader.withDefaults().read(golden(name));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.bmp", "rgb.tif", "rgb.webp", "alpha.png"})
    void losslessFormatsGiveTheSamplesOfThePng(String name) {
        assertThat(read(name).toArray()).isEqualTo(read("rgb.png").toArray());
    }

    @ParameterizedTest
    @CsvSource({"rgb.jpg, 0.02", "cmyk.jpg, 0.12"})
    void lossyFormatsComeNear(String name, double tolerance) {
        float[] expected = read("rgb.png").toArray();
        float[] actual = read(name).toArray();
        double sum = 0;
        for (int i = 0; i < expected.length; i++) {
            sum += Math.abs(expected[i] - actual[i]);
        }
        assertThat(sum / expected.length).isLessThan(tolerance);
    }

    @Test
    void greyStaysGreyInAnyDepth() {
        assertThat(read("grey.png").channels()).isEqualTo(1);
        assertThat(read("palette.png").channels()).isEqualTo(1);
        Image deep = read("grey16.png");
        for (int i = 0; i < 60 * 91; i++) {
            assertThat(deep.buffer().get(i)).isCloseTo(read("rgb.png").buffer().get(i), within(1e-6f));
            if (i == 500) {
                break;
            }
        }
    }

    @Test
    void picturesAreTurnedUpright() {
        Image turned = read("turned.png");
        Image stored = read("rgb.png");
        assertThat(turned.height()).isEqualTo(91);
        assertThat(turned.width()).isEqualTo(60);
        assertThat(turned.at(0, 0, 59)).isEqualTo(stored.at(0, 0, 0));
        assertThat(turned.at(2, 90, 59)).isEqualTo(stored.at(2, 0, 90));
    }

    @ParameterizedTest
    @CsvSource({"down.npy, 24, 32", "up.npy, 133, 150"})
    void resizingEqualsPillowWithinOneGreyLevel(String name, int height, int width) throws IOException {
        double[] expected = Npy.read(name, Files.readAllBytes(golden(name))).doubles();
        Image resized = Resize.image(read("rgb.png"), height, width);
        for (int i = 0; i < expected.length; i++) {
            int pixel = i / 3;
            assertThat((double) resized.at(i % 3, pixel / width, pixel % width))
                    .isCloseTo(expected[i] / 255, within(1 / 255.0));
        }
    }

    @Test
    void averagingAreasEqualsOpenCv() throws IOException {
        float[] expected =
                Npy.read("area.npy", Files.readAllBytes(golden("area.npy"))).floats();
        Image resized = Resize.averaged(read("rgb.png"), 24, 32);
        for (int i = 0; i < expected.length; i++) {
            int pixel = i / 3;
            assertThat(resized.at(i % 3, pixel / 32, pixel % 32)).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @Test
    void averagingAreasThatAreLargerThanPixelsRepeatsThem() throws IOException {
        Image image = read("rgb.png");
        Image large = Resize.averaged(image, 2 * image.height(), 3 * image.width());
        assertThat(large.at(1, 41, 100)).isCloseTo(image.at(1, 20, 33), within(1e-6f));
    }

    @Test
    void blurringEqualsScipy() throws IOException {
        float[] expected =
                Npy.read("blur", Files.readAllBytes(golden("blur.npy"))).floats();
        float[] red = Arrays.copyOf(read("rgb.png").toArray(), 60 * 91);
        float[] blurred = new GaussianBlur(3).apply(red, 60, 91);
        for (int i = 0; i < expected.length; i++) {
            assertThat(blurred[i]).isCloseTo(expected[i], within(1e-5f));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.jpg", "rgb.png", "rgb.webp", "rgb.bmp"})
    void aFileCutShortIsAnErrorThatNamesIt(String name) throws IOException {
        byte[] bytes = Files.readAllBytes(golden(name));
        Path cut = Files.write(directory.resolve("cut-" + name), Arrays.copyOf(bytes, bytes.length / 2));
        assertThatThrownBy(() -> ImageReader.withDefaults().read(cut))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cut-" + name);
    }

    @Test
    void emptyMissingAndForeignFilesAreErrors() throws IOException {
        Path empty = Files.write(directory.resolve("empty.png"), new byte[0]);
        Path text = Files.writeString(directory.resolve("text.png"), "hello");
        ImageReader reader = ImageReader.withDefaults();
        assertThatThrownBy(() -> reader.read(empty)).hasMessageContaining("is empty");
        assertThatThrownBy(() -> reader.read(text)).hasMessageContaining("not a PNG");
        assertThatThrownBy(() -> reader.read(directory.resolve("none.png"))).hasMessageContaining("no such file");
    }

    /** The header of a PNG of RGBA samples, and no samples. */
    private Path headerOf(int side, int bits) throws IOException {
        byte[] header = new byte[45];
        ByteBuffer png = ByteBuffer.wrap(header);
        png.put(new byte[] {(byte) 0x89, 'P', 'N', 'G', 13, 10, 26, 10}).putInt(13);
        png.put(new byte[] {'I', 'H', 'D', 'R'}).putInt(side).putInt(side);
        png.put(new byte[] {(byte) bits, 6, 0, 0, 0});
        CRC32 crc = new CRC32();
        crc.update(header, 12, 17);
        png.putInt((int) crc.getValue())
                .putInt(0)
                .put(new byte[] {'I', 'D', 'A', 'T'})
                .putInt(0x35af061e);
        return Files.write(directory.resolve("huge.png"), header);
    }

    @Test
    void hugePicturesAreRefusedBeforeDecoding() throws IOException {
        Path huge = headerOf(20_000, 8);
        assertThatThrownBy(() -> ImageReader.withDefaults().read(huge))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("20000 x 20000 pixels is too large");
    }

    @Test
    void picturesLargerThanTheHeapAreRefusedBeforeDecoding() throws IOException {
        Path huge = headerOf(29_000, 16);
        assertThatThrownBy(() ->
                        ImageReader.withDefaults().withMaxPixels(Long.MAX_VALUE).read(huge))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContainingAll("huge.png: 29000 x 29000 pixels", "MiB", "XVAD_HEAP=", "-Xmx")
                .hasMessageNotContaining("\n");
    }
}
