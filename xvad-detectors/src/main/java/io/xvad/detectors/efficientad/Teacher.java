package io.xvad.detectors.efficientad;

import io.xvad.core.XvadDataException;
import io.xvad.training.Trainable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A patch description network that was distilled from a backbone on many photographs, as {@code tools/patch-teacher} writes it: its kind, width
 * and outputs as three integers, then kernels and biases layer by layer as 32-bit floats, kernels of shape (out, in, rows, columns), all little endian.
 *
 * @param network its shape
 * @param weights by the name that the graph gives them
 */
record Teacher(PatchNetwork network, Map<String, float[]> weights) {

    /** Name of the network in the graph. */
    static final String NAME = "teacher";

    private static final String PACKAGED = "patch-teacher.bin";
    private static final int HEADER = 3 * Integer.BYTES;
    private static final int WIDEST = 4096;

    /** The one in the jar. */
    static Teacher packaged() {
        try (InputStream in = Objects.requireNonNull(Teacher.class.getResourceAsStream(PACKAGED), PACKAGED)) {
            return of(PACKAGED, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * One in a file.
     *
     * @throws XvadDataException if it cannot be read, or is not one
     */
    static Teacher read(Path file) {
        try {
            return of(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new XvadDataException("cannot read the teacher " + file + ": " + e, e);
        }
    }

    /** Reads the bytes of one, whose name is for messages. */
    static Teacher of(String name, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        PatchNetwork network = header(name, buffer);
        long expected = HEADER;
        for (PatchNetwork.Layer layer : network.layers()) {
            long values = (long) layer.in() * layer.out() * layer.kernel() * layer.kernel() + layer.out();
            expected += values * Float.BYTES;
        }
        if (bytes.length != expected) {
            throw new XvadDataException(
                    "teacher " + name + " must have " + expected + " bytes for a " + network + ", has " + bytes.length);
        }
        Map<String, float[]> weights = new LinkedHashMap<>();
        List<PatchNetwork.Layer> layers = network.layers();
        for (int i = 0; i < layers.size(); i++) {
            weights.put(PatchNetwork.kernels(NAME, i), kernels(buffer, layers.get(i)));
            float[] bias = new float[layers.get(i).out()];
            buffer.asFloatBuffer().get(bias);
            buffer.position(buffer.position() + Float.BYTES * bias.length);
            weights.put(PatchNetwork.bias(NAME, i), bias);
        }
        return new Teacher(network, weights);
    }

    private static PatchNetwork header(String name, ByteBuffer buffer) {
        if (buffer.remaining() >= HEADER) {
            int kind = buffer.getInt();
            int width = buffer.getInt();
            int outputs = buffer.getInt();
            PatchNetwork.Kind[] kinds = PatchNetwork.Kind.values();
            if (kind >= 0 && kind < kinds.length && isPossible(width) && isPossible(outputs)) {
                return new PatchNetwork(kinds[kind], width, outputs);
            }
        }
        throw new XvadDataException("teacher " + name + " must begin with its kind (0 or 1), width and outputs, as"
                + " tools/patch-teacher writes them");
    }

    private static boolean isPossible(int channels) {
        return channels > 0 && channels <= WIDEST;
    }

    /** Kernels in the order of the graph: rows, columns, in, out. */
    private static float[] kernels(ByteBuffer buffer, PatchNetwork.Layer layer) {
        int area = layer.kernel() * layer.kernel();
        float[] kernels = new float[area * layer.in() * layer.out()];
        for (int out = 0; out < layer.out(); out++) {
            for (int in = 0; in < layer.in(); in++) {
                for (int place = 0; place < area; place++) {
                    kernels[(place * layer.in() + in) * layer.out() + out] = buffer.getFloat();
                }
            }
        }
        return kernels;
    }

    /** Gives its weights to a graph that has the network. */
    void into(Trainable net) {
        weights.forEach(net::keep);
    }
}
