package io.xvad.detectors.nearest;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Gives an ONNX model constants without any library to read it: messages of protocol buffers that are joined are one message,
 * with all entries of their repeated fields. So what is joined here is a model with nothing but a graph of constants. Field
 * numbers are those of {@code onnx.proto}.
 */
final class JoinedConstants {

    private static final int GRAPH_OF_MODEL = 7;
    private static final int CONSTANT_OF_GRAPH = 5;
    private static final int SHAPE = 1;
    private static final int TYPE = 2;
    private static final int NAME = 8;
    private static final int VALUES = 9;
    private static final int FLOAT = 1;
    private static final int BYTES = 2;

    private final ByteArrayOutputStream model = new ByteArrayOutputStream();

    JoinedConstants(byte[] model) {
        this.model.writeBytes(model);
    }

    /** A float32 constant. */
    JoinedConstants with(String name, float[] values, int... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(values.length, Float.BYTES))
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        ByteArrayOutputStream constant = new ByteArrayOutputStream();
        for (int size : shape) {
            number(constant, SHAPE << 3);
            number(constant, size);
        }
        number(constant, TYPE << 3);
        number(constant, FLOAT);
        field(constant, NAME, name.getBytes(StandardCharsets.UTF_8));
        field(constant, VALUES, bytes.array());
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        field(graph, CONSTANT_OF_GRAPH, constant.toByteArray());
        field(model, GRAPH_OF_MODEL, graph.toByteArray());
        return this;
    }

    private static void field(ByteArrayOutputStream out, int field, byte[] content) {
        number(out, field << 3 | BYTES);
        number(out, content.length);
        out.writeBytes(content);
    }

    private static void number(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest >= 0x80) {
            out.write(rest & 0x7f | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    byte[] bytes() {
        return model.toByteArray();
    }
}
