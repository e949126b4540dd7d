package io.xvad.training.plan;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** The type and the shape of a value, which lies in C order. */
record Form(DataType type, List<Long> shape) {

    static Form of(INDArray array) {
        return of(array.dataType(), array.shape());
    }

    static Form of(DataType type, long... shape) {
        return new Form(type, Arrays.stream(shape).boxed().toList());
    }

    long[] dimensions() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    long size(int dimension) {
        return shape.get(dimension);
    }

    int rank() {
        return shape.size();
    }

    long length() {
        return shape.stream().reduce(1L, (a, b) -> a * b);
    }
}
