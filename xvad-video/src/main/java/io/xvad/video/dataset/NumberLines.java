package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** Reads text of which each line is one thing; blank lines are left out. */
final class NumberLines {

    private static final List<Pattern> OTHERS = List.of(
            Pattern.compile("\\s*;\\s*"),
            Pattern.compile("\\s*,\\s*"),
            Pattern.compile("\\t"),
            Pattern.compile("\\s+"));

    private NumberLines() {}

    /** Makes a thing of the fields of a line. */
    @FunctionalInterface
    interface LineReader<T> {
        T read(String[] fields);
    }

    /**
     * Reads a file. Where the usual separator does not give so many fields, semicolons, commas, tabs and spaces are tried;
     * quotation marks around a field are left out.
     *
     * @param usual separator
     * @param fields how many there are in a line, exactly
     * @throws XvadDataException naming file and line, if a line has another number of fields or cannot be understood
     */
    static <T> List<T> read(Path file, Pattern usual, int fields, LineReader<T> reader) {
        List<String> lines = lines(file);
        List<T> things = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                things.add(thing(file + " line " + (i + 1), split(line, usual, fields), fields, reader));
            }
        }
        return things;
    }

    private static String[] split(String line, Pattern usual, int fields) {
        String[] split = usual.split(line);
        for (int i = 0; i < OTHERS.size() && split.length != fields; i++) {
            split = OTHERS.get(i).split(line);
        }
        return split.length == fields ? split : usual.split(line);
    }

    private static <T> T thing(String where, String[] parts, int fields, LineReader<T> reader) {
        if (parts.length != fields) {
            throw new XvadDataException(where + ": must have " + fields + " fields, got " + parts.length);
        }
        try {
            return reader.read(Arrays.stream(parts).map(NumberLines::unquoted).toArray(String[]::new));
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(where + ": " + e.getMessage(), e);
        }
    }

    private static String unquoted(String field) {
        String text = field.strip();
        boolean quoted = text.length() > 1 && text.startsWith("\"") && text.endsWith("\"");
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }

    static List<String> lines(Path file) {
        return TruthText.of(file).lines().toList();
    }
}
