package io.xvad.core.engine;

import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Registry;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Picks the engine that runs a network on {@link Device#chosen}. None is taken that runs on another device instead. Thread-safe.
 */
public final class Engines {

    /** Stands for the available engine of highest preference. */
    public static final String AUTO = "auto";

    private static final Logger LOG = LoggerFactory.getLogger(Engines.class);

    /** Which engine was passed over, and why: a service opens many networks and is told once. */
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Engines() {}

    /**
     * The engine of this name, or for {@value #AUTO} the one {@link #ofAnyNetwork()} gives, if it runs any network.
     *
     * @throws XvadUnavailableException as {@link #named} and {@link #ofAnyNetwork()}
     */
    public static Optional<InferenceEngine> ofAnyNetwork(String name) {
        return name.equals(AUTO) ? ofAnyNetwork() : Optional.of(named(name)).filter(InferenceEngine::runsAnyNetwork);
    }

    /**
     * The available engine of highest preference that runs any network, if there is one.
     *
     * @throws XvadUnavailableException if there is none and the device is not the processor, where SameDiff would take over
     */
    public static Optional<InferenceEngine> ofAnyNetwork() {
        Device device = Device.chosen();
        List<InferenceEngine> engines = byPreference(device);
        Optional<InferenceEngine> found = available(
                engines.stream().filter(InferenceEngine::runsAnyNetwork).toList());
        if (found.isEmpty() && device != Device.CPU) {
            throw none();
        }
        if (found.isEmpty() && TrainingRuntime.isAvailable()) {
            sayOncePassedOver(engines, "SameDiff");
        }
        return found;
    }

    /**
     * An engine by name.
     *
     * @param name name of an engine, or {@value #AUTO}, which passes over engines that cannot run here, and logs once why
     * @throws IllegalArgumentException if there is none of that name
     * @throws XvadUnavailableException if it, or every engine, cannot run here; the message says why and what to do
     */
    public static InferenceEngine named(String name) {
        Device device = Device.chosen();
        if (!name.equals(AUTO)) {
            return requiredOn(device, Registry.load(InferenceEngine.class).get(name));
        }
        List<InferenceEngine> engines = byPreference(device);
        InferenceEngine found = available(engines).orElseThrow(Engines::none);
        sayOncePassedOver(engines.subList(0, engines.indexOf(found)), "'" + found.name() + "'");
        return found;
    }

    private static InferenceEngine requiredOn(Device device, InferenceEngine engine) {
        if (!engine.devices().contains(device)) {
            throw new XvadUnavailableException("The engine '" + engine.name() + "' does not run on " + device.word()
                    + ", which " + Device.PROPERTY + " asks for; take engine=" + AUTO);
        }
        return engine;
    }

    private static List<InferenceEngine> byPreference(Device device) {
        return Registry.load(InferenceEngine.class).all().stream()
                .filter(engine -> engine.devices().contains(device))
                .sorted(Comparator.comparingInt(InferenceEngine::preference).reversed())
                .toList();
    }

    private static Optional<InferenceEngine> available(List<InferenceEngine> engines) {
        return engines.stream()
                .filter(engine -> engine.availability().isAvailable())
                .findFirst();
    }

    private static void sayOncePassedOver(List<InferenceEngine> engines, String instead) {
        for (InferenceEngine engine : engines) {
            engine.availability()
                    .missing()
                    .filter(missing -> engine.runsAnyNetwork() && SAID.add(engine.name() + missing))
                    .ifPresent(missing -> LOG.warn(
                            "The engine '{}' cannot run here, so that {} runs networks, more slowly: {}",
                            engine.name(),
                            instead,
                            missing));
        }
    }

    /** The exception for a network that no engine on the class path can run. */
    public static XvadUnavailableException none() {
        return byPreference(Device.chosen()).stream()
                .filter(InferenceEngine::runsAnyNetwork)
                .findFirst()
                .map(Engines::cannotRun)
                .orElseGet(() -> new XvadUnavailableException(
                        "No inference engine can run here. Add to the pom ONNX Runtime:\n" + MavenLines.XVAD_ONNX
                                + "\nor, to train as well, xvad-training with an ND4J backend:\n"
                                + MavenLines.XVAD_TRAINING + "\n" + MavenLines.ND4J_BACKEND));
    }

    private static XvadUnavailableException cannotRun(InferenceEngine engine) {
        return new XvadUnavailableException("No inference engine can run here. The engine '" + engine.name() + "': "
                + engine.availability().missing().orElse("can run"));
    }
}
