package io.xvad.data.packed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NiftiVolumeTest {

    private static final int[] SIDES = {3, 2, 2};

    @TempDir
    private Path root = Path.of("");

    private NiftiVolume opened(String name, byte[] bytes) {
        PackedFiles.write(root.resolve(name), bytes);
        return NiftiVolume.open(root.resolve(name));
    }

    private static byte[] counting(ByteOrder order, float slope, float intercept) {
        return PackedFiles.nifti(
                order,
                SIDES,
                slope,
                intercept,
                (short) 0,
                (short) 1,
                (short) 2,
                (short) 3,
                (short) 4,
                (short) -5,
                (short) 10,
                (short) 11,
                (short) 12,
                (short) 13,
                (short) 14,
                (short) 100);
    }

    @ParameterizedTest
    @CsvSource({"a.nii,true", "a.nii,false", "a.nii.gz,true", "a.nii.gz,false"})
    void valuesOfEitherByteOrder(String name, boolean big) {
        NiftiVolume volume = opened(name, counting(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN, 0, 7));
        assertThat(volume.size()).isEqualTo(2);
        assertThat(volume.width()).isEqualTo(3);
        assertThat(volume.height()).isEqualTo(2);
        assertThat(volume.values(0)).containsExactly(0, 1, 2, 3, 4, -5);
        assertThat(volume.values(1)).containsExactly(10, 11, 12, 13, 14, 100);
        assertThatThrownBy(() -> volume.values(2)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void slopeAndInterceptScale() {
        assertThat(opened("a.nii", counting(ByteOrder.LITTLE_ENDIAN, 2, -1)).values(0))
                .containsExactly(-1, 1, 3, 5, 7, -11);
    }

    @Test
    void anImageIsBlackAtZeroAndWhiteAtTheTop() {
        Image image = opened("a.nii", counting(ByteOrder.LITTLE_ENDIAN, 1, 0)).read(0);
        assertThat(image.toArray()).containsExactly(0, .01f, .02f, .03f, .04f, 0);
        assertThat(image.id()).endsWith("a.nii#0");
        NiftiVolume black =
                opened("b.nii", PackedFiles.nifti(ByteOrder.LITTLE_ENDIAN, new int[] {1, 1, 1}, 1, 0, (short) 0));
        assertThat(black.read(0).toArray()).containsExactly(0);
    }

    private static Stream<Arguments> types() {
        return Stream.of(
                Arguments.of(2, 1, ByteBuffer.allocate(1).put((byte) 200), 200f),
                Arguments.of(256, 1, ByteBuffer.allocate(1).put((byte) -3), -3f),
                Arguments.of(512, 2, little(2).putShort((short) 60_000), 60_000f),
                Arguments.of(8, 4, little(4).putInt(-70_000), -70_000f),
                Arguments.of(768, 4, little(4).putInt(-1), 4_294_967_295f),
                Arguments.of(16, 4, little(4).putFloat(1.5f), 1.5f),
                Arguments.of(64, 8, little(8).putDouble(-2.25), -2.25f));
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    @ParameterizedTest
    @MethodSource("types")
    void eachType(int code, int bytes, ByteBuffer value, float wanted) {
        byte[] header = PackedFiles.nifti(ByteOrder.LITTLE_ENDIAN, new int[] {1, 1, 1}, 1, 0);
        byte[] whole = Arrays.copyOf(header, 352 + bytes);
        ByteBuffer.wrap(whole).order(ByteOrder.LITTLE_ENDIAN).putShort(70, (short) code);
        System.arraycopy(value.array(), 0, whole, 352, bytes);
        assertThat(opened("a.nii", whole).values(0)).containsExactly(wanted);
    }

    private void refused(Consumer<ByteBuffer> breaking, String message) {
        byte[] bytes = counting(ByteOrder.LITTLE_ENDIAN, 1, 0);
        breaking.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        for (String name : new String[] {"broken.nii", "broken.nii.gz"}) {
            assertThatThrownBy(() -> opened(name, bytes).values(0))
                    .isInstanceOf(XvadDataException.class)
                    .hasMessageContaining(name)
                    .hasMessageContaining(message);
        }
    }

    @Test
    void brokenHeadersAreRefused() {
        refused(header -> header.putInt(0, 540), "is no NIfTI-1 file");
        refused(header -> header.putInt(344, 0), "is no NIfTI-1 file");
        refused(header -> header.put(345, (byte) 'i').put(346, (byte) '1'), "convert it to .nii");
        refused(header -> header.putShort(40, (short) 2), "must hold one volume");
        refused(header -> header.putShort(40, (short) 4).putShort(48, (short) 5), "more than one volume");
        refused(header -> header.putShort(40, (short) 99), "must hold one volume");
        refused(header -> header.putShort(42, (short) -1), "axis 1 has -1 values");
        refused(header -> header.putShort(46, Short.MAX_VALUE), "axis 3 has 32767 values");
        refused(header -> header.putShort(46, (short) 3), "is cut short");
        refused(header -> header.putShort(70, (short) 128), "values of NIfTI type 128 are not read");
        refused(header -> header.putFloat(108, Float.NaN), "is none that is read");
        refused(header -> header.putFloat(108, -1), "is none that is read");
        refused(header -> header.putFloat(112, Float.NaN), "must be finite");
    }

    @Test
    void aCompressedVolumeThatWouldNotFitIsRefusedBeforeItIsInflated() {
        refusedCompressed(header ->
                header.putShort(42, (short) 4096).putShort(44, (short) 4096).putShort(46, (short) 4096));
    }

    private void refusedCompressed(Consumer<ByteBuffer> breaking) {
        byte[] bytes = counting(ByteOrder.LITTLE_ENDIAN, 1, 0);
        breaking.accept(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN));
        assertThatThrownBy(() -> opened("huge.nii.gz", bytes))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("huge.nii.gz")
                .hasMessageContaining("more than are read");
    }

    @Test
    void filesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> opened("a.nii", new byte[10])).hasMessageContaining("is cut short: 348 bytes");
        PackedFiles.write(root.resolve("b.nii"), counting(ByteOrder.LITTLE_ENDIAN, 1, 0));
        assertThatThrownBy(() -> NiftiVolume.open(root.resolve("nowhere.nii")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("nowhere.nii");
    }
}
