package io.xvad.core.detect;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.registry.Provider;
import java.util.Set;

/**
 * An algorithm that learns what normal looks like. A service: see {@link Provider}. It holds no state; what it learns
 * is in the {@link FittedDetector}.
 */
public interface Detector extends Provider {

    /** The kinds of sample it takes. */
    Set<SampleKind> sampleKinds();

    /** The capabilities its fitted detectors offer; see {@link FittedDetector#capability}. */
    default Set<Class<?>> capabilities() {
        return Set.of();
    }

    /**
     * Learns from normal samples. {@link Training} does this and calibrates on samples held out.
     *
     * @param normals normal samples only, at least one; read as often and in as many batches as the algorithm needs
     * @throws IllegalArgumentException if there are none, or one is of a kind this detector does not take
     * @throws io.xvad.core.XvadDataException if a sample cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    FittedDetector fit(Samples normals, FitRequest request);

    /**
     * Brings back what {@link FittedDetector#save} wrote.
     *
     * @throws io.xvad.core.XvadModelException if an entry is missing or broken
     */
    FittedDetector load(ModelReader model);
}
