package io.xvad.data.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.xvad.core.XvadDataException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is white in images of more than 8 bits a sample. */
class WhiteLevelTest {

    private static final int S_MAX_SAMPLE_VALUE = 341;
    private static final int MAX_SAMPLE_VALUE = 281;

    private final List<String> warnings = new ArrayList<>();
    private final ImageReader reader = ImageReader.withDefaults().withWarnings(warnings::add);

    private float[] read(ImageReader by, byte[] file) {
        return by.read("a.tif", file).toArray();
    }

    private static void refused(ThrowingCallable reading, String... words) {
        assertThatThrownBy(reading)
                .isInstanceOf(XvadDataException.class)
                .hasMessageStartingWith("a.tif: ")
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("\n");
    }

    @ParameterizedTest
    @ValueSource(ints = {32, 64})
    void floatsFromBlackToWhiteAreReadAsTheyAre(int bits) {
        byte[] file = TiffFile.grey(bits, 3, 0, 0.25, 1).classic();
        assertThat(read(reader, file)).containsExactly(0, 0.25f, 1);
    }

    @ParameterizedTest
    @CsvSource({"255, 255", "1.5, 255", "3000, 4095", "65535, 65535", "100000, 100000"})
    void floatsAboveWhiteAreRefusedAndNotCutOff(double highest, String proposed) {
        byte[] file = TiffFile.grey(32, 3, 0, 0.5, highest).classic();
        refused(() -> read(reader, file), "from 0 to ", "1 is white", "--white-level " + proposed, "withWhiteLevel");
    }

    @Test
    void floatsBelowBlackOrNotFiniteAreRefusedWhateverIsWhite() {
        refused(() -> read(reader, TiffFile.grey(32, 3, -0.5, 1).classic()), "from -0.5 to 1", "black is 0");
        refused(
                () -> read(
                        reader.withWhiteLevel(255),
                        TiffFile.grey(32, 3, -1, 200).classic()),
                "from -1 to 200");
        for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
            refused(() -> read(reader, TiffFile.grey(32, 3, 0, value).classic()), "not finite");
        }
    }

    @Test
    void floatsOf0To255HaveThePixelsOf8BitsIfThatIsSaid() {
        double[] samples = {0, 1, 50, 178, 255};
        float[] bytes = read(reader, TiffFile.grey(8, 1, samples).classic());
        assertThat(read(
                        reader.withWhiteLevel(255),
                        TiffFile.grey(32, 3, samples).classic()))
                .isEqualTo(bytes);
        assertThat(read(
                        reader,
                        TiffFile.grey(32, 3, samples)
                                .with(S_MAX_SAMPLE_VALUE, 255.0)
                                .classic()))
                .isEqualTo(bytes);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {S_MAX_SAMPLE_VALUE, MAX_SAMPLE_VALUE})
    void aTagTellsThat12BitsLieIn16(int tag) {
        byte[] file = TiffFile.grey(16, 1, 0, 2047.5, 4095).with(tag, 4095).classic();
        assertThat(read(reader, file)).containsExactly(new float[] {0, 0.5f, 1}, within(2e-4f));
        assertThat(warnings).isEmpty();
    }

    @Test
    void twelveBitsThatArePackedAreReadAsSuch() {
        byte[] file = TiffFile.row(12, 1, 2, new byte[] {(byte) 0xff, (byte) 0xf3, 0x33})
                .classic();
        assertThat(read(reader, file)).containsExactly(new float[] {1, 0.2f}, within(1e-4f));
        assertThat(warnings).isEmpty();
    }

    @Test
    void aTagThatIsTheHighestValueOfThisImageStretchesNothing() {
        byte[] file =
                TiffFile.grey(16, 1, 0, 3127).with(S_MAX_SAMPLE_VALUE, 3127).classic();
        assertThat(read(reader, file)).containsExactly(new float[] {0, 3127 / 65535f}, within(1e-6f));
        assertThat(warnings).hasSize(1);
    }

    @Test
    void twelveBitsIn16AreReadByTheLevelGivenElseAWarningNamesIt() {
        byte[] file = TiffFile.grey(16, 1, 0, 819, 4095).classic();
        assertThat(read(reader.withWhiteLevel(4095), file)).containsExactly(new float[] {0, 0.2f, 1}, within(1e-6f));
        assertThat(warnings).isEmpty();
        assertThat(read(reader, file)).containsExactly(new float[] {0, 819 / 65535f, 4095 / 65535f}, within(1e-6f));
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("a.tif", "nearly black", "from 0 to 4095", "--white-level 4095");
        refused(() -> read(reader.withWhiteLevel(1023), file), "from 0 to 4095", "1023 is white");
    }

    @Test
    void eightBitsAreReadAsTheyAreWhateverIsWhite() {
        byte[] file = TiffFile.grey(8, 1, 0, 51, 255).classic();
        assertThat(read(reader.withWhiteLevel(4095), file)).containsExactly(new float[] {0, 0.2f, 1}, within(1e-6f));
    }

    @Test
    void unsignedIntegersOf32BitsReachTo4294967295() {
        byte[] file = TiffFile.grey(32, 1, 0, 2147483648.0, 4294967295.0).classic();
        assertThat(read(reader, file)).containsExactly(new float[] {0, 0.5f, 1}, within(1e-6f));
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 16, 32})
    void signedIntegersNeedAWhiteLevel(int bits) {
        byte[] file = TiffFile.grey(bits, 2, 0, 25, 100).classic();
        refused(() -> read(reader, file), "signed " + bits + "-bit", "from 0 to 100", "--white-level 255");
        assertThat(read(reader.withWhiteLevel(100), file)).containsExactly(new float[] {0, 0.25f, 1}, within(1e-6f));
        refused(
                () -> read(
                        reader.withWhiteLevel(100),
                        TiffFile.grey(bits, 2, -5, 100).classic()),
                "from -5 to 100");
    }

    @Test
    void aMaskOfAnyTypeHasItsHighestValueAsWhite(@TempDir Path directory) throws IOException {
        Path file = directory.resolve("mask.tif");
        for (TiffFile mask : List.of(
                TiffFile.grey(32, 2, 0, 1, 0),
                TiffFile.grey(16, 1, 0, 255, 0),
                TiffFile.grey(32, 3, 0, 255, 0),
                TiffFile.grey(8, 1, 0, 255, 0))) {
            Files.write(file, mask.classic());
            assertThat(reader.readMask(file).toArray()).containsExactly(false, true, false);
        }
        Files.write(file, TiffFile.grey(16, 1, 0, 0).classic());
        assertThat(reader.readMask(file).any()).isFalse();
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
    void whiteIsPositive(double level) {
        assertThatThrownBy(() -> reader.withWhiteLevel(level))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(String.valueOf(level));
    }

    @Test
    void aPngThatSays12BitsIsReadWhetherItsSamplesAreStretchedOrNot() {
        int[] samples = {0, 3, 819, 2047, 4095};
        float[] expected = {0, 3 / 4095f, 819 / 4095f, 2047 / 4095f, 1};
        int[] stretched = Arrays.stream(samples).map(v -> v << 4 | v >> 8).toArray();
        int[] shifted = Arrays.stream(samples).map(v -> v << 4).toArray();
        assertThat(read(reader, png(12, samples))).containsExactly(expected, within(1e-6f));
        assertThat(read(reader, png(12, stretched))).containsExactly(expected, within(2e-5f));
        assertThat(read(reader, png(12, shifted))).containsExactly(expected, within(3e-4f));
        assertThat(warnings).isEmpty();
        assertThat(read(reader, png(16, samples))[4]).isCloseTo(4095 / 65535f, within(1e-6f));
        assertThat(warnings).hasSize(1);
        assertThat(read(reader, png(12, 0, 16, 160, 3200))[3]).isCloseTo(3200 / 65535f, within(1e-6f));
        assertThat(warnings).as("dark, but the file says how it is stored").hasSize(1);
    }

    /** A 16-bit grey PNG with a chunk {@code sBIT} behind its header. */
    private static byte[] png(int significantBits, int... samples) {
        BufferedImage image = new BufferedImage(samples.length, 1, BufferedImage.TYPE_USHORT_GRAY);
        image.getRaster().setSamples(0, 0, samples.length, 1, 0, samples);
        byte[] plain = ImageWriter.png(image);
        int header = 8 + 25;
        byte[] typeAndData = {'s', 'B', 'I', 'T', (byte) significantBits};
        CRC32 crc = new CRC32();
        crc.update(typeAndData);
        return ByteBuffer.allocate(plain.length + 13)
                .put(plain, 0, header)
                .putInt(1)
                .put(typeAndData)
                .putInt((int) crc.getValue())
                .put(plain, header, plain.length - header)
                .array();
    }
}
