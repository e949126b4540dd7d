package io.xvad.core.engine;

import java.util.Map;

/** A frozen network that is ready to run. Immutable and thread-safe; close it to free native memory. */
public interface Network extends AutoCloseable {

    /**
     * Runs the network.
     *
     * @param input shape (N, C, H, W), N at least 1
     * @return the outputs asked for when the network was opened, by name, each with N first
     * @throws IllegalArgumentException if the network does not take this shape
     */
    Map<String, Tensor> run(Tensor input);

    @Override
    void close();
}
