package io.xvad.training;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The outputs and gradients of a run of a graph forwards and backwards, as native arrays. Closing it gives them back for the next run; what is
 * not closed waits for the garbage collector. Not thread-safe.
 */
public final class Gradients implements AutoCloseable {

    private final Map<String, INDArray> outputs;
    private final Map<String, INDArray> gradients;
    private final Runnable back;
    private boolean closed;

    /**
     * Values that are given back when they are closed.
     *
     * @param back gives them back
     */
    Gradients(Map<String, INDArray> outputs, Map<String, INDArray> gradients, Runnable back) {
        this.outputs = outputs;
        this.gradients = gradients;
        this.back = back;
    }

    /** Ends the run that gave them. */
    static Gradients of(Map<String, INDArray> outputs, Map<String, INDArray> gradients, RunMemory memory) {
        Collection<INDArray> all = new ArrayList<>(outputs.values());
        all.addAll(gradients.values());
        List<INDArray> lent = memory.end(all);
        return new Gradients(outputs, gradients, () -> memory.back(lent));
    }

    /** The outputs asked for, by name. */
    public Map<String, INDArray> outputs() {
        return outputs;
    }

    /** Gradients of the graph's loss by name of the variable; without those that the loss does not depend on. */
    public Map<String, INDArray> gradients() {
        return gradients;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            back.run();
        }
    }
}
