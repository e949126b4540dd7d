package io.xvad.training.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What computes values from others. */
@FunctionalInterface
interface Kernel {

    /** The computation on these arrays, to be run again and again. */
    Runnable bound(List<INDArray> inputs, List<INDArray> outputs);
}
