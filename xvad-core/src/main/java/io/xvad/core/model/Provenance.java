package io.xvad.core.model;

import io.xvad.core.LibraryVersion;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.Sha256;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a model came from: enough to make it again.
 *
 * @param detector name of the detector
 * @param options its options as they would be typed
 * @param seed seed of the fit
 * @param trainingSize number of normal samples it learned from, held-out samples not counted
 * @param trainingFingerprint SHA-256, in hex, of the ids and pixels of those samples
 * @param libraryVersion version of XVAD that fitted it
 */
public record Provenance(
        String detector,
        Map<String, String> options,
        long seed,
        int trainingSize,
        String trainingFingerprint,
        String libraryVersion) {

    public Provenance {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The provenance of a fit by this version of the library. */
    public static Provenance of(Detector detector, FitRequest request, int trainingSize, String trainingFingerprint) {
        return new Provenance(
                detector.name(),
                request.options().asText(),
                request.seed(),
                trainingSize,
                trainingFingerprint,
                LibraryVersion.current());
    }

    /** SHA-256, in hex, of all of the above: equal for models fitted alike. */
    public String fingerprint() {
        return new Sha256()
                .add(detector)
                .add(options.toString())
                .add(Long.toString(seed))
                .add(Integer.toString(trainingSize))
                .add(trainingFingerprint)
                .add(libraryVersion)
                .hex();
    }
}
