package io.xvad.evaluation.randomised;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;

/**
 * The kernels and matrices of an ONNX model, float32 or float16 with at least two dimensions, found in its bytes (ModelProto, graph 7,
 * initializer 5) and changed in place, so that nothing else of the model changes. Not thread-safe.
 */
final class OnnxWeights {

    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;

    private final byte[] model;
    private final List<OnnxTensor> tensors;

    private OnnxWeights(byte[] model, List<OnnxTensor> tensors) {
        this.model = model;
        this.tensors = tensors;
    }

    /** The weights in some bytes; empty if they are no ONNX model with weights. */
    static Optional<OnnxWeights> in(byte[] model) {
        try {
            List<OnnxTensor> tensors = new ArrayList<>();
            for (ProtoField field : ProtoField.in(model, 0, model.length)) {
                if (field.isBytes(GRAPH)) {
                    tensors.addAll(tensors(model, field));
                }
            }
            return tensors.isEmpty() ? Optional.empty() : Optional.of(new OnnxWeights(model, tensors));
        } catch (NotProtoException e) {
            return Optional.empty();
        }
    }

    private static List<OnnxTensor> tensors(byte[] model, ProtoField graph) throws NotProtoException {
        List<OnnxTensor> tensors = new ArrayList<>();
        for (ProtoField field : ProtoField.in(model, graph.start(), graph.end())) {
            if (field.isBytes(INITIALIZER)) {
                OnnxTensor.of(model, field).ifPresent(tensors::add);
            }
        }
        return tensors;
    }

    /**
     * Shuffles each of the last weights.
     *
     * @param wanted tells by their {@link Shuffle#key} which weights were learned; others are left as they are
     * @param share how many of the learned ones, in (0, 1]; at least one is, if there is any
     * @return the keys of what was shuffled, before it was
     */
    Set<Long> shuffle(LongPredicate wanted, double share, long seed) {
        ByteBuffer bytes = ByteBuffer.wrap(model).order(ByteOrder.LITTLE_ENDIAN);
        List<OnnxTensor> learned = tensors.stream()
                .filter(tensor -> wanted.test(Shuffle.key(tensor.read(bytes))))
                .toList();
        int kept = Math.max(0, Math.min(learned.size() - 1, (int) Math.round((1 - share) * learned.size())));
        Set<Long> keys = new HashSet<>();
        for (OnnxTensor tensor : learned.subList(kept, learned.size())) {
            float[] values = tensor.read(bytes);
            keys.add(Shuffle.key(values));
            tensor.write(bytes, Shuffle.of(values, seed));
        }
        return keys;
    }
}
