package io.xvad.evaluation.benchmark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.LibraryVersion;
import io.xvad.evaluation.FiguresJson;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A benchmark as JSON. */
public final class BenchmarkJson {

    private BenchmarkJson() {}

    /** The plan, the means, whom each detector beats, all pairs compared, and the runs without their images. */
    public static ObjectNode of(BenchmarkResult result) {
        BenchmarkPlan plan = result.plan();
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("version", LibraryVersion.current());
        plan.seeds().forEach(json.putArray("seeds")::add);
        json.put("heldOut", plan.heldOut())
                .put("falseAlarmRate", plan.falseAlarmRate())
                .put("draws", plan.bootstrap().replicates())
                .put("level", plan.bootstrap().level())
                .put("runsDoneBefore", result.before());
        plan.tiling().ifPresent(tiles -> json.putObject("tiling")
                .put("size", tiles.size())
                .put("overlap", tiles.overlap())
                .put("memory", tiles.memory().name().toLowerCase(Locale.ROOT)));
        addData(plan, json.putArray("datasets"));
        ArrayNode detectors = json.putArray("detectors");
        plan.detectors().forEach(detector -> addDetector(result, detector, detectors.addObject()));
        addComparisons(result, json.putArray("comparisons"));
        ArrayNode runs = json.putArray("runs");
        result.runs().forEach(run -> runs.add(RunJson.brief(run)));
        result.notes().forEach(json.putArray("notes")::add);
        return json;
    }

    private static void addData(BenchmarkPlan plan, ArrayNode array) {
        plan.data().forEach(data -> array.addObject()
                .put("name", data.name())
                .put("path", data.path())
                .put("train", data.dataset().train().size())
                .put("testNormal", data.normalTests())
                .put("testAnomalous", data.dataset().test().size() - data.normalTests()));
    }

    private static void addDetector(BenchmarkResult result, BenchmarkDetector detector, ObjectNode json) {
        json.put("name", detector.label())
                .put("detector", detector.detector().name())
                .put("role", detector.role().name().toLowerCase(Locale.ROOT));
        ObjectNode options = json.putObject("options");
        detector.options().forEach(options::put);
        json.put("comparisonOnly", result.comparisonOnly(detector));
        ArrayNode beside = json.putArray("mustBeat");
        for (Standing standing : result.standings(detector)) {
            ObjectNode node =
                    beside.addObject().put("name", standing.yardstick()).put("beaten", standing.beaten());
            node.set(BenchmarkFigure.IMAGE_AUROC.key(), compared(standing.auroc()));
            standing.aupro().ifPresent(aupro -> node.set(BenchmarkFigure.AUPRO.key(), compared(aupro)));
        }
        json.set("mean", figures(figure -> result.estimate(detector, figure)));
        ObjectNode byData = json.putObject("byDataset");
        result.plan()
                .data()
                .forEach(data -> byData.set(data.name(), figures(figure -> result.estimate(detector, data, figure))));
    }

    private static ObjectNode figures(Function<BenchmarkFigure, Estimate> estimates) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (BenchmarkFigure figure : BenchmarkFigure.values()) {
            Estimate estimate = estimates.apply(figure);
            ObjectNode node = json.putObject(figure.key());
            node.set("mean", FiguresJson.number(estimate.mean()));
            if (figure.isQuality()) {
                node.set("low", FiguresJson.number(estimate.interval().low()));
                node.set("high", FiguresJson.number(estimate.interval().high()));
            }
            node.set("overSeeds", FiguresJson.number(estimate.overSeeds()));
            node.set("overDatasets", FiguresJson.number(estimate.overData()));
            node.put("datasets", estimate.dataSets());
        }
        return json;
    }

    private static void addComparisons(BenchmarkResult result, ArrayNode array) {
        List<BenchmarkDetector> detectors = result.plan().detectors();
        for (int i = 0; i < detectors.size(); i++) {
            for (BenchmarkDetector second : detectors.subList(i + 1, detectors.size())) {
                ObjectNode node =
                        array.addObject().put("first", detectors.get(i).label()).put("second", second.label());
                for (BenchmarkFigure figure : BenchmarkFigure.qualities()) {
                    result.comparison(detectors.get(i), second, figure)
                            .ifPresent(compared -> node.set(figure.key(), compared(compared)));
                }
            }
        }
    }

    private static ObjectNode compared(PairedComparison compared) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("difference", FiguresJson.number(compared.difference()));
        json.set("low", FiguresJson.number(compared.interval().low()));
        json.set("high", FiguresJson.number(compared.interval().high()));
        json.set("pValue", FiguresJson.number(compared.pValue()));
        return json;
    }
}
