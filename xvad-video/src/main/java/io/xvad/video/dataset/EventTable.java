package io.xvad.video.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads events from CSV with a header, or from JSON that is an array of objects with the same fields. Columns are separated by commas,
 * semicolons or tabs, as the header has them; the fields may be written in capital letters.
 */
final class EventTable {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
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
        String text = TruthText.of(file);
        return VideoFiles.name(file).endsWith(".json") ? json(file, text) : csv(file, text);
    }

    private static List<LabelledEvent> csv(Path file, String text) {
        List<LabelledEvent> events = new ArrayList<>();
        String table = withoutSeparatorLine(text);
        CSVFormat format = FORMAT.builder().setDelimiter(separator(table)).get();
        try (CSVParser parser = CSVParser.parse(table, format)) {
            Iterator<CSVRecord> rows = parser.iterator();
            if (!rows.hasNext()) {
                throw new XvadDataException(
                        file + ": is empty; its first line must name the fields " + LabelledEvent.FIELDS);
            }
            List<String> fields = rows.next().stream().map(EventTable::field).toList();
            requireKnown(file + " line " + parser.getCurrentLineNumber(), fields);
            while (rows.hasNext()) {
                CSVRecord row = rows.next();
                String where = file + " line " + parser.getCurrentLineNumber();
                Map<String, String> values = values(where, fields, row);
                if (values.values().stream().anyMatch(value -> !value.isEmpty())) {
                    events.add(event(where, values));
                }
            }
        } catch (UncheckedIOException | IllegalStateException | IOException e) {
            throw new XvadDataException(file + ": is not CSV: " + e.getMessage(), e);
        }
        return events;
    }

    /** A first line {@code sep=;}, as Excel knows it, becomes a comment, so that lines keep their numbers. */
    private static String withoutSeparatorLine(String text) {
        return text.toLowerCase(Locale.ROOT).startsWith("sep=") ? "#" + text : text;
    }

    /** Of comma, semicolon and tab the one that the header has most of. */
    private static char separator(String table) {
        String header = table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .findFirst()
                .orElse("");
        char best = ',';
        for (char candidate : new char[] {';', '\t'}) {
            best = count(header, candidate) > count(header, best) ? candidate : best;
        }
        return best;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(one -> one == wanted).count();
    }

    private static String field(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private static Map<String, String> values(String where, List<String> fields, CSVRecord row) {
        Map<String, String> values = new HashMap<>();
        for (int i = 0; i < row.size(); i++) {
            String value = row.get(i).strip();
            if (i < fields.size() && !fields.get(i).isEmpty()) {
                values.put(fields.get(i), value);
            } else if (!value.isEmpty()) {
                throw new XvadDataException(where + ": '" + value + "' is in a column without a name; the fields are "
                        + LabelledEvent.FIELDS);
            }
        }
        return values;
    }

    private static List<LabelledEvent> json(Path file, String text) {
        JsonNode array = parsed(file, text);
        if (!array.isArray()) {
            throw new XvadDataException(file + ": must be a JSON array of events");
        }
        List<LabelledEvent> events = new ArrayList<>();
        for (JsonNode object : array) {
            Map<String, String> fields = new HashMap<>();
            object.properties()
                    .forEach(entry -> fields.put(
                            field(entry.getKey()),
                            entry.getValue().isNull() ? "" : entry.getValue().asText()));
            String where = file + " event " + (events.size() + 1);
            requireKnown(where, fields.keySet());
            events.add(event(where, fields));
        }
        return events;
    }

    private static JsonNode parsed(Path file, String text) {
        try {
            return new ObjectMapper().readTree(text);
        } catch (JsonProcessingException e) {
            String line =
                    e.getLocation() == null ? "" : "line " + e.getLocation().getLineNr() + ": ";
            throw new XvadDataException(file + ": is not JSON: " + line + e.getOriginalMessage(), e);
        }
    }

    private static void requireKnown(String where, Iterable<String> fields) {
        for (String field : fields) {
            if (!field.isEmpty() && !LabelledEvent.FIELDS.contains(field)) {
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
