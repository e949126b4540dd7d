package io.xvad.video.dataset;

import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Reads text of which each line is one thing; blank lines are left out. */
final class NumberLines {

    private NumberLines() {}

    /** Makes a thing of the fields of a line. */
    @FunctionalInterface
    interface LineReader<T> {
        T read(String[] fields);
    }

    /**
     * Reads a file.
     *
     * @param fields how many there are in a line, exactly
     * @throws XvadDataException naming file and line, if a line has another number of fields or cannot be understood
     */
    static <T> List<T> read(Path file, Pattern separator, int fields, LineReader<T> reader) {
        List<String> lines = lines(file);
        List<T> things = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (!line.isEmpty()) {
                things.add(thing(file + " line " + (i + 1), separator.split(line), fields, reader));
            }
        }
        return things;
    }

    private static <T> T thing(String where, String[] parts, int fields, LineReader<T> reader) {
        if (parts.length != fields) {
            throw new XvadDataException(where + ": must have " + fields + " fields, got " + parts.length);
        }
        try {
            return reader.read(parts);
        } catch (IllegalArgumentException e) {
            throw new XvadDataException(where + ": " + e.getMessage(), e);
        }
    }

    static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }
}
