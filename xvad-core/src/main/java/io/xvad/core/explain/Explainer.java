package io.xvad.core.explain;

import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.registry.Provider;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Says why a detector gave a score. A service: see {@link Provider}. It holds no state; to write one, name it, say what
 * it needs and return {@link #evidence}.
 */
public interface Explainer extends Provider {

    /** The kinds of sample it can explain. */
    default Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    /** The capabilities a detector must have; empty if this explainer only calls {@code detect}. */
    default Set<Class<?>> requiredCapabilities() {
        return Set.of();
    }

    /** Whether it reads the anomaly maps of a detection, and so cannot explain a detector that gives none. */
    default boolean requiresMaps() {
        return false;
    }

    /** Whether it works only with options that somebody gives, such as a server to ask, so that it is left out where all explainers are run. */
    default boolean requiresOptions() {
        return false;
    }

    /** Names of the required capabilities that a detector lacks, in alphabetical order; empty if this can explain it. */
    default List<String> missingCapabilities(FittedDetector fitted) {
        return requiredCapabilities().stream()
                .filter(capability -> fitted.capability(capability).isEmpty())
                .map(Class::getSimpleName)
                .sorted()
                .toList();
    }

    /**
     * Gathers the evidence.
     *
     * @param fitted the detector that made {@code detection}; it has the required capabilities
     * @param sample the sample that was scored, of a kind this explainer takes
     * @param detection what the detector found
     * @return evidence, the most important first
     */
    List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request);

    /**
     * Explains a detection: checks that the detector and sample suit, gathers the evidence and records what was done. Of a detector
     * that ignores regions the explainer sees the covered sample, and gives no saliency there.
     *
     * @throws IllegalArgumentException if the detector lacks a capability or gives no anomaly map though this explainer needs
     *     one, or the sample is of the wrong kind; the message names it
     */
    default Explanation explain(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        if (!sampleKinds().contains(sample.kind())) {
            throw new IllegalArgumentException(
                    "explainer '" + name() + "' explains " + sampleKinds() + ", got " + sample);
        }
        List<String> missing = missingCapabilities(fitted);
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException("explainer '" + name() + "' needs a detector with the capability "
                    + String.join(", ", missing) + ", which '"
                    + fitted.provenance().detector() + "' lacks");
        }
        if (requiresMaps() && !detection.hasMaps()) {
            throw new IllegalArgumentException(
                    "explainer '" + name() + "' needs a detector that gives anomaly maps, which '"
                            + fitted.provenance().detector() + "' does not");
        }
        long start = request.nanoClock().getAsLong();
        List<Evidence> evidence = fitted.capability(Cover.class)
                .map(cover -> evidence(fitted, cover.over(sample), detection, request).stream()
                        .map(one -> one.covered(cover))
                        .toList())
                .orElseGet(() -> evidence(fitted, sample, detection, request));
        Duration duration = Duration.ofNanos(request.nanoClock().getAsLong() - start);
        return new Explanation(
                detection, evidence, List.of(), AuditRecord.of(this, fitted.provenance(), request, duration));
    }
}
