package io.xvad.core.engine;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Registry;
import java.util.Comparator;
import java.util.Optional;

/** Picks the engine that runs a backbone. Thread-safe. */
public final class Engines {

    /** Stands for the available engine of highest preference. */
    public static final String AUTO = "auto";

    private Engines() {}

    /** The engine of this name, or for {@value #AUTO} the one {@link #ofAnyNetwork()} gives, if it runs any network. */
    public static Optional<InferenceEngine> ofAnyNetwork(String name) {
        return name.equals(AUTO) ? ofAnyNetwork() : Optional.of(named(name)).filter(InferenceEngine::runsAnyNetwork);
    }

    /** The available engine of highest preference that runs any network, if there is one. */
    public static Optional<InferenceEngine> ofAnyNetwork() {
        return Registry.load(InferenceEngine.class).all().stream()
                .filter(engine ->
                        engine.runsAnyNetwork() && engine.availability().isAvailable())
                .max(Comparator.comparingInt(InferenceEngine::preference));
    }

    /**
     * An engine by name.
     *
     * @param name name of an engine, or {@value #AUTO}
     * @throws IllegalArgumentException if there is none of that name
     * @throws XvadUnavailableException if it, or every engine, lacks a dependency; the message says what to add
     */
    public static InferenceEngine named(String name) {
        Registry<InferenceEngine> engines = Registry.load(InferenceEngine.class);
        if (!name.equals(AUTO)) {
            return engines.get(name);
        }
        return engines.all().stream()
                .filter(engine -> engine.availability().isAvailable())
                .max(Comparator.comparingInt(InferenceEngine::preference))
                .orElseThrow(Engines::none);
    }

    /** The exception for a network that no engine on the class path can run. */
    public static XvadUnavailableException none() {
        return new XvadUnavailableException("No inference engine can run here. Add to the pom ONNX Runtime:\n"
                + MavenLines.XVAD_ONNX + "\nor, to train as well, xvad-training with an ND4J backend:\n"
                + MavenLines.XVAD_TRAINING + "\n" + MavenLines.ND4J_BACKEND);
    }
}
