package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;

import io.xvad.core.Mask;
import io.xvad.data.map.MaskFiles;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** One defect of 8 x 6 pixels in 32 x 24, written as every kind of mask that tools write. */
class MaskReadingTest {

    private static final int WIDTH = 32;
    private static final int HEIGHT = 24;
    private static final Mask DEFECT = defect();

    @TempDir
    private Path directory = Path.of("");

    private static boolean inside(int x, int y) {
        return x >= 8 && x < 16 && y >= 8 && y < 14;
    }

    private static Mask defect() {
        boolean[] pixels = new boolean[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = inside(i % WIDTH, i / WIDTH);
        }
        return Mask.of(HEIGHT, WIDTH, pixels);
    }

    private static BufferedImage argb(int background, int foreground) {
        return painted(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_ARGB), background, foreground);
    }

    private static BufferedImage rgb(int background, int foreground) {
        return painted(new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB), background, foreground);
    }

    private static BufferedImage painted(BufferedImage image, int background, int foreground) {
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, inside(x, y) ? foreground : background);
            }
        }
        return image;
    }

    /** Band values as they are, whatever they look like. */
    private static BufferedImage samples(BufferedImage image, int[] background, int[] foreground) {
        WritableRaster raster = image.getRaster();
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                raster.setPixel(x, y, inside(x, y) ? foreground : background);
            }
        }
        return image;
    }

    private static BufferedImage palette(int bits, int... colours) {
        IndexColorModel model = new IndexColorModel(bits, colours.length, colours, 0, true, -1, DataBuffer.TYPE_BYTE);
        return bits == 8
                ? new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_INDEXED, model)
                : new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY, model);
    }

    private static BufferedImage grey(int type, int background, int foreground) {
        return samples(new BufferedImage(WIDTH, HEIGHT, type), new int[] {background}, new int[] {foreground});
    }

    private Mask read(BufferedImage image, String format) throws IOException {
        File file = directory.resolve("mask." + format).toFile();
        assertThat(ImageIO.write(image, format, file)).as(format).isTrue();
        return MaskFiles.read(file.toPath());
    }

    private Mask readJpeg(BufferedImage image, float quality) throws IOException {
        Path file = directory.resolve("mask.jpg");
        ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (ImageOutputStream stream = ImageIO.createImageOutputStream(file.toFile())) {
            ImageWriteParam parameters = writer.getDefaultWriteParam();
            parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
            parameters.setCompressionQuality(quality);
            writer.setOutput(stream);
            writer.write(null, new IIOImage(image, null, null), parameters);
        } finally {
            writer.dispose();
        }
        return MaskFiles.read(file);
    }

    @ParameterizedTest
    @CsvSource({
        "00ff0000, ffff0000", // red, transparent around
        "00ffffff, ffffffff",
        "00000000, ffffffff",
        "00000000, ff000000", // only alpha tells
        "ff000000, ffffffff", // alpha says nothing
        "00000000, 00ffffff", // nothing is opaque: colour tells
        "00ff0000, 80ff0000" // as an overlay is painted
    })
    void whatIsTransparentIsBackground(String background, String foreground) throws IOException {
        BufferedImage image = argb(Integer.parseUnsignedInt(background, 16), Integer.parseUnsignedInt(foreground, 16));
        assertThat(read(image, "png")).isEqualTo(DEFECT);
    }

    @Test
    void greyWithAlpha() throws IOException {
        ComponentColorModel model = new ComponentColorModel(
                ColorSpace.getInstance(ColorSpace.CS_GRAY),
                true,
                false,
                Transparency.TRANSLUCENT,
                DataBuffer.TYPE_BYTE);
        int[][][] pairs = {{{255, 0}, {255, 255}}, {{0, 255}, {255, 255}}, {{0, 0}, {200, 255}}};
        for (int[][] pair : pairs) {
            WritableRaster raster = model.createCompatibleWritableRaster(WIDTH, HEIGHT);
            assertThat(read(samples(new BufferedImage(model, raster, false, null), pair[0], pair[1]), "png"))
                    .isEqualTo(DEFECT);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 4, 8})
    void indexZeroOfAPaletteIsBackgroundWhateverItsColour(int bits) throws IOException {
        int[] white = {0xffffffff, 0xffff0000};
        int[] red = {0xffff0000, 0xff000000};
        for (int[] colours : new int[][] {white, red}) {
            BufferedImage image = samples(palette(bits, colours), new int[] {0}, new int[] {1});
            assertThat(read(image, "png")).isEqualTo(DEFECT);
        }
    }

    @Test
    void everyClassOfAPaletteIsAnomalous() throws IOException {
        BufferedImage image =
                samples(palette(8, 0xff000000, 0xff800000, 0xff008000, 0xff000080), new int[] {0}, new int[] {1});
        image.getRaster().setSample(9, 9, 0, 2);
        image.getRaster().setSample(10, 9, 0, 3);
        assertThat(read(image, "png")).isEqualTo(DEFECT);
    }

    /** The first and the eighth class of Pascal VOC are red and dark red, the fourth is blue. */
    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void everyClassWithAColourOfItsOwnIsAnomalous(String format) throws IOException {
        BufferedImage image = rgb(0, 0x800000);
        image.setRGB(9, 9, 0x400000);
        image.setRGB(10, 9, 0x000080);
        assertThat(read(image, format)).isEqualTo(DEFECT);
    }

    @Test
    void aBackgroundThatIsNotBlackIsNoClass() throws IOException {
        assertThat(read(rgb(0x1e1e28, 0xff0000), "png")).isEqualTo(DEFECT);
    }

    @Test
    void softEdgesOfAColourCountFromHalfOfTheHighest() throws IOException {
        BufferedImage image = rgb(0, 0xc80000);
        for (int shade = 1; shade < 40; shade++) {
            image.setRGB(shade % 8, shade / 8, shade << 16);
        }
        assertThat(read(image, "png")).isEqualTo(DEFECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void aBitAPixel(String format) throws IOException {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        assertThat(read(painted(image, 0xff000000, 0xffffffff), format)).isEqualTo(DEFECT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "bmp", "tiff"})
    void greyAndColour(String format) throws IOException {
        assertThat(read(grey(BufferedImage.TYPE_BYTE_GRAY, 0, 255), format)).isEqualTo(DEFECT);
        assertThat(read(rgb(0, Color.BLUE.getRGB()), format)).isEqualTo(DEFECT);
        assertThat(read(grey(BufferedImage.TYPE_BYTE_GRAY, 40, 200), format)).isEqualTo(DEFECT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 255, 65_535})
    void sixteenBits(int foreground) throws IOException {
        assertThat(read(grey(BufferedImage.TYPE_USHORT_GRAY, 0, foreground), "png"))
                .isEqualTo(DEFECT);
    }

    @Test
    void numbersOfClasses() throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_BYTE_GRAY, 0, 1);
        image.getRaster().setSample(9, 9, 0, 2);
        image.getRaster().setSample(10, 9, 0, 12);
        assertThat(read(image, "png")).isEqualTo(DEFECT);
    }

    @Test
    void softEdgesCountFromHalfOfTheHighest() throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_BYTE_GRAY, 0, 200);
        image.getRaster().setSample(7, 9, 0, 99);
        image.getRaster().setSample(8, 9, 0, 101);
        assertThat(read(image, "png")).isEqualTo(DEFECT);
    }

    @ParameterizedTest
    @ValueSource(floats = {0.4f, 0.75f, 0.95f})
    void whatJpegLeavesAroundIsBackground(float quality) throws IOException {
        BufferedImage image = grey(BufferedImage.TYPE_BYTE_GRAY, 0, 255);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(new Color(6, 6, 6));
        graphics.fillRect(20, 2, 5, 5);
        graphics.dispose();
        assertThat(readJpeg(image, quality)).isEqualTo(DEFECT);
    }

    @Test
    void aBlackMaskThatWentThroughJpegStaysBlack() throws IOException {
        assertThat(readJpeg(grey(BufferedImage.TYPE_BYTE_GRAY, 0, 9), 0.4f).any())
                .isFalse();
    }
}
