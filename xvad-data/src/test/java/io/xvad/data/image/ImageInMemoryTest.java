package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Images that never were files, or whose files are somewhere else. */
class ImageInMemoryTest {

    private static final ImageReader READER = ImageReader.withDefaults();

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ImageInMemoryTest.class.getResourceAsStream("/golden/" + name))) {
            return in.readAllBytes();
        }
    }

    private static Image file(String name) throws Exception {
        return READER.read(Path.of(Objects.requireNonNull(ImageInMemoryTest.class.getResource("/golden/" + name))
                .toURI()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rgb.png", "rgb.jpg", "rgb.webp", "rgb.tif", "rgb.bmp", "cmyk.jpg", "alpha.png"})
    void bytesAndStreamsGiveThePixelsOfTheFile(String name) throws Exception {
        Image fromFile = file(name).withId("upload");
        assertThat(READER.read("upload", bytes(name))).isEqualTo(fromFile);
        assertThat(READER.read("upload", new ByteArrayInputStream(bytes(name)))).isEqualTo(fromFile);
    }

    @Test
    void whatIsCutShortOrNoImageIsAnErrorThatNamesTheId() throws IOException {
        byte[] whole = bytes("rgb.webp");
        for (byte[] broken :
                new byte[][] {new byte[0], "hello".getBytes(StandardCharsets.UTF_8), Arrays.copyOf(whole, 60)}) {
            assertThatThrownBy(() -> READER.read("upload", broken))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining("upload");
        }
    }

    @Test
    void aStreamThatFailsIsAnErrorThatNamesTheId() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("the line is cut");
            }
        };
        assertThatThrownBy(() -> READER.read("upload", failing))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("upload")
                .hasMessageContaining("the line is cut");
    }

    @Test
    void aDecodedImageHasThePixelsOfItsFile() throws Exception {
        BufferedImage decoded = ImageIO.read(new ByteArrayInputStream(bytes("rgb.png")));
        assertThat(READER.read("x", decoded)).isEqualTo(file("rgb.png").withId("x"));
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_INT_RGB,
                BufferedImage.TYPE_INT_BGR,
                BufferedImage.TYPE_INT_ARGB,
                BufferedImage.TYPE_INT_ARGB_PRE,
                BufferedImage.TYPE_3BYTE_BGR,
                BufferedImage.TYPE_4BYTE_ABGR,
                BufferedImage.TYPE_4BYTE_ABGR_PRE
            })
    void everyTypeOfColourImageGivesRedGreenAndBlue(int type) {
        BufferedImage drawn = new BufferedImage(2, 1, type);
        drawn.setRGB(0, 0, 0xff336699);
        drawn.setRGB(1, 0, 0xffff0000);
        Image image = READER.read("drawn", drawn);
        assertThat(image.toArray())
                .containsExactly(new float[] {0x33 / 255f, 1, 0x66 / 255f, 0, 0x99 / 255f, 0}, within(1e-6f));
        assertThat(READER.read("drawn", ImageWriter.png(image))).isEqualTo(image);
    }

    @Test
    void toAwtAndBackGivesTheSameImage() throws Exception {
        Image image = file("rgb.png");
        assertThat(READER.read(image.id(), ImageWriter.buffered(image))).isEqualTo(image);
        assertThat(READER.read(image.id(), ImageWriter.png(image))).isEqualTo(image);
        Image grey = Image.of("grey", 1, 1, 3, new float[] {0, 51 * (1 / 255f), 1});
        assertThat(READER.read("grey", ImageWriter.buffered(grey))).isEqualTo(grey);
    }

    @Test
    void anImageThatIsTooLargeIsRefused() {
        assertThatThrownBy(() ->
                        READER.withMaxPixels(3).read("drawn", new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB)))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("drawn");
    }
}
