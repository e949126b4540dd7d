package io.xvad.training;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The native arrays of a graph's runs, each of which uses those of the run before: as much memory as one run needs, however
 * many there are. SameDiff's own memory would leave what a backward pass has computed to the garbage collector, which sees
 * only the small Java objects in front of it and lets hundreds of megabytes pile up; closing the arrays after each run is
 * little better, as the native heap fills the gaps with small ones and grows. Not thread-safe.
 */
final class RunMemory extends AbstractMemoryMgr {

    private record Form(DataType type, List<Long> shape) {

        static Form of(DataType type, long[] shape) {
            return new Form(type, Arrays.stream(shape).boxed().toList());
        }
    }

    private final Map<Form, Deque<INDArray>> idle = new HashMap<>();
    private final List<INDArray> used = new ArrayList<>();

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        Deque<INDArray> fitting = idle.get(Form.of(type, shape));
        INDArray array = fitting == null || fitting.isEmpty()
                ? Nd4j.createUninitializedDetached(type, shape)
                : fitting.pop();
        used.add(array);
        return array;
    }

    @Override
    public INDArray allocate(boolean detached, LongShapeDescriptor descriptor) {
        return descriptor.isEmpty()
                ? Nd4j.create(descriptor)
                : allocate(detached, descriptor.dataType(), descriptor.getShape());
    }

    /** Nothing before the run ends: another value may share the array. */
    @Override
    public void release(INDArray array) {}

    /** Ends a run: the arrays behind its outputs, which the next run does not get unless they come back. */
    List<INDArray> end(Collection<INDArray> outputs) {
        List<INDArray> lent = new ArrayList<>();
        for (INDArray array : used) {
            if (shares(array, outputs)) {
                lent.add(array);
            } else {
                keep(array);
            }
        }
        used.clear();
        return lent;
    }

    /** Takes what was lent back for the next run. */
    void back(List<INDArray> lent) {
        lent.stream().filter(array -> !array.wasClosed()).forEach(this::keep);
    }

    private static boolean shares(INDArray array, Collection<INDArray> others) {
        return others.stream().anyMatch(one -> one == array || one.data() == array.data());
    }

    private void keep(INDArray array) {
        idle.computeIfAbsent(Form.of(array.dataType(), array.shape()), form -> new ArrayDeque<>())
                .push(array);
    }

    /** Frees all arrays but those behind outputs. */
    @Override
    public void close() {
        idle.values().forEach(arrays -> arrays.forEach(INDArray::close));
        idle.clear();
    }
}
