package io.xvad.evaluation.maps;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import io.xvad.data.map.MapFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Image scores by name as a CSV file: a row {@code NAME,SCORE} for each image; a header is allowed. */
public final class ScoresFile {

    private ScoresFile() {}

    /**
     * Writes the scores of images, under a header, in the order of the map.
     *
     * @throws XvadDataException if the file cannot be written
     */
    public static void write(Map<String, Double> scores, Path file) {
        WholeFile.write(file, out -> {
            try (Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
                    CSVPrinter csv = new CSVPrinter(writer, CSVFormat.DEFAULT)) {
                csv.printRecord("name", "score");
                for (Map.Entry<String, Double> score : scores.entrySet()) {
                    csv.printRecord(score.getKey(), score.getValue());
                }
            }
        });
    }

    /**
     * Reads scores by name; the ending of an image or a map is left out of a name.
     *
     * @throws XvadDataException if the file cannot be read, or a row is none; the message names the row
     */
    public static Map<String, Double> read(Path file) {
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
