package io.xvad.evaluation.randomised;

import io.xvad.core.model.Float16;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where the values of a tensor lie in an ONNX model (TensorProto: dims 1, data_type 2, float_data 4, raw_data 9).
 *
 * @param half whether they are float16, else float32
 * @param start index of the first byte
 * @param count values
 */
record OnnxTensor(boolean half, int start, int count) {

    private static final int DIMENSIONS = 1;
    private static final int TYPE = 2;
    private static final int FLOATS = 4;
    private static final int RAW = 9;
    private static final int FLOAT32 = 1;
    private static final int FLOAT16 = 10;

    /** The tensor in a field; empty if it is no kernel or matrix of floats. */
    static Optional<OnnxTensor> of(byte[] model, ProtoField initializer) throws NotProtoException {
        List<Long> shape = new ArrayList<>();
        long type = 0;
        Optional<ProtoField> values = Optional.empty();
        for (ProtoField field : ProtoField.in(model, initializer.start(), initializer.end())) {
            if (field.isNumber(DIMENSIONS)) {
                shape.add(field.value());
            } else if (field.isBytes(DIMENSIONS)) {
                shape.addAll(ProtoField.numbers(model, field.start(), field.end()));
            } else if (field.isNumber(TYPE)) {
                type = field.value();
            } else if (field.isBytes(FLOATS) || field.isBytes(RAW)) {
                values = Optional.of(field);
            }
        }
        boolean floats = type == FLOAT32 || type == FLOAT16;
        long count = shape.stream().reduce(1L, (a, b) -> a * b);
        int bytes = type == FLOAT16 ? 2 : 4;
        boolean half = bytes == 2;
        return values.filter(found -> floats && isKernelOrMatrix(shape) && count * bytes == found.end() - found.start())
                .map(found -> new OnnxTensor(half, found.start(), (int) count));
    }

    /** A shape of 1 in all but the last dimension is that of a bias or scale. */
    private static boolean isKernelOrMatrix(List<Long> shape) {
        return shape.size() >= 2 && shape.subList(0, shape.size() - 1).stream().anyMatch(size -> size > 1);
    }

    float[] read(ByteBuffer model) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = half ? Float16.value(model.getShort(start + 2 * i)) : model.getFloat(start + 4 * i);
        }
        return values;
    }

    void write(ByteBuffer model, float[] values) {
        for (int i = 0; i < count; i++) {
            if (half) {
                model.putShort(start + 2 * i, Float16.bits(values[i]));
            } else {
                model.putFloat(start + 4 * i, values[i]);
            }
        }
    }
}
