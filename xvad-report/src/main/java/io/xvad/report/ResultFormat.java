package io.xvad.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What the results of a run are written as when it is done. */
public enum ResultFormat {
    /** {@code detections.json}: one array. */
    JSON,
    /** {@code detections.jsonl}: one object a line, which {@link DetectionLog} writes as they come. */
    JSONL,
    /** {@code detections.csv}: one line an image, after RFC 4180, for spreadsheets; regions are only counted. */
    CSV;

    private static final List<String> COLUMNS = List.of("sampleId", "score", "decision", "pValue", "threshold");

    /** The file of this format in a directory. */
    public Path file(Path directory) {
        return directory.resolve("detections." + name().toLowerCase(Locale.ROOT));
    }

    /**
     * Writes results; in lines they are there already.
     *
     * @param results as {@link DetectionLog#results} gives them
     * @throws io.xvad.core.XvadDataException if the file cannot be written
     */
    public void write(ArrayNode results, Path directory) {
        switch (this) {
            case JSON -> write(results.toPrettyString(), directory);
            case CSV -> write(csv(results), directory);
            case JSONL -> {}
        }
    }

    /** Removes what an earlier run wrote when it was done, which is not of the run that begins. */
    static void removeOlder(Path directory) {
        for (ResultFormat format : values()) {
            if (format != JSONL) {
                remove(format.file(directory));
            }
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be removed: " + e.getMessage(), e);
        }
    }

    private void write(String text, Path directory) {
        WholeFile.write(file(directory), out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String csv(ArrayNode results) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append(",regions,error\r\n");
        for (JsonNode result : results) {
            String known = COLUMNS.stream()
                    .map(column -> quoted(result.path(column).asText()))
                    .collect(Collectors.joining(","));
            String regions = result.has("regions")
                    ? String.valueOf(result.path("regions").size())
                    : "";
            text.append(known).append(',').append(regions).append(',');
            text.append(quoted(result.path("error").asText())).append("\r\n");
        }
        return text.toString();
    }

    private static String quoted(String value) {
        boolean plain = value.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? value : '"' + value.replace("\"", "\"\"") + '"';
    }
}
