package io.xvad.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.nd4j.autodiff.samediff.internal.memory.AbstractMemoryMgr;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Memory of one run of a graph, given back when the run ends. SameDiff's own would leave what it computed to the garbage
 * collector, which sees only the small Java objects in front of it and lets hundreds of megabytes pile up. Not thread-safe.
 */
final class RunMemory extends AbstractMemoryMgr {

    private final List<INDArray> allocated = new ArrayList<>();

    @Override
    public INDArray allocate(boolean detached, DataType type, long... shape) {
        INDArray array = Nd4j.createUninitializedDetached(type, shape);
        allocated.add(array);
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

    /** Ends the run: frees all arrays but these. */
    void freeAllBut(Collection<INDArray> kept) {
        for (INDArray array : allocated) {
            if (kept.stream().noneMatch(one -> one == array || one.data() == array.data())) {
                array.close();
            }
        }
        allocated.clear();
    }

    @Override
    public void close() {
        freeAllBut(List.of());
    }
}
