package io.xvad.onnx;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.platform.Fp16Conversions;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/** Tensors to and from ONNX Runtime. */
final class NativeTensors {

    /** Every tensor begins at a multiple of it, so that values of any type may follow one another. */
    private static final int ALIGNMENT = Long.BYTES;

    private NativeTensors() {}

    /** The bytes of native memory that a tensor takes. */
    static int bytes(Tensor tensor) {
        int size =
                switch (tensor.type()) {
                    case FLOAT32 -> Float.BYTES;
                    case INT64 -> Long.BYTES;
                    case BOOL -> 1;
                };
        int bytes = Math.multiplyExact(tensor.size(), size);
        return Math.addExact(bytes, (ALIGNMENT - bytes % ALIGNMENT) % ALIGNMENT);
    }

    /**
     * A tensor in the next part of {@code memory}, whose position moves on. Where the network wants numbers of fewer bits, float16 for
     * float32, int32 or uint8 for int64, they are narrowed.
     *
     * @throws IllegalArgumentException if a whole number does not fit
     */
    static OnnxTensor write(OrtEnvironment environment, Tensor tensor, OnnxJavaType wanted, ByteBuffer memory)
            throws OrtException {
        int bytes = bytes(tensor);
        ByteBuffer part = memory.slice(memory.position(), bytes).order(ByteOrder.nativeOrder());
        memory.position(memory.position() + bytes);
        long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
        return switch (tensor.type()) {
            case FLOAT32 -> {
                if (wanted == OnnxJavaType.FLOAT16) {
                    ShortBuffer halves = part.asShortBuffer().limit(tensor.size());
                    halves.duplicate().put(Fp16Conversions.convertFloatBufferToFp16Buffer(tensor.buffer()));
                    yield OnnxTensor.createTensor(environment, part.limit(Short.BYTES * tensor.size()), shape, wanted);
                }
                FloatBuffer floats = part.asFloatBuffer().limit(tensor.size());
                floats.duplicate().put(tensor.buffer());
                yield OnnxTensor.createTensor(environment, floats, shape);
            }
            case INT64 -> {
                if (wanted == OnnxJavaType.INT32) {
                    IntBuffer ints = part.asIntBuffer().limit(tensor.size());
                    ints.duplicate()
                            .put(Arrays.stream(tensor.longs())
                                    .mapToInt(Math::toIntExact)
                                    .toArray());
                    yield OnnxTensor.createTensor(environment, ints, shape);
                }
                if (wanted == OnnxJavaType.UINT8) {
                    ByteBuffer bytesOfNumbers = part.limit(tensor.size());
                    bytesOfNumbers.duplicate().put(unsignedBytes(tensor.longs()));
                    yield OnnxTensor.createTensor(environment, bytesOfNumbers, shape, wanted);
                }
                LongBuffer longs = part.asLongBuffer().limit(tensor.size());
                longs.duplicate().put(tensor.longs());
                yield OnnxTensor.createTensor(environment, longs, shape);
            }
            case BOOL -> {
                ByteBuffer truths = part.limit(tensor.size());
                for (boolean value : tensor.booleans()) {
                    truths.put((byte) (value ? 1 : 0));
                }
                yield OnnxTensor.createTensor(environment, truths.flip(), shape, OnnxJavaType.BOOL);
            }
        };
    }

    /**
     * A copy of an output: float16 as float32, int32 as int64.
     *
     * @throws XvadModelException if it is of another type
     */
    static Tensor read(String name, OnnxValue output) throws OrtException {
        if (!(output instanceof OnnxTensor tensor)) {
            throw new XvadModelException("output '" + name + "' is a " + output.getType() + ", wanted a tensor");
        }
        int[] shape = Arrays.stream(tensor.getInfo().getShape())
                .mapToInt(Math::toIntExact)
                .toArray();
        return switch (tensor.getInfo().type) {
            case FLOAT, FLOAT16, BFLOAT16 ->
                Tensor.owning(tensor.getFloatBuffer().array(), shape);
            case INT64 -> Tensor.ofLongs(tensor.getLongBuffer().array(), shape);
            case INT32 -> Tensor.ofLongs(widened(tensor.getIntBuffer()), shape);
            case BOOL -> Tensor.ofBooleans(truths(tensor.getByteBuffer()), shape);
            default ->
                throw new XvadModelException("output '" + name + "' is of type " + tensor.getInfo().type
                        + ", wanted float32, float16, int64, int32 or bool");
        };
    }

    private static byte[] unsignedBytes(long[] values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < bytes.length; i++) {
            if (values[i] < 0 || values[i] > 255) {
                throw new IllegalArgumentException("numbers of type uint8 lie in [0, 255], got " + values[i]);
            }
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static long[] widened(IntBuffer ints) {
        return Arrays.stream(ints.array()).asLongStream().toArray();
    }

    private static boolean[] truths(ByteBuffer bytes) {
        boolean[] truths = new boolean[bytes.remaining()];
        for (int i = 0; i < truths.length; i++) {
            truths[i] = bytes.get(i) != 0;
        }
        return truths;
    }
}
