package io.xvad.evaluation.bench;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.evaluation.FiguresJson;
import io.xvad.metrics.uncertainty.Bootstrap;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The measurements of several explainers of one detector, as a table of text and as JSON.
 *
 * @param detector name of the detector
 * @param rows what was measured
 */
public record BenchTable(String detector, List<BenchRow> rows) {

    public BenchTable {
        rows = List.copyOf(rows);
    }

    /** Names of the columns. */
    public static List<String> header() {
        return Arrays.stream(BenchFigure.values()).map(BenchFigure::label).toList();
    }

    /** A row as text, in the order of the header. */
    public static List<String> cells(BenchRow row) {
        if (!row.measured()) {
            List<String> cells = new ArrayList<>(List.of(row.note()));
            while (cells.size() < BenchFigure.values().length) {
                cells.add("");
            }
            return cells;
        }
        return Arrays.stream(BenchFigure.values())
                .map(figure -> cell(row, figure))
                .toList();
    }

    private static double mean(BenchRow row, BenchFigure figure) {
        return row.means().getOrDefault(figure, Double.NaN);
    }

    private static String cell(BenchRow row, BenchFigure figure) {
        double mean = mean(row, figure);
        Bootstrap.Interval interval = row.intervals().get(figure);
        if (Double.isNaN(mean) || interval == null) {
            return "n/a";
        }
        return Double.isNaN(interval.low())
                ? String.format(Locale.ROOT, "%.2f [n/a]", mean)
                : String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", mean, interval.low(), interval.high());
    }

    /** The table as text. */
    public String text() {
        StringBuilder text = new StringBuilder(detector).append(System.lineSeparator());
        text.append(String.format("  %-24s", "explainer"));
        header().forEach(name -> text.append(String.format("%-22s", name)));
        for (BenchRow row : rows) {
            text.append(System.lineSeparator()).append(String.format("  %-24s", row.explainer()));
            cells(row).forEach(cell -> text.append(String.format("%-22s", cell)));
        }
        text.append(System.lineSeparator());
        notes().forEach(note -> text.append("  ").append(note).append(System.lineSeparator()));
        return text.toString();
    }

    /** Why figures are n/a, a sentence each; nothing if all of them are there. */
    public List<String> notes() {
        List<String> notes = new ArrayList<>();
        named("no more faithful than the random map (interval of the difference holds 0)", BenchRow::noBetterThanChance)
                .ifPresent(notes::add);
        named(
                        "hardly change with a random model (correlation above 0.5), so they say little about this one",
                        BenchRow::ignoresTheModel)
                .ifPresent(notes::add);
        if (undefined(BenchFigure.POINTING) || undefined(BenchFigure.SALIENCY_AUROC)) {
            notes.add("n/a of pointing and saliency AUROC: no image has a mask of a part of it");
        }
        if (undefined(BenchFigure.FAITHFULNESS)) {
            notes.add("n/a of faithfulness: the detector gives no normal version to put in place of what is salient");
        }
        if (undefined(BenchFigure.RANDOM_MODEL)) {
            notes.add(
                    "n/a of random model: it was not asked for, or the detector has no network whose weights could be random");
        }
        if (undefined(BenchFigure.STABILITY)) {
            notes.add("n/a of stability: the maps are constant, so that they have no ranks");
        }
        return List.copyOf(notes);
    }

    /** The explainers of which something is true, after what that is; what they are compared with is not counted. */
    private Optional<String> named(String what, Predicate<BenchRow> isTrue) {
        List<String> names = rows.stream()
                .filter(row -> !row.explainer().startsWith("(") && isTrue.test(row))
                .map(BenchRow::explainer)
                .toList();
        return names.isEmpty() ? Optional.empty() : Optional.of(what + ": " + String.join(", ", names));
    }

    private boolean undefined(BenchFigure figure) {
        return rows.stream().anyMatch(row -> row.measured() && Double.isNaN(mean(row, figure)));
    }

    /** The table as JSON. */
    public ArrayNode json() {
        ArrayNode all = JsonNodeFactory.instance.arrayNode();
        for (BenchRow row : rows) {
            ObjectNode json = all.addObject().put("explainer", row.explainer());
            if (!row.measured()) {
                json.put("note", row.note());
            }
            row.aboveChance().ifPresent(compared -> {
                ObjectNode node = json.putObject("above-chance");
                node.set("difference", FiguresJson.number(compared.difference()));
                node.set("low", FiguresJson.number(compared.interval().low()));
                node.set("high", FiguresJson.number(compared.interval().high()));
                node.set("p-value", FiguresJson.number(compared.pValue()));
                json.put("no-better-than-chance", row.noBetterThanChance());
            });
            for (BenchFigure figure : BenchFigure.values()) {
                Bootstrap.Interval interval = row.intervals().get(figure);
                if (interval != null) {
                    ObjectNode node = json.putObject(
                            figure.name().toLowerCase(Locale.ROOT).replace('_', '-'));
                    node.set("mean", FiguresJson.number(mean(row, figure)));
                    node.set("low", FiguresJson.number(interval.low()));
                    node.set("high", FiguresJson.number(interval.high()));
                }
            }
        }
        return all;
    }
}
