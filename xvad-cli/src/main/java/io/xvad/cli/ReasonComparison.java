package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.FittedDetector;
import io.xvad.data.dataset.AnomalyDataset;
import io.xvad.evaluation.reason.ReasonBench;
import io.xvad.evaluation.reason.ReasonCase;
import io.xvad.evaluation.reason.ReasonTable;
import io.xvad.evaluation.reason.ReasonTableJson;
import io.xvad.evaluation.reason.ReasonTableText;
import io.xvad.report.JudgedPage;
import io.xvad.report.ReportPage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Judges the reasons of several detectors, and writes what came of it. */
final class ReasonComparison {

    private static final int WORST = 12;

    private final ReasonBench bench;
    private final Output output;

    ReasonComparison(ReasonBench bench, Output output) {
        this.bench = bench;
        this.output = output;
    }

    /** Prints the tables, and writes {@code comparison.json} and {@code comparison.html}. */
    void run(
            AnomalyDataset dataset,
            List<ReasonCase> cases,
            List<String> detectors,
            Function<String, FittedDetector> open,
            Path out) {
        ObjectNode json = Output.mapper().createObjectNode();
        json.put("dataset", dataset.name())
                .put("explainer", bench.explainer().name())
                .put("images", cases.size());
        ObjectNode byDetector = json.putObject("detectors");
        StringBuilder text = new StringBuilder();
        List<ReasonTable> tables = new ArrayList<>();
        List<ReportPage.Section> sections = new ArrayList<>();
        for (String name : detectors) {
            try (FittedDetector fitted = open.apply(name)) {
                ReasonTable table = bench.run(fitted, cases, output.progress());
                tables.add(table);
                byDetector.set(name, ReasonTableJson.of(table));
                text.append(ReasonTableText.of(table)).append(System.lineSeparator());
                sections.add(JudgedPage.section(bench, fitted, table, WORST));
            }
        }
        Path page = out.resolve("comparison.html");
        JudgedPage.of(dataset.name(), tables, sections).write(page);
        Output.write(json, out.resolve("comparison.json"));
        output.result(json, text.append("wrote ").append(page).toString());
    }
}
