package io.xvad.training.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The native memory of plans: pieces, each of which serves one value after the other. Not thread-safe.
 */
public final class PlanMemory implements AutoCloseable {

    /** How much larger than a value its block may be. */
    private static final int SLACK = 2;

    private final Map<DataType, TreeMap<Long, Deque<INDArray>>> free = new HashMap<>();
    private final List<INDArray> all = new ArrayList<>();

    /** Begins another plan, which may use all of it. */
    void begin() {
        free.clear();
        all.forEach(this::release);
    }

    /** A block that has room for a value. */
    INDArray take(Form form) {
        TreeMap<Long, Deque<INDArray>> fitting = free.computeIfAbsent(form.type(), type -> new TreeMap<>());
        Long size = fitting.ceilingKey(form.length());
        if (size == null || size > SLACK * form.length()) {
            INDArray block = Nd4j.createUninitializedDetached(form.type(), form.length());
            all.add(block);
            return block;
        }
        Deque<INDArray> blocks = Objects.requireNonNull(fitting.get(size));
        INDArray block = blocks.pop();
        if (blocks.isEmpty()) {
            fitting.remove(size);
        }
        return block;
    }

    /** How much there is. */
    long bytes() {
        return all.stream()
                .mapToLong(block -> block.length() * block.dataType().width())
                .sum();
    }

    /** Its value is not read any more. */
    void release(INDArray block) {
        free.computeIfAbsent(block.dataType(), type -> new TreeMap<>())
                .computeIfAbsent(block.length(), length -> new ArrayDeque<>())
                .push(block);
    }

    /** The front of a block as an array of some form. */
    static INDArray view(INDArray block, Form form) {
        INDArray front = block.length() == form.length() ? block : block.get(NDArrayIndex.interval(0, form.length()));
        return front.reshape('c', form.dimensions());
    }

    /** Frees it; the plans in it cannot be run any more. */
    @Override
    public void close() {
        all.forEach(INDArray::close);
        all.clear();
        free.clear();
    }
}
