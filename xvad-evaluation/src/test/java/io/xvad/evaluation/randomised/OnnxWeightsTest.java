package io.xvad.evaluation.randomised;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** On a model written byte by byte. */
class OnnxWeightsTest {

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(number << 3 | 2);
        int length = content.length;
        while (length > 0x7f) {
            out.write(length & 0x7f | 0x80);
            length >>>= 7;
        }
        out.write(length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static byte[] raw(float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return bytes.array();
    }

    private static byte[] number(int field, int value) {
        return new byte[] {(byte) (field << 3), (byte) value};
    }

    /** Ten by ten, and a bias of three. */
    private static byte[] model(float[] matrix, float[] bias) {
        byte[] weights = joined(number(1, 10), number(1, 10), number(2, 1), field(9, raw(matrix)));
        byte[] biases = joined(number(1, 3), number(2, 1), field(9, raw(bias)));
        byte[] shape = joined(number(1, 2), number(1, 2), number(2, 7), field(9, new byte[32]));
        return joined(number(1, 8), field(7, joined(field(5, weights), field(5, biases), field(5, shape))));
    }

    private static float[] hundred() {
        float[] values = new float[100];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return values;
    }

    @Test
    void matricesAreShuffledAndNothingElseChanges() {
        byte[] model = model(hundred(), new float[] {7, 8, 9});
        OnnxWeights.in(model).orElseThrow().shuffle(key -> false, 1, 4);
        assertThat(model).isEqualTo(model(hundred(), new float[] {7, 8, 9}));
        OnnxWeights.in(model).orElseThrow().shuffle(key -> true, 1, 4);
        assertThat(model).isEqualTo(model(Shuffle.of(hundred(), 4), new float[] {7, 8, 9}));
        assertThat(Shuffle.of(hundred(), 4)).isNotEqualTo(hundred()).containsExactlyInAnyOrder(hundred());
        assertThat(Shuffle.of(hundred(), 4)).isEqualTo(Shuffle.of(hundred(), 4)).isNotEqualTo(Shuffle.of(hundred(), 5));
    }

    @Test
    void otherBytesAreNoNetwork() {
        SplittableRandom random = new SplittableRandom(3);
        for (int trial = 0; trial < 200; trial++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);
            assertThat(OnnxWeights.in(bytes)).isEmpty();
        }
        byte[] whole = model(hundred(), new float[] {7, 8, 9});
        assertThat(OnnxWeights.in(Arrays.copyOf(whole, whole.length - 1))).isEmpty();
        assertThat(OnnxWeights.in(new byte[0])).isEmpty();
    }
}
