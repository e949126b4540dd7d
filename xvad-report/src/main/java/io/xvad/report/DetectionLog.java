package io.xvad.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The results of a run over many images: each is a line of {@code detections.jsonl} as soon as it is there, so that a run which is
 * stopped loses none and can go on later. Each line says which model gave it. Not thread-safe.
 */
public final class DetectionLog {

    private static final String FILE = "detections.jsonl";
    private static final String ID = "sampleId";
    private static final String ERROR = "error";
    private static final String MODEL = "model";

    private final String model;
    private final JsonLines lines;
    private final List<ObjectNode> results;
    private final Set<String> done = new HashSet<>();

    private DetectionLog(Path directory, String model, List<ObjectNode> results) {
        this.model = model;
        this.lines = new JsonLines(directory.resolve(FILE));
        this.results = new ArrayList<>(results);
        results.forEach(result -> done.add(result.path(ID).asText()));
        lines.begin(results);
        ResultFormat.removeOlder(directory);
    }

    /**
     * Begins a log; what an earlier run left in the directory goes.
     *
     * @param model which model gives the results, such as the SHA-256 of its file
     * @throws io.xvad.core.XvadDataException if it cannot be written
     */
    public static DetectionLog begin(Path directory, String model) {
        return new DetectionLog(directory, model, List.of());
    }

    /**
     * Goes on with the log that an earlier run left, or begins one if there is none. Images that failed then are no part of it.
     *
     * @param model as for {@link #begin}
     * @throws IllegalArgumentException if another model gave the results that are there
     * @throws io.xvad.core.XvadDataException if it cannot be read or written
     */
    public static DetectionLog resume(Path directory, String model) {
        List<ObjectNode> kept = new ArrayList<>();
        for (JsonNode line : JsonLines.read(directory.resolve(FILE))) {
            if (!model.equals(line.path(MODEL).asText())) {
                throw new IllegalArgumentException(directory.resolve(FILE)
                        + " was written with another model; it can go on only with the same model file");
            }
            if (line instanceof ObjectNode result && !result.has(ERROR)) {
                kept.add(result);
            }
        }
        return new DetectionLog(directory, model, kept);
    }

    /** Whether an image has a result. */
    public boolean has(String sampleId) {
        return done.contains(sampleId);
    }

    /**
     * Adds the result of an image, or why there is none.
     *
     * @param result with the id of the image as {@code sampleId}, and {@code error} if there is none
     * @throws io.xvad.core.XvadDataException if it cannot be written
     */
    public void add(ObjectNode result) {
        result.put(MODEL, model);
        lines.add(result);
        results.add(result);
        done.add(result.path(ID).asText());
    }

    /** All results, those of earlier runs first. */
    public ArrayNode results() {
        return JsonNodeFactory.instance.arrayNode().addAll(results);
    }
}
