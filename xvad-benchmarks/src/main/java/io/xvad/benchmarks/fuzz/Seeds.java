package io.xvad.benchmarks.fuzz;

import io.xvad.core.model.Npy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;

/** Small valid files. Those in the jar are written by {@code tools/fuzz/seeds.py} and {@code tools/model-corpus/write.sh}. */
final class Seeds {

    private Seeds() {}

    static byte[] resource(String name) {
        try (InputStream in = Objects.requireNonNull(Seeds.class.getResourceAsStream(name), name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<byte[]> resources(String... names) {
        return Arrays.stream(names).map(Seeds::resource).toList();
    }

    static List<byte[]> texts(String... texts) {
        return Arrays.stream(texts)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] idxImages() {
        return ByteBuffer.allocate(16 + 3 * 20)
                .putInt(0x803)
                .putInt(3)
                .putInt(4)
                .putInt(5)
                .array();
    }

    static byte[] idxLabels() {
        return ByteBuffer.allocate(8 + 3).putInt(0x801).putInt(3).array();
    }

    /** A volume of 4 x 3 x 2 float32 values. */
    static byte[] nifti() {
        ByteBuffer out = ByteBuffer.allocate(352 + 24 * Float.BYTES).putInt(0, 348);
        short[] sides = {3, 4, 3, 2, 1, 1, 1, 1};
        for (int i = 0; i < sides.length; i++) {
            out.putShort(40 + 2 * i, sides[i]);
        }
        out.putShort(70, (short) 16).putFloat(108, 352).putFloat(112, 1);
        out.put(344, "n+1\0".getBytes(StandardCharsets.US_ASCII));
        for (int i = 0; i < 24; i++) {
            out.putFloat(352 + i * Float.BYTES, i);
        }
        return out.array();
    }

    static List<byte[]> maps() {
        float[] values = {0, 1, 2, 3, 4, 5};
        return List.of(
                Npy.write(values, 2, 3),
                Npy.write(new double[] {1, 2, 3, 4}, 1, 2, 2),
                Npy.write(new int[] {1, 2, 3, 4}, 1, 1, 2, 2),
                Npy.writeHalves(values, 3, 2),
                fortran(Npy.write(values, 2, 3)));
    }

    private static byte[] fortran(byte[] npy) {
        String text = new String(npy, StandardCharsets.ISO_8859_1).replace("False, ", "True , ");
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] npz() {
        return Envelope.zip(
                Map.of("01.npy", Npy.write(new int[] {0, 1, 1, 0}, 4), "02.npy", Npy.write(new float[] {0, 1}, 2)));
    }
}
