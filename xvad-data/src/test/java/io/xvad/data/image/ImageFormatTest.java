package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are known by their first bytes, and what is not read is named. */
class ImageFormatTest {

    private static final ImageReader READER = ImageReader.withDefaults();

    @TempDir
    private Path directory = Path.of("");

    private static void refused(byte[] file, String... words) {
        assertThatThrownBy(() -> READER.read("a.jpg", file))
                .isInstanceOf(XvadDataException.class)
                .hasMessageStartingWith("a.jpg: ")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ImageFormatTest.class.getResourceAsStream("/golden/" + name))) {
            return in.readAllBytes();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0000001c 66747970 68656963 00000000 6d696631 68656963 | HEIC photo",
                "0000001c 66747970 6d696631 00000000 6d696631 68656963 | HEIC photo",
                "0000001c 66747970 6d696631 00000000 6d696631 61766966 | AVIF (AV1) image",
                "0000001c 66747970 61766966 00000000 6d696631 6d696166 | AVIF (AV1) image",
                "00000018 66747970 63727820 00000001 63727820 69736f6d | camera raw file (Canon)",
                "49492a00 10000000 43520200 00000000 | camera raw file (Canon)",
                "00000018 66747970 69736f6d 00000200 69736f6d 61766331 | video",
                "1a45dfa3 01000000 | video",
                "0000000c 6a502020 0d0a870a | JPEG 2000",
                "ff4fff51 002f0000 | JPEG 2000",
                "ff0a0000 | JPEG XL",
                "38425053 00010000 | Photoshop",
                "50350a33 2033200a | PGM",
                "50360a33 2033200a | PPM",
                "762f3101 02000000 | OpenEXR",
                "25504446 2d312e37 | PDF",
                "504b0304 14000000 | archive",
                "934e554d 50590100 | NumPy",
                "00051607 00020000 | macOS",
                "00000000 00000000 | zeros",
                "0badcafe 00010203 | not a PNG, JPEG, BMP, GIF, TIFF or WebP image"
            })
    void whatIsNotReadIsNamed(String hexadecimal, String words) {
        refused(java.util.HexFormat.of().parseHex(hexadecimal.replace(" ", "")), words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<!DOCTYPE html><html> | web page",
                "<svg xmlns='http://www.w3.org/2000/svg'> | SVG drawing",
                "<?xml version='1.0'?><svg> | SVG drawing",
                "<?xml version='1.0'?><annotation> | XML",
                "version https://git-lfs.github.com/spec/v1 | git lfs pull",
                "hello | is a text file, not a PNG"
            })
    void textThatIsCalledAnImageIsNamed(String text, String words) {
        refused(text.getBytes(StandardCharsets.UTF_8), words);
    }

    @ParameterizedTest
    @ValueSource(strings = {"without-ending", "a.jfif", "a.jpg", "a.heic"})
    void theNameDoesNotMatter(String name) throws IOException {
        Path file = Files.write(directory.resolve(name), golden("rgb.png"));
        assertThat(READER.read(file).withId("x")).isEqualTo(READER.read("x", golden("rgb.png")));
    }

    @Test
    void ofAGifTheFirstFrameIsRead() throws IOException {
        BufferedImage drawn = new BufferedImage(9, 8, BufferedImage.TYPE_BYTE_INDEXED);
        drawn.setRGB(1, 2, 0xffff0000);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        assertThat(ImageIO.write(drawn, "gif", bytes)).isTrue();
        Image image = READER.read("a.gif", bytes.toByteArray());
        assertThat(image.channels()).isEqualTo(3);
        for (int i = 0; i < 3 * 8 * 9; i++) {
            assertThat(image.buffer().get(i)).as("sample %d", i).isEqualTo(i == 2 * 9 + 1 ? 1 : 0);
        }
    }

    @Test
    void aBigTiffHasThePixelsOfTheClassicOneAndLiesAsItSays() {
        TiffFile file = TiffFile.grey(16, 1, 100, 200, 65535);
        assertThat(READER.read("x", file.big())).isEqualTo(READER.read("x", file.classic()));
        TiffFile turned = file.with(274, 6);
        Image upright = READER.read("x", turned.big());
        assertThat(upright.height()).isEqualTo(3);
        assertThat(upright.width()).isEqualTo(1);
        assertThat(upright).isEqualTo(READER.read("x", turned.classic()));
        TiffFile real = TiffFile.grey(32, 3, 0, 0.5, 1);
        assertThat(READER.read("x", real.big())).isEqualTo(READER.read("x", real.classic()));
    }

    @ParameterizedTest
    @CsvSource({"50000, zstd", "34925, LZMA", "34712, JPEG 2000", "50001, WebP", "12345, method 12345"})
    void aTiffCompressedInAnUnknownWayIsNamed(int compression, String words) {
        TiffFile file = TiffFile.grey(8, 1, 1, 2, 3).with(259, compression);
        refused(file.classic(), "compressed with " + words, "Deflate");
        refused(file.big(), "compressed with " + words, "Deflate");
    }

    @Test
    void theFirstPageOfACameraRawFileIsNotTakenForTheImage() {
        refused(TiffFile.grey(8, 1, 1, 2, 3).with(50706, 1).classic(), "camera raw file", "develop it");
        refused(TiffFile.grey(8, 1, 1, 2, 3).with(254, 1).with(330, 8).classic(), "camera raw file");
        refused(TiffFile.grey(16, 1, 1, 2, 3).with(262, 32803).classic(), "camera raw file");
    }

    @Test
    void brokenFilesOfAnyFormatAreErrorsThatNameThem() throws IOException {
        for (String name : new String[] {"rgb.png", "rgb.jpg", "rgb.bmp", "rgb.tif", "rgb.webp", "cmyk.jpg"}) {
            byte[] whole = golden(name);
            for (int length : new int[] {1, 4, 12, 30, 60, 200}) {
                refused(Arrays.copyOf(whole, length), "a.jpg");
            }
        }
        byte[] big = TiffFile.grey(16, 1, 1, 2, 3).big();
        for (int length = 1; length < big.length; length++) {
            refused(Arrays.copyOf(big, length), "a.jpg");
        }
    }
}
