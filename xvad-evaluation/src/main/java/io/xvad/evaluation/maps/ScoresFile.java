package io.xvad.evaluation.maps;

import io.xvad.core.XvadDataException;
import io.xvad.core.model.WholeFile;
import io.xvad.data.map.MapFiles;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** Image scores by name as a CSV file: a row {@code NAME,SCORE} for each image; a first row without a number is a header. */
public final class ScoresFile {

    private static final Set<String> IMAGE_ENDINGS = Set.of("jpg", "jpeg", "bmp", "webp");
    private static final String BYTE_ORDER_MARK = "\ufeff";

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
     * Reads scores by name; the ending of an image or a map is left out of a name. Columns are parted by commas, semicolons or
     * tabs; numbers have a decimal point. UTF-8, with a byte-order mark or without.
     *
     * @throws XvadDataException if the file cannot be read, a row is none, or two have one name; the message names the row
     */
    public static Map<String, Double> read(Path file) {
        Map<String, Double> scores = new HashMap<>();
        String text = text(file);
        CSVFormat format =
                CSVFormat.DEFAULT.builder().setDelimiter(delimiter(text)).get();
        try (CSVParser rows = CSVParser.parse(text, format)) {
            for (CSVRecord row : rows) {
                add(file, row, scores);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
        return scores;
    }

    private static String text(Path file) {
        try {
            String text = Files.readString(file);
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new XvadDataException(file + ": is not UTF-8 text; save it as CSV UTF-8", e);
        } catch (IOException e) {
            throw new XvadDataException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /** The first line tells it. */
    private static char delimiter(String text) {
        String first = text.lines().findFirst().orElse("").replaceAll("\"[^\"]*\"", "");
        if (first.indexOf('\t') >= 0) {
            return '\t';
        }
        return first.indexOf(';') >= 0 ? ';' : ',';
    }

    private static void add(Path file, CSVRecord row, Map<String, Double> scores) {
        String at = file + ": row " + row.getRecordNumber();
        if (row.size() != 2) {
            throw new XvadDataException(
                    at + " must be NAME,SCORE, a score with a decimal point; got " + row.size() + " columns");
        }
        String score = row.get(1).strip();
        if (row.getRecordNumber() == 1 && score.chars().noneMatch(Character::isDigit)) {
            return;
        }
        String name = withoutEnding(row.get(0).strip().replace('\\', '/'));
        if (scores.put(name, number(at, score)) != null) {
            throw new XvadDataException(at + ": a second score for '" + name + "'");
        }
    }

    private static double number(String at, String text) {
        double number;
        try {
            number = Double.parseDouble(text);
        } catch (NumberFormatException e) {
            String why = text.contains(",") ? "; write it with a decimal point" : "";
            throw new XvadDataException(at + ": '" + text + "' is not a number" + why, e);
        }
        if (Double.isNaN(number)) {
            throw new XvadDataException(at + ": a score must be a number, got " + text);
        }
        return number;
    }

    private static String withoutEnding(String name) {
        int dot = name.lastIndexOf('.');
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        boolean known = MapFiles.EXTENSIONS.contains(ending) || IMAGE_ENDINGS.contains(ending);
        return dot > 0 && known ? name.substring(0, dot) : name;
    }
}
