package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Tiling;
import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Regions of files are, bit for bit, what the whole file has there. */
class LargeImageFileTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final Tiling TILES = new Tiling(32, 9);
    private static final ImageReader OPENS_ALL = ImageReader.withDefaults().withMaxPixels(1);

    @TempDir
    private Path directory = Path.of("");

    static Stream<Path> files() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(GOLDEN, GOLDEN.resolve("regions"))) {
            try (Stream<Path> all = Files.list(folder)) {
                all.filter(file -> file.toString().matches(".*\\.(png|jpg|tif|bmp|webp)"))
                        .forEach(files::add);
            }
        }
        assertThat(files).hasSizeGreaterThanOrEqualTo(18);
        return files.stream().sorted();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRegionIsACropOfTheWhole(Path file) {
        Image whole = ImageReader.withDefaults().read(file);
        LargeImage large = (LargeImage) OPENS_ALL.open(file);
        assertThat(List.of(large.height(), large.width())).containsExactly(whole.height(), whole.width());
        List<Box> boxes = new ArrayList<>(TILES.boxes(whole.height(), whole.width()));
        for (Box box : boxes) {
            assertThat(large.read(box)).as("%s", box).isEqualTo(whole.crop(box));
        }
        Collections.shuffle(boxes, new Random(3));
        for (Box box : boxes) {
            assertThat(large.read(box)).as("%s", box).isEqualTo(whole.crop(box));
        }
        Image overview = large.overview(7);
        assertThat(List.of(overview.height(), overview.width()))
                .containsExactly((whole.height() + 6) / 7, (whole.width() + 6) / 7);
        if (!file.toString().contains("turned")) {
            assertThat(overview).isEqualTo(LargeImage.of(whole).overview(7));
        }
        assertThatThrownBy(() -> large.read(new Box(0, 0, whole.width() + 1, 1)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(large::requireImage)
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("--tiling");
    }

    @Test
    void aRegionLiesInTheStoredImageAsItIsTurned() {
        float[] values = new float[7 * 11];
        for (int i = 0; i < values.length; i++) {
            values[i] = i / 100f;
        }
        Image stored = Image.of("x", 1, 7, 11, values);
        for (int tag = 1; tag <= 8; tag++) {
            Orientation orientation = Orientation.ofTag(tag);
            Image upright = orientation.upright(stored);
            Box box = new Box(2, 1, upright.width() - 4, upright.height() - 3);
            assertThat(orientation.upright(stored.crop(orientation.stored(box, 7, 11))))
                    .as("tag %d", tag)
                    .isEqualTo(upright.crop(box));
            boolean[] set = new boolean[values.length];
            set[13] = true;
            Mask mask = orientation.upright(Mask.of(7, 11, set));
            assertThat(mask.count()).isEqualTo(1);
            assertThat(IntStream.range(0, values.length)
                            .filter(i -> mask.at(i / mask.width(), i % mask.width()))
                            .mapToObj(i -> upright.at(0, i / upright.width(), i % upright.width())))
                    .containsExactly(values[13]);
        }
    }

    /** What the samples of a 16-bit PNG mean follows from all of them, also from those outside of the region. */
    @Test
    void whatIsWhiteIsThatOfTheWholeFile() throws IOException {
        for (boolean high : new boolean[] {false, true}) {
            BufferedImage image = new BufferedImage(40, 50, BufferedImage.TYPE_USHORT_GRAY);
            for (int i = 0; i < 40 * 50; i++) {
                image.getRaster().setSample(i % 40, i / 40, 0, 501 + i % 40);
            }
            if (high) {
                image.getRaster().setSample(39, 49, 0, 40_000);
            }
            Path file = directory.resolve(high + ".png");
            Files.write(file, withSignificantBits(ImageWriter.png(image), 12));
            ImageReader quiet = OPENS_ALL.withWarnings(dark -> {});
            Image whole = ImageReader.withDefaults().withWarnings(dark -> {}).read(file);
            assertThat(whole.at(0, 0, 0)).isEqualTo(501f * (float) (1 / (high ? 65_535.0 : 4095.0)));
            Box box = new Box(0, 0, 16, 16);
            assertThat(((LargeImage) quiet.open(file)).read(box)).isEqualTo(whole.crop(box));
        }
    }

    private static byte[] withSignificantBits(byte[] png, int bits) {
        int afterHeader = 8 + 4 + 4 + 13 + 4;
        byte[] typed = {'s', 'B', 'I', 'T', (byte) bits};
        CRC32 crc = new CRC32();
        crc.update(typed);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(png, 0, afterHeader);
        out.writeBytes(ByteBuffer.allocate(13)
                .putInt(1)
                .put(typed)
                .putInt((int) crc.getValue())
                .array());
        out.write(png, afterHeader, png.length - afterHeader);
        return out.toByteArray();
    }

    /** {@link PlugIn} reads it. */
    @Test
    void otherFormatsAreReadByPlugInsOfTheClassPath() throws IOException {
        byte[] pixels = new byte[40 * 50];
        new Random(1).nextBytes(pixels);
        Path file = directory.resolve("x.png");
        Files.write(file, PlugIn.encoded(40, 50, pixels));
        Image whole = ImageReader.withDefaults().read(file);
        assertThat(List.of(whole.channels(), whole.height(), whole.width())).containsExactly(1, 40, 50);
        assertThat(whole.at(0, 3, 7)).isEqualTo((pixels[3 * 50 + 7] & 0xff) * (float) (1 / 255.0));
        LargeImage large = (LargeImage) OPENS_ALL.open(file);
        for (Box box : TILES.boxes(40, 50)) {
            assertThat(large.read(box)).isEqualTo(whole.crop(box));
        }
    }

    @Test
    void onlyLargeImagesAreReadByRegions() {
        Sample small = ImageReader.withDefaults().open(GOLDEN.resolve("rgb.png"));
        assertThat(small).isEqualTo(ImageReader.withDefaults().read(GOLDEN.resolve("rgb.png")));
    }

    @Test
    void aFileThatIsCutShortOrMissingSaysSo() throws IOException {
        byte[] whole = Files.readAllBytes(GOLDEN.resolve("rgb.png"));
        Path cut = directory.resolve("cut.png");
        Files.write(cut, java.util.Arrays.copyOf(whole, whole.length / 2));
        assertThatThrownBy(() -> ((LargeImage) OPENS_ALL.open(cut)).read(new Box(0, 52, 91, 8)))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("cut.png");
        assertThatThrownBy(() -> OPENS_ALL.open(directory.resolve("none.png")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("no such file");
        Path text = directory.resolve("text.png");
        Files.write(text, "not an image".getBytes(StandardCharsets.US_ASCII));
        assertThatThrownBy(() -> OPENS_ALL.open(text))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("is a text file");
    }
}
