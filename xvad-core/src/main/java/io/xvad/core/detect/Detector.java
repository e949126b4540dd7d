package io.xvad.core.detect;

import io.xvad.core.Determinism;
import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.TrainingSet;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.Preset;
import io.xvad.core.registry.Provider;
import java.util.List;
import java.util.Set;

/**
 * An algorithm that learns what normal looks like, or knows it beforehand. A service: see {@link Provider}. It holds no
 * state; what it learns is in the {@link FittedDetector}.
 */
public interface Detector extends Provider {

    /** The kinds of sample it takes. */
    Set<SampleKind> sampleKinds();

    /**
     * The types of capability that its fitted detectors offer where everything they need is there; see {@link
     * FittedDetector#capabilities}.
     */
    default Set<Class<?>> capabilities() {
        return Set.of();
    }

    /** Option values that belong together, each under a name of its own; none for a detector with one way to use it. */
    default List<Preset> presets() {
        return List.of();
    }

    /** The kinds of data it can learn from. */
    default Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS);
    }

    /** The fewest normal samples it learns from; 0 for a detector that can do without. */
    default int fewestNormals() {
        return 1;
    }

    /** How far the answers of its fitted detectors can be reproduced. */
    default Determinism determinism() {
        return Determinism.EXACT;
    }

    /** Whether it is meant to find defects in use, which is the default, or to be compared with others. */
    default Purpose purpose() {
        return Purpose.INSPECTION;
    }

    /**
     * Refuses a training set with too few normal samples.
     *
     * @throws IllegalArgumentException if it holds fewer than {@link #fewestNormals}
     */
    default void requireEnoughNormals(TrainingSet data) {
        int found = data.normals().size();
        if (found < fewestNormals()) {
            throw new IllegalArgumentException("detector '" + name() + "' learns from at least "
                    + (fewestNormals() == 1 ? "one normal sample" : fewestNormals() + " normal samples") + ", got "
                    + (found == 0 ? "none" : found));
        }
    }

    /**
     * Learns from a training set. {@link Training} does this and calibrates on normal samples held out.
     *
     * @param data what to learn from, read as often and in as many batches as the algorithm needs; parts that this detector
     *     cannot use are left alone
     * @throws IllegalArgumentException if it holds fewer normal samples than {@link #fewestNormals}, or a sample of a kind
     *     this detector does not take
     * @throws io.xvad.core.XvadDataException if a sample cannot be read
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    FittedDetector fit(TrainingSet data, FitRequest request);

    /**
     * Brings back what {@link FittedDetector#save} wrote.
     *
     * @throws io.xvad.core.XvadModelException if an entry is missing or broken
     */
    FittedDetector load(ModelReader model);
}
