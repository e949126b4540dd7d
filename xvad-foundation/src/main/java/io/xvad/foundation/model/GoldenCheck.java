package io.xvad.foundation.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Runs a network on the input that its exporter kept, and compares what it gives with what the exporter's PyTorch gave: a damaged file, another
 * graph or an engine that computes otherwise shows here. That the export was right does not: both come from the exporter's own blocks, with the same
 * activation function.
 */
final class GoldenCheck {

    /** The largest difference allowed, as a share of the largest magnitude of an output, or of 1 where that is less. */
    static final double TOLERANCE = 1e-3;

    private GoldenCheck() {}

    /**
     * Compares.
     *
     * @param file of the golden values
     * @throws XvadModelException if a value differs, or there are no golden values of this graph
     */
    static void of(Path file, String graph, Network network) {
        Map<String, Tensor> inputs = Npz.read(file, graph + "/in/");
        Map<String, Tensor> outputs = Npz.read(file, graph + "/out/");
        if (inputs.isEmpty() || outputs.isEmpty()) {
            throw new XvadModelException(file + ": has no golden values of the graph '" + graph + "'");
        }
        Map<String, Tensor> found = network.run(inputs);
        outputs.forEach((name, wanted) -> requireClose(file, graph, name, found.get(name), wanted));
    }

    private static void requireClose(Path file, String graph, String output, @Nullable Tensor found, Tensor wanted) {
        if (found == null || found.size() != wanted.size()) {
            throw new XvadModelException(
                    file + ": the graph '" + graph + "' must give '" + output + "' as " + wanted + ", got " + found);
        }
        double difference = difference(found, wanted);
        if (!(difference <= TOLERANCE)) {
            throw new XvadModelException(String.format(
                    "%s: the output '%s' of the graph '%s' differs by %.2g from what the exporter got (at most %.0e is allowed):"
                            + " this network is not the one that was exported",
                    file, output, graph, difference, TOLERANCE));
        }
    }

    private static double difference(Tensor found, Tensor wanted) {
        FloatBuffer a = found.buffer();
        FloatBuffer b = wanted.buffer();
        double largest = 0;
        double scale = 1;
        for (int i = 0; i < wanted.size(); i++) {
            double gap = Math.abs(a.get(i) - b.get(i));
            largest = Double.isNaN(gap) ? gap : Math.max(largest, gap);
            scale = Math.max(scale, Math.abs(b.get(i)));
        }
        return largest / scale;
    }
}
