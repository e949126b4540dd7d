package io.xvad.video.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** Reads events from CSV with a header, or from JSON that is an array of objects with the same fields. */
final class EventTable {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setCommentMarker('#')
            .get();

    private EventTable() {}

    /**
     * Reads a file, JSON if its name says so.
     *
     * @throws XvadDataException naming file and event, if it cannot be understood
     */
    static List<LabelledEvent> read(Path file) {
        try (Reader reader = Files.newBufferedReader(file)) {
            return VideoFiles.name(file).endsWith(".json") ? json(file, reader) : csv(file, reader);
        } catch (JsonProcessingException e) {
            throw new XvadDataException(file + ": is not JSON: " + e.getOriginalMessage(), e);
        } catch (IOException | UncheckedIOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<LabelledEvent> csv(Path file, Reader reader) throws IOException {
        List<LabelledEvent> events = new ArrayList<>();
        try (CSVParser parser = FORMAT.parse(reader)) {
            requireKnown(file + " header", parser.getHeaderNames());
            for (CSVRecord row : parser) {
                events.add(event(file + " line " + parser.getCurrentLineNumber(), row.toMap()));
            }
        }
        return events;
    }

    private static List<LabelledEvent> json(Path file, Reader reader) throws IOException {
        JsonNode array = new ObjectMapper().readTree(reader);
        if (!array.isArray()) {
            throw new XvadDataException(file + ": must be a JSON array of events");
        }
        List<LabelledEvent> events = new ArrayList<>();
        for (JsonNode object : array) {
            Map<String, String> fields = new HashMap<>();
            object.properties()
                    .forEach(field -> fields.put(
                            field.getKey(),
                            field.getValue().isNull() ? "" : field.getValue().asText()));
            String where = file + " event " + (events.size() + 1);
            requireKnown(where, fields.keySet());
            events.add(event(where, fields));
        }
        return events;
    }

    private static void requireKnown(String where, Iterable<String> fields) {
        for (String field : fields) {
            if (!LabelledEvent.FIELDS.contains(field)) {
                throw new XvadDataException(
                        where + ": there is no field '" + field + "'; the fields are " + LabelledEvent.FIELDS);
            }
        }
    }

    private static LabelledEvent event(String where, Map<String, String> fields) {
        try {
            return LabelledEvent.of(fields);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(where + ": " + e.getMessage(), e);
        }
    }
}
