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
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

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
 * <p>{@code options} are those that the network depends on; the detector must be given the same. A detector whose networks do not fit into
 * one model finds the others as {@code "parts": {"encoder": {"network": "encoder.onnx", "sha256": "..."}}}. Immutable.
 *
 * @param name what its maker calls it
 * @param sha256 of the ONNX model, in lower-case hex
 * @param saved the ONNX model, without weights from which a graph could be built again
 * @param parts the other ONNX models by name
 */
public record TrainedElsewhere(String name, String sha256, SavedNetwork saved, Map<String, Part> parts) {

    /** The folder of networks that were trained elsewhere. */
    public static final OptionSpec<String> NETWORKS = OptionSpec.text(
            "networks",
            "",
            "a folder, or empty to train",
            "Folder with networks that were trained elsewhere (model.json and an ONNX file), which are taken in place of training");

    private static final String DESCRIPTION = "model.json";

    public TrainedElsewhere {
        parts = Collections.unmodifiableMap(new TreeMap<>(parts));
    }

    /**
     * One of several ONNX models.
     *
     * @param sha256 of the model, in lower-case hex
     * @param saved the model
     */
    public record Part(String sha256, SavedNetwork saved) {}

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
        return of(options, detector, Map.of(), outputs);
    }

    /**
     * Reads networks of several ONNX models; otherwise as {@link #of(Options, String, String...)}.
     *
     * @param parts by name, the output that the detector needs of each
     * @param outputs those that it needs of the model that is no part
     */
    public static Optional<TrainedElsewhere> of(
            Options options, String detector, Map<String, String> parts, String... outputs) {
        String folder = options.get(NETWORKS);
        return folder.isEmpty()
                ? Optional.empty()
                : Optional.of(read(Path.of(folder), options, detector, parts, outputs));
    }

    private static TrainedElsewhere read(
            Path folder, Options options, String detector, Map<String, String> needed, String... outputs) {
        Path file = folder.resolve(DESCRIPTION);
        Description description = Description.of(file);
        if (!description.detector.equals(detector)) {
            throw new XvadModelException(
                    file + ": is of the detector '" + description.detector + "', wanted '" + detector + "'");
        }
        requireSame(options, description.options, file);
        Map<String, Part> parts = new TreeMap<>();
        needed.forEach((name, output) -> parts.put(name, part(name, description, file, output)));
        Part whole = description.whole.read(file, outputs);
        return new TrainedElsewhere(description.name, whole.sha256, whole.saved, parts);
    }

    private static Part part(String name, Description description, Path file, String output) {
        Onnx onnx = description.parts.get(name);
        if (onnx == null) {
            throw new XvadModelException(file + ": needs the part '" + name + "', has " + description.parts.keySet());
        }
        return onnx.read(file, output);
    }

    /** An ONNX model that is described. */
    private record Onnx(String network, String sha256) {

        static Onnx of(JsonObject json) {
            return new Onnx(json.string("network"), json.string("sha256"));
        }

        static Map<String, Onnx> all(JsonObject json) {
            Map<String, Onnx> all = new TreeMap<>();
            json.names().forEach(name -> all.put(name, of(json.object(name))));
            return all;
        }

        Part read(Path description, String... outputs) {
            Path file = description.resolveSibling(network);
            SavedNetwork saved = SavedNetwork.of(checked(file, sha256), Map.of());
            requireOutputs(saved, description, outputs);
            return new Part(sha256, saved);
        }
    }

    /** What {@code model.json} says. */
    private record Description(
            String detector, String name, Onnx whole, Map<String, Onnx> parts, Map<String, String> options) {

        static Description of(Path file) {
            try {
                JsonObject json = JsonObject.parse(Files.readString(file));
                return new Description(
                        json.string("detector"),
                        json.string("name"),
                        Onnx.of(json),
                        json.has("parts") ? Onnx.all(json.object("parts")) : Map.of(),
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

    /** The entries of the provenance of a detector for the networks it was given; empty if it was given none. */
    public static List<ExternalModel> external(Optional<TrainedElsewhere> given) {
        return given.stream().flatMap(TrainedElsewhere::entries).toList();
    }

    private Stream<ExternalModel> entries() {
        Stream<ExternalModel> others = parts.entrySet().stream()
                .map(part -> ExternalModel.named(name + ", " + part.getKey()).withWeights(part.getValue().sha256));
        return Stream.concat(Stream.of(ExternalModel.named(name).withWeights(sha256)), others);
    }
}
