package io.xvad.cli.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Training;
import io.xvad.core.registry.Registry;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.FiguresText;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.metrics.detection.Curve;
import io.xvad.report.Charts;
import io.xvad.report.Figure;
import io.xvad.report.ReportPage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Inspects one subject after the other and writes what was found as a page, as JSON and as text. Not thread-safe. */
public final class Demo {

    private static final String DETECTOR = "patchcore";
    private static final Curve CHANCE =
            new Curve(List.of(new Curve.Point(0, 0), new Curve.Point(0.3, 0.3), new Curve.Point(1, 1)));
    private static final List<String> HEADER =
            List.of("anomalous, flagged", "normal, flagged", "image AUROC", "image AP", "pixel AUROC", "AU-PRO 0.3");

    private static final List<Texture> SHOWN = List.of(new Texture("gravel"));

    private final String introduction;
    private final long seed;
    private final Training training;
    private final List<Inspection> inspections = new ArrayList<>();

    /**
     * A demo that is yet to run.
     *
     * @param introduction what the page says first
     * @param seed of the explanations
     * @param training how subjects are learned
     */
    public Demo(String introduction, long seed, Training training) {
        this.introduction = introduction;
        this.seed = seed;
        this.training = training;
    }

    /** A training of {@code patchcore} with this seed and its default options. */
    public static Training training(long seed) {
        return Training.of(Registry.load(Detector.class).get(DETECTOR)).withSeed(seed);
    }

    /** The machined part and the textures that come with the command; each is made when it is asked for. */
    public static List<Supplier<Subject>> subjects(long seed) {
        List<Supplier<Subject>> subjects = new ArrayList<>();
        subjects.add(() -> Parts.ofDemo(seed).subject());
        SHOWN.forEach(texture -> subjects.add(() -> texture.subject(seed)));
        return subjects;
    }

    /**
     * Learns subjects, tests and explains, several side by side.
     *
     * @param shown largest number of images of a subject to explain
     * @param executor does the work
     */
    public void inspect(List<Supplier<Subject>> subjects, int shown, Executor executor) {
        List<CompletableFuture<Inspection>> running = subjects.stream()
                .map(subject -> CompletableFuture.supplyAsync(
                        () -> Inspection.of(subject.get(), shown, seed, training), executor))
                .toList();
        try {
            running.forEach(one -> inspections.add(one.join()));
        } catch (CompletionException e) {
            running.forEach(one -> one.cancel(false));
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** The page. */
    public ReportPage page() {
        List<ReportPage.Section> sections = new ArrayList<>();
        for (Inspection one : inspections) {
            Subject subject = one.subject();
            sections.add(new ReportPage.Section(
                    subject.name(), subject.note() + remark(one), List.of(), List.of(), one.cards()));
        }
        sections.add(figures());
        return new ReportPage("XVAD demo", introduction, HEADER, sections);
    }

    private static String remark(Inspection one) {
        return one.flagged(true) == 0
                ? " No anomalous image was flagged; the image of the highest score is shown."
                : "";
    }

    private ReportPage.Section figures() {
        List<ReportPage.Row> table = new ArrayList<>();
        Map<String, Curve> roc = new LinkedHashMap<>();
        Map<String, Curve> pro = new LinkedHashMap<>();
        for (Inspection one : inspections) {
            table.add(row(one));
            if (one.subject().independent()) {
                one.result().roc().ifPresent(curve -> roc.put(one.subject().name(), curve));
                one.result().pixel().ifPresent(pixel -> pro.put(one.subject().name(), pixel.proCurve()));
            }
        }
        List<Figure> charts = new ArrayList<>();
        addChart("ROC, image scores", "true-positive rate", 1, roc, charts);
        addChart("PRO, pixels", "mean overlap with a defect", 0.3, pro, charts);
        return new ReportPage.Section("Figures", note(), table, charts, List.of());
    }

    private String note() {
        boolean photographs =
                inspections.stream().anyMatch(one -> !one.subject().independent());
        return "The detector is " + DETECTOR
                + training.options()
                        .preset()
                        .map(name -> " with its preset " + name + ".")
                        .orElse(" with its defaults.")
                + (photographs
                        ? " Of one photograph only counts are given: its squares are no independent images, so rates and areas"
                                + " would claim too much."
                        : "");
    }

    private static void addChart(String title, String y, double limit, Map<String, Curve> curves, List<Figure> charts) {
        if (!curves.isEmpty()) {
            Map<String, Curve> beside = new LinkedHashMap<>(curves);
            beside.put("chance", CHANCE);
            charts.add(Charts.of(title, "false-positive rate", y, limit, beside));
        }
    }

    private static ReportPage.Row row(Inspection one) {
        long anomalous = one.anomalous();
        List<String> cells = new ArrayList<>();
        cells.add(one.flagged(true) + " of " + anomalous);
        cells.add(one.flagged(false) + " of " + (one.detections().size() - anomalous));
        ImageEvaluation.Result result = one.result();
        boolean rates = one.subject().independent();
        cells.add(figure(rates, result.image().auroc()));
        cells.add(figure(rates, result.image().averagePrecision()));
        cells.add(figure(
                rates, result.pixel().map(pixel -> pixel.pixels().auroc()).orElse(Double.NaN)));
        cells.add(figure(rates, result.pixel().map(pixel -> pixel.aupro()).orElse(Double.NaN)));
        return new ReportPage.Row(one.subject().name(), cells);
    }

    private static String figure(boolean rates, double value) {
        return rates ? FiguresText.figure(value) : "–";
    }

    /** The figures. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("seed", seed);
        json.put("detector", DETECTOR);
        json.put("summary", page().summary());
        ArrayNode results = json.putArray("subjects");
        for (Inspection one : inspections) {
            ObjectNode subject = results.addObject();
            subject.put("name", one.subject().name());
            subject.put("note", one.subject().note());
            subject.put("anomalous", one.anomalous());
            subject.put("anomalousFlagged", one.flagged(true));
            subject.put("normal", one.detections().size() - one.anomalous());
            subject.put("normalFlagged", one.flagged(false));
            if (one.subject().independent()) {
                subject.set("figures", FiguresJson.evaluation(one.result()));
            }
        }
        return json;
    }

    /** The counts as text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        for (Inspection one : inspections) {
            long anomalous = one.anomalous();
            text.append(String.format(
                    Locale.ROOT,
                    "%s: %d of %d anomalous images flagged, %d of %d normal ones%n",
                    one.subject().name(),
                    one.flagged(true),
                    anomalous,
                    one.flagged(false),
                    one.detections().size() - anomalous));
        }
        String summary = page().summary();
        return summary.isEmpty() ? text.toString() : text + summary + System.lineSeparator();
    }
}
