package io.xvad.foundation.model;

import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.core.engine.InferenceEngine;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.NetworkSignature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ONNX files of another exporter, in a folder without a description. Immutable and thread-safe.
 *
 * @param known what each file is, by its path from the folder; those that are known
 * @param unknown what each other file takes and gives, by its path from the folder
 */
record ForeignExport(Map<String, ForeignGraph> known, Map<String, String> unknown) {

    /** Other precisions of a network that lies beside them. */
    private static final Pattern REDUCED = Pattern.compile(".*_(fp16|int8|uint8|q4|q4f16|bnb4|quantized)\\.onnx");

    private static final int DEPTH = 2;
    private static final int MOST_FILES = 8;

    /**
     * What lies in a folder, or in folders in it that have no description either; empty if there is no ONNX file. Each is opened: that takes some seconds of a folder that is refused anyway.
     */
    static Optional<ForeignExport> in(Path folder, InferenceEngine engine) {
        Map<String, ForeignGraph> known = new LinkedHashMap<>();
        Map<String, String> unknown = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            String name = folder.relativize(file).toString().replace('\\', '/');
            Optional<NetworkSignature> signature = signature(file, engine);
            signature
                    .flatMap(ForeignGraph::of)
                    .ifPresentOrElse(
                            graph -> known.put(name, graph),
                            () -> unknown.put(
                                    name, signature.map(ForeignExport::words).orElse("cannot be read")));
        }
        return known.isEmpty() && unknown.isEmpty() ? Optional.empty() : Optional.of(new ForeignExport(known, unknown));
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, DEPTH)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".onnx"))
                    .filter(file -> !REDUCED.matcher(file.toString()).matches())
                    .filter(file -> !Files.exists(file.resolveSibling(ModelDescription.FILE)))
                    .sorted()
                    .limit(MOST_FILES)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static Optional<NetworkSignature> signature(Path file, InferenceEngine engine) {
        try (Network network = engine.open(file, List.of(), 1)) {
            return network.signature();
        } catch (XvadModelException | XvadDataException e) {
            return Optional.empty();
        }
    }

    private static String words(NetworkSignature signature) {
        return "takes " + signature.inputs() + " and gives " + signature.outputs();
    }

    /** What it is, what it can be used for, and what to do, in one line that goes on from the name of the folder. */
    String explanation() {
        if (known.isEmpty()) {
            return "the ONNX files in it are none that are known by what they take and give: " + listed(unknown);
        }
        Map<String, String> titles = new LinkedHashMap<>();
        known.forEach((file, graph) -> titles.put(file, "is " + graph.title()));
        String advice = known.values().stream()
                .map(ForeignGraph::use)
                .distinct()
                .map(ForeignGraph.Use::advice)
                .collect(Collectors.joining(" "));
        return listed(titles) + ". " + advice;
    }

    private static String listed(Map<String, String> files) {
        return files.entrySet().stream()
                .map(file -> file.getKey() + " " + file.getValue())
                .collect(Collectors.joining(", "));
    }
}
