package io.xvad.core.model;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import io.xvad.core.json.JsonObject;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The networks of a detector that were trained elsewhere, for example in PyTorch on a GPU: a folder with one ONNX model and the file
 * {@code model.json}, which says what it is. A detector that is given the folder ({@link #NETWORKS}) trains nothing.
 *
 * <pre>{@code
 * {
 *   "detector": "anoddpm",
 *   "name": "what its maker calls it",
 *   "network": "network.onnx",
 *   "sha256": "of that file, in lower-case hex",
 *   "options": {"input-size": "64", "channels": "1"}
 * }
 * }</pre>
 *
 * <p>{@code options} are those that the network depends on; the detector must be given the same. Immutable.
 *
 * @param name what its maker calls it
 * @param sha256 of the ONNX model, in lower-case hex
 * @param saved the ONNX model, without weights from which a graph could be built again
 */
public record TrainedElsewhere(String name, String sha256, SavedNetwork saved) {

    /** The folder of networks that were trained elsewhere. */
    public static final OptionSpec<String> NETWORKS = OptionSpec.text(
            "networks",
            "",
            "a folder, or empty to train",
            "Folder with networks that were trained elsewhere (model.json and an ONNX file), which are taken in place of training");

    private static final String DESCRIPTION = "model.json";

    /**
     * Reads the networks that the options name.
     *
     * @param options with {@link #NETWORKS}
     * @param detector name of the detector they must be for
     * @param outputs names of the outputs that the detector needs
     * @return empty if no folder is named
     * @throws XvadModelException naming the file, if it is missing, broken, of another detector, or lacks an output
     * @throws IllegalArgumentException if the networks were trained for other values of the options
     */
    public static Optional<TrainedElsewhere> of(Options options, String detector, String... outputs) {
        String folder = options.get(NETWORKS);
        return folder.isEmpty() ? Optional.empty() : Optional.of(read(Path.of(folder), options, detector, outputs));
    }

    private static TrainedElsewhere read(Path folder, Options options, String detector, String... outputs) {
        Path file = folder.resolve(DESCRIPTION);
        Description description = Description.of(file);
        if (!description.detector.equals(detector)) {
            throw new XvadModelException(
                    file + ": is of the detector '" + description.detector + "', wanted '" + detector + "'");
        }
        requireSame(options, description.options, file);
        SavedNetwork saved =
                SavedNetwork.of(checked(folder.resolve(description.network), description.sha256), Map.of());
        requireOutputs(saved, file, outputs);
        return new TrainedElsewhere(description.name, description.sha256, saved);
    }

    /** What {@code model.json} says. */
    private record Description(
            String detector, String name, String network, String sha256, Map<String, String> options) {

        static Description of(Path file) {
            try {
                JsonObject json = JsonObject.parse(Files.readString(file));
                return new Description(
                        json.string("detector"),
                        json.string("name"),
                        json.string("network"),
                        json.string("sha256"),
                        json.object("options").texts());
            } catch (IOException | IllegalArgumentException e) {
                throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
            }
        }
    }

    private static void requireSame(Options options, Map<String, String> trained, Path file) {
        Map<String, String> given = options.asText();
        Map<String, String> wanted = new TreeMap<>();
        trained.forEach((option, value) -> {
            if (!value.equals(given.get(option))) {
                wanted.put(option, value);
            }
        });
        if (!wanted.isEmpty()) {
            Map<String, String> got = new LinkedHashMap<>();
            wanted.keySet().forEach(option -> got.put(option, given.getOrDefault(option, "no such option")));
            throw new IllegalArgumentException(
                    file + ": the networks were trained with " + wanted + ", got " + got + "; give the same options");
        }
    }

    private static byte[] checked(Path file, String sha256) {
        byte[] onnx = bytes(file);
        String found = Sha256.of(onnx);
        if (!found.equals(sha256)) {
            throw new XvadModelException(file + ": has the SHA-256 " + found + ", " + DESCRIPTION + " says " + sha256);
        }
        return onnx;
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new XvadModelException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** Where no engine is at hand that can tell, a missing output is an error when the network is opened to score. */
    private static void requireOutputs(SavedNetwork saved, Path file, String... outputs) {
        Engines.ofAnyNetwork().ifPresent(engine -> {
            try (Network network = saved.open(engine, 1)) {
                Optional<NetworkSignature> signature = network.signature();
                List<String> missing = List.of(outputs).stream()
                        .filter(output -> signature.isPresent()
                                && !signature.get().outputs().containsKey(output))
                        .toList();
                if (!missing.isEmpty()) {
                    throw new XvadModelException(
                            file + ": its network must have the outputs " + List.of(outputs) + ", lacks " + missing);
                }
            }
        });
    }

    /** The entry of the provenance of a detector for the networks it was given; empty if it was given none. */
    public static List<ExternalModel> external(Optional<TrainedElsewhere> given) {
        return given.map(networks -> ExternalModel.named(networks.name).withWeights(networks.sha256)).stream()
                .toList();
    }
}
