package io.xvad.core.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.xvad.core.XvadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyTest {

    @Test
    void floatsComeBackAsTheyWere() {
        float[] values = {0.1f, -3.5f, Float.NaN, Float.MIN_VALUE, Float.POSITIVE_INFINITY, 7};
        Npy array = Npy.read("it", Npy.write(values, 2, 3));
        assertThat(array.type()).isEqualTo("f4");
        assertThat(array.shape()).containsExactly(2, 3);
        assertThat(array.floats()).containsExactly(values);
        assertThat(array.floats()).as("a second time").containsExactly(values);
        assertThat(array.doubles()[0]).isEqualTo(0.1f);
    }

    @ParameterizedTest
    @CsvSource({
        "<f8, 8, 4009000000000000, 3.125",
        "<f4, 4, c0480000, -3.125",
        "<f2, 2, c240, -3.125",
        "<f2, 2, 0001, 5.960464477539063e-8",
        "<f2, 2, 7c00, Infinity",
        "|b1, 1, 1, 1",
        "|u1, 1, ff, 255",
        "|i1, 1, ff, -1",
        "<u2, 2, ffff, 65535",
        "<i2, 2, ffff, -1",
        "<u4, 4, ffffffff, 4294967295",
        "<i4, 4, ffffffff, -1",
        "<i8, 8, ffffffffffffffff, -1",
        "<u8, 8, 7fffffffffffffff, 9223372036854775807",
    })
    void readsEveryTypeInBothOrders(String type, int width, String bits, double value) {
        long raw = Long.parseUnsignedLong(bits, 16);
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            byte[] data = ByteBuffer.allocate(8).order(order).putLong(raw).array();
            int from = order == ByteOrder.LITTLE_ENDIAN ? 0 : 8 - width;
            byte[] element = Arrays.copyOfRange(data, from, from + width);
            String descr = order == ByteOrder.LITTLE_ENDIAN ? type : type.replace('<', '>');
            Npy array = Npy.read("it", file(descr, "False", "1,", element));
            assertThat(array.doubles()).containsExactly(value);
            assertThat(array.floats()).containsExactly((float) value);
        }
    }

    @Test
    void fortranOrderIsTurned() {
        byte[] columns = ByteBuffer.allocate(24)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1)
                .putFloat(4)
                .putFloat(2)
                .putFloat(5)
                .putFloat(3)
                .putFloat(6)
                .array();
        Npy array = Npy.read("it", file("<f4", "True", "2, 3", columns));
        assertThat(array.floats()).containsExactly(1, 2, 3, 4, 5, 6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<c8", "<f16", "|S4", "<f3"})
    void otherTypesAreNamed(String type) {
        byte[] bytes = file(type, "False", "1,", new byte[16]);
        assertThatThrownBy(() -> Npy.read("it", bytes))
                .isInstanceOf(XvadDataException.class)
                .hasMessageStartingWith("it: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"3,", "1,", "-2,", "2147483647, 2147483647", "x"})
    void shapesThatDoNotFitTheDataAreErrors(String shape) {
        byte[] bytes = file("<f4", "False", shape, new byte[8]);
        assertThatThrownBy(() -> Npy.read("it", bytes))
                .isInstanceOf(XvadDataException.class)
                .hasMessageStartingWith("it: ");
    }

    private static byte[] file(String descr, String fortran, String shape, byte[] data) {
        byte[] header = ("{'descr': '" + descr + "', 'fortran_order': " + fortran + ", 'shape': (" + shape + "), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocate(10 + header.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header)
                .put(data)
                .array();
    }
}
