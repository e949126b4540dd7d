package io.xvad.core.model;

import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Map;

/**
 * The entries of an open model file. Every read throws {@link io.xvad.core.XvadModelException} if the entry is missing,
 * is of another form, or does not match its SHA-256. Not thread-safe.
 */
public interface ModelReader extends AutoCloseable {

    /** The provenance of the model. */
    Provenance provenance();

    /** Whether there is such an entry. */
    boolean has(String name);

    /** A float32 or float16 entry. */
    Tensor tensor(String name);

    /** A float64 entry. */
    double[] doubles(String name);

    /** An int32 entry. */
    int[] ints(String name);

    /** An entry of plain bytes. */
    byte[] bytes(String name);

    /** An entry of texts. */
    List<String> strings(String name);

    /** An entry of names and texts, in the order they were written. */
    Map<String, String> properties(String name);

    @Override
    void close();
}
