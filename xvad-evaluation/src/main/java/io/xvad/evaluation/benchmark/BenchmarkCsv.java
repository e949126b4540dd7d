package io.xvad.evaluation.benchmark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The runs of a benchmark as CSV, one a line. */
public final class BenchmarkCsv {

    private BenchmarkCsv() {}

    /** Detector, data set, seed, its figures, and the error of one that failed; what is not defined is empty. */
    public static String of(BenchmarkResult result) {
        StringBuilder text = new StringBuilder();
        List<String> header = new ArrayList<>(List.of("detector", "dataset", "seed"));
        Arrays.stream(BenchmarkFigure.values()).map(BenchmarkFigure::key).forEach(header::add);
        header.addAll(List.of("promisedFalseAlarmRate", "learnedFrom", "calibratedOn", "error"));
        try (CSVPrinter printer = new CSVPrinter(text, CSVFormat.DEFAULT)) {
            printer.printRecord(header);
            for (BenchmarkRun run : result.runs()) {
                printer.printRecord(cells(run));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> cells(BenchmarkRun run) {
        List<String> cells = new ArrayList<>(List.of(
                run.id().detector(), run.id().data(), String.valueOf(run.id().seed())));
        for (BenchmarkFigure figure : BenchmarkFigure.values()) {
            cells.add(
                    run.measurement().map(found -> number(found.figure(figure))).orElse(""));
        }
        cells.add(run.measurement().map(found -> number(found.promisedRate())).orElse(""));
        cells.add(run.measurement()
                .map(found -> String.valueOf(found.learnedFrom()))
                .orElse(""));
        cells.add(run.measurement()
                .map(found -> String.valueOf(found.calibratedOn()))
                .orElse(""));
        cells.add(run.error());
        return cells;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "";
    }
}
