package io.xvad.service;

import io.xvad.core.SampleKind;
import io.xvad.core.calibrate.Calibration;
import io.xvad.core.calibrate.MapScale;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Explainer;
import io.xvad.core.model.Provenance;
import io.xvad.core.registry.Registry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A model under the name by which it is asked for.
 *
 * @param kinds of sample that it takes
 * @param explainers that can say why it gave a score
 * @param drift watches it for drift, if anything does
 */
record ServedModel(
        String name,
        FittedDetector fitted,
        Set<SampleKind> kinds,
        List<Explainer> explainers,
        Optional<DriftWatch> drift) {

    /**
     * Looks up what the model takes and who can explain it.
     *
     * @throws IllegalArgumentException if it takes no images
     */
    static ServedModel of(String name, FittedDetector fitted) {
        Set<SampleKind> kinds = kinds(fitted.provenance());
        if (!kinds.contains(SampleKind.IMAGE)) {
            throw new IllegalArgumentException("model '" + name + "' ("
                    + fitted.provenance().detector() + ") takes videos; only models of images are served");
        }
        List<Explainer> explainers = Registry.load(Explainer.class).all().stream()
                .filter(explainer -> canExplain(explainer, fitted))
                .toList();
        return new ServedModel(name, fitted, kinds, explainers, Optional.empty());
    }

    ServedModel with(DriftWatch watch) {
        return new ServedModel(name, fitted, kinds, explainers, Optional.of(watch));
    }

    /** Whether an explainer suits a model and needs no options, which a request cannot give. A model has a scale of its maps if it gives maps. */
    static boolean canExplain(Explainer explainer, FittedDetector fitted) {
        boolean maps = fitted.capability(MapScale.class).isPresent();
        return !explainer.requiresOptions()
                && explainer.sampleKinds().contains(SampleKind.IMAGE)
                && explainer.missingCapabilities(fitted).isEmpty()
                && (maps || !explainer.requiresMaps());
    }

    /** Those of its detector; images, if a program made the model with a detector of its own that is no service. */
    private static Set<SampleKind> kinds(Provenance provenance) {
        return Registry.load(Detector.class).all().stream()
                .filter(detector -> detector.name().equals(provenance.detector()))
                .findFirst()
                .map(detector -> Set.<SampleKind>copyOf(new TreeSet<>(detector.sampleKinds())))
                .orElse(Set.of(SampleKind.IMAGE));
    }

    boolean calibrated() {
        return fitted.capabilities().types().contains(Calibration.class);
    }

    Explainer explainer(String wanted) {
        return explainers.stream()
                .filter(explainer -> explainer.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> Problem.badRequest("model '" + name + "' has no explainer '" + wanted + "'; it has "
                        + String.join(
                                ", ", explainers.stream().map(Explainer::name).toList())));
    }
}
