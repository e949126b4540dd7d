package io.xvad.data.dataset;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Reads a table of comma-separated values with a header; values may be in quotation marks. A byte-order mark is dropped. */
final class CsvTable {

    private CsvTable() {}

    /**
     * The rows, each with its values by column.
     *
     * @throws XvadDataException if it cannot be read, or a row has not as many values as the header
     */
    static List<Map<String, String>> read(Path file) {
        List<Map<String, String>> rows = new ArrayList<>();
        each(file, rows::add);
        return rows;
    }

    /** Takes the rows one by one, for tables that are large; throws as {@link #read}. */
    static void each(Path file, Consumer<Map<String, String>> taker) {
        List<String> lines = lines(file);
        List<String> header = lines.isEmpty() ? List.of() : values(lines.get(0));
        for (int i = 1; i < lines.size(); i++) {
            List<String> values = values(lines.get(i));
            if (values.size() != header.size()) {
                throw new XvadDataException(
                        file + ", line " + (i + 1) + ": has " + values.size() + " values, the header " + header.size());
            }
            Map<String, String> row = new LinkedHashMap<>();
            for (int c = 0; c < values.size(); c++) {
                row.put(header.get(c), values.get(c));
            }
            taker.accept(row);
        }
    }

    private static List<String> lines(Path file) {
        try {
            String text = Files.readString(file, StandardCharsets.UTF_8);
            String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
            return plain.lines().filter(line -> !line.isBlank()).toList();
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<String> values(String line) {
        List<String> values = new ArrayList<>();
        StringBuilder value = new StringBuilder();
        boolean quoted = false;
        for (char c : line.toCharArray()) {
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                values.add(value.toString().strip());
                value.setLength(0);
            } else {
                value.append(c);
            }
        }
        values.add(value.toString().strip());
        return values;
    }
}
