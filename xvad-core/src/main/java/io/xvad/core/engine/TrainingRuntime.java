package io.xvad.core.engine;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Availability;
import io.xvad.core.registry.Provider;
import io.xvad.core.registry.Registry;
import java.util.List;
import java.util.function.Function;

/**
 * The service that trains and differentiates networks, if it is on the class path. xvad-training offers the one there is; a detector asks
 * the static methods before it touches a class of xvad-training, whose absence would otherwise show as a
 * {@link NoClassDefFoundError}. A service: see {@link Provider}.
 */
public interface TrainingRuntime extends Provider {

    /** Whether networks can be trained and differentiated here; loads no native code. */
    static boolean isAvailable() {
        return found(Provider::availability).isAvailable();
    }

    /** Loads native code, and says whether networks can be trained here after all. */
    default Availability loaded() {
        return availability();
    }

    /**
     * Throws unless networks can be trained here, and then run on the device chosen; called at the start of {@code fit} by
     * detectors that train one.
     *
     * @param detector its name
     * @throws XvadUnavailableException if xvad-training or an ND4J backend is missing, its native code cannot be loaded, or the
     *     device cannot be used; the message says what to add or to do
     */
    static void require(String detector) {
        found(TrainingRuntime::loaded).missing().ifPresent(missing -> {
            throw new XvadUnavailableException("The detector '" + detector
                    + "' needs what trains networks, which is not to be had here: " + missing);
        });
        if (Device.chosen() != Device.CPU) {
            Engines.ofAnyNetwork();
        }
    }

    private static Availability found(Function<TrainingRuntime, Availability> asked) {
        List<Availability> found =
                Registry.load(TrainingRuntime.class).all().stream().map(asked).toList();
        return found.stream()
                .filter(Availability::isAvailable)
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseGet(() -> Availability.missing("xvad-training is not on the class path. Add to the pom:\n"
                        + MavenLines.XVAD_TRAINING + "\n" + MavenLines.ND4J_BACKEND));
    }
}
