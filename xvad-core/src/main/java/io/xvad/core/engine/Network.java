package io.xvad.core.engine;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A frozen network that is ready to run. Immutable and thread-safe.
 *
 * <p>Close it to free native memory: {@link #close} waits for the runs that have begun, every later run throws {@link
 * IllegalStateException}, and closing again, or from several threads at once, is harmless. {@link io.xvad.core.Lifetime} does this
 * for those who bring an engine.
 */
public interface Network extends AutoCloseable {

    /**
     * Runs a network of one input.
     *
     * @param input for images shape (N, C, H, W), N at least 1
     * @return the outputs asked for when the network was opened, by name, each with N first
     * @throws IllegalArgumentException if the network does not take this shape or type, or has several inputs
     */
    Map<String, Tensor> run(Tensor input);

    /**
     * Runs a network of any number of inputs, of any shapes.
     *
     * @param inputs for each input of the network its value, by name
     * @return the outputs asked for when the network was opened, by name
     * @throws IllegalArgumentException if an input is missing, unknown, or of a shape or type that the network does not take
     * @throws UnsupportedOperationException if this engine runs networks of one input only
     */
    default Map<String, Tensor> run(Map<String, Tensor> inputs) {
        throw new UnsupportedOperationException("this engine runs networks of one input only");
    }

    /** Names of its inputs; empty if this engine runs networks of one input only, whatever its name. */
    default Set<String> inputNames() {
        return Set.of();
    }

    /** What its file says of its inputs and outputs; empty if this engine cannot tell. */
    default Optional<NetworkSignature> signature() {
        return Optional.empty();
    }

    @Override
    void close();
}
