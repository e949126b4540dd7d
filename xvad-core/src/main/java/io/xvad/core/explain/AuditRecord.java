package io.xvad.core.explain;

import io.xvad.core.LibraryVersion;
import io.xvad.core.model.Provenance;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How an explanation was made: enough to make it again.
 *
 * @param detector name of the detector
 * @param modelFingerprint {@link Provenance#fingerprint()} of the fitted detector
 * @param explainer name of the explainer
 * @param options its options as they would be typed
 * @param seed its seed
 * @param libraryVersion version of XVAD that explained
 * @param duration how long it took
 */
public record AuditRecord(
        String detector,
        String modelFingerprint,
        String explainer,
        Map<String, String> options,
        long seed,
        String libraryVersion,
        Duration duration) {

    public AuditRecord {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /** The record of an explainer of this version of the library. */
    public static AuditRecord of(
            Explainer explainer, Provenance provenance, ExplainRequest request, Duration duration) {
        return new AuditRecord(
                provenance.detector(),
                provenance.fingerprint(),
                explainer.name(),
                request.options().asText(),
                request.seed(),
                LibraryVersion.current(),
                duration);
    }
}
