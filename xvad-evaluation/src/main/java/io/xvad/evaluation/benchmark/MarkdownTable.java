package io.xvad.evaluation.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that is read as it stands and that Markdown draws. Not thread-safe. */
final class MarkdownTable {

    private final List<List<String>> rows = new ArrayList<>();

    MarkdownTable(List<String> header) {
        rows.add(List.copyOf(header));
    }

    /** Adds a row of as many cells as the header. */
    void add(List<String> cells) {
        rows.add(cells.stream().map(cell -> cell.replace("|", "\\|")).toList());
    }

    String text() {
        int[] widths = IntStream.range(0, rows.get(0).size())
                .map(column -> rows.stream()
                        .mapToInt(row -> row.get(column).length())
                        .max()
                        .orElse(0))
                .toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < rows.size(); i++) {
            text.append(line(rows.get(i), widths));
            if (i == 0) {
                text.append(IntStream.of(widths)
                        .mapToObj(width -> "-".repeat(Math.max(3, width)))
                        .collect(Collectors.joining(" | ", "| ", " |" + System.lineSeparator())));
            }
        }
        return text.toString();
    }

    private static String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> cells.get(column)
                        + " "
                                .repeat(Math.max(3, widths[column])
                                        - cells.get(column).length()))
                .collect(Collectors.joining(" | ", "| ", " |" + System.lineSeparator()));
    }
}
