package io.xvad.evaluation.maps;

import io.xvad.core.XvadDataException;
import io.xvad.data.map.MapFiles;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** Image scores by name, from CSV rows of name and score; a header is allowed. */
final class ScoresFile {

    private ScoresFile() {}

    static Map<String, Double> read(Path file) {
        Map<String, Double> scores = new HashMap<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            for (CSVRecord row : CSVFormat.DEFAULT.parse(reader)) {
                if (row.size() != 2) {
                    throw new XvadDataException(file + ": row " + row.getRecordNumber() + " must be NAME,SCORE");
                }
                add(file, row, scores);
            }
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return scores;
    }

    private static void add(Path file, CSVRecord row, Map<String, Double> scores) {
        try {
            scores.put(
                    withoutEnding(row.get(0).strip()), Double.valueOf(row.get(1).strip()));
        } catch (NumberFormatException e) {
            if (row.getRecordNumber() > 1) {
                throw new XvadDataException(
                        file + ": row " + row.getRecordNumber() + ": '" + row.get(1) + "' is not a number", e);
            }
        }
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean known = MapFiles.EXTENSIONS.contains(ending) || ending.equals("jpg") || ending.equals("bmp");
        return dot > 0 && known ? name.substring(0, dot) : name;
    }
}
