package io.xvad.evaluation.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Decision;
import io.xvad.core.LibraryVersion;
import io.xvad.evaluation.FiguresJson;
import io.xvad.evaluation.ImageEvaluation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A run as JSON, and back. */
final class RunJson {

    private RunJson() {}

    /** Everything. */
    static ObjectNode of(RunId id, RunMeasurement run) {
        ObjectNode json = head(id).put("version", LibraryVersion.current());
        addTo(json, run);
        ObjectNode draws = json.putObject("draws");
        run.draws().forEach((figure, values) -> {
            ArrayNode array = draws.putArray(figure.key());
            for (double value : values) {
                array.add(FiguresJson.number(value));
            }
        });
        ArrayNode images = json.putArray("images");
        run.images().forEach(row -> images.addObject()
                .put("id", row.id())
                .put("defect", row.defect())
                .put("score", row.score())
                .put("decision", row.decision().name().toLowerCase(Locale.ROOT)));
        return json;
    }

    /** A run without its images and draws. */
    static ObjectNode brief(BenchmarkRun run) {
        ObjectNode json = head(run.id());
        run.measurement().ifPresentOrElse(found -> addTo(json, found), () -> json.put("error", run.error()));
        return json;
    }

    private static ObjectNode head(RunId id) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("detector", id.detector())
                .put("dataset", id.data())
                .put("seed", id.seed())
                .put("key", id.key());
    }

    private static void addTo(ObjectNode json, RunMeasurement run) {
        ObjectNode options = json.putObject("options");
        run.options().forEach(options::put);
        json.put("machine", run.machine())
                .put("learnedFrom", run.learnedFrom())
                .put("calibratedOn", run.calibratedOn())
                .set("promisedFalseAlarmRate", FiguresJson.number(run.promisedRate()));
        ObjectNode figures = json.putObject("figures");
        for (BenchmarkFigure figure : BenchmarkFigure.values()) {
            figures.set(figure.key(), FiguresJson.number(run.figure(figure)));
        }
        run.failures().forEach(json.putArray("failures")::add);
        run.notes().forEach(json.putArray("notes")::add);
    }

    /**
     * What a run measured.
     *
     * @throws IllegalArgumentException if something is missing
     */
    static RunMeasurement read(JsonNode json) {
        Map<BenchmarkFigure, Double> figures = new EnumMap<>(BenchmarkFigure.class);
        Map<BenchmarkFigure, double[]> draws = new EnumMap<>(BenchmarkFigure.class);
        for (BenchmarkFigure figure : BenchmarkFigure.values()) {
            JsonNode value = json.required("figures").path(figure.key());
            if (value.isNumber()) {
                figures.put(figure, value.doubleValue());
            }
            JsonNode drawn = json.required("draws").path(figure.key());
            if (drawn.isArray()) {
                draws.put(figure, numbers(drawn));
            }
        }
        return new RunMeasurement(
                options(json.required("options")),
                json.required("machine").asText(),
                json.required("learnedFrom").asInt(),
                json.required("calibratedOn").asInt(),
                number(json.required("promisedFalseAlarmRate")),
                figures,
                draws,
                images(json.required("images")),
                texts(json.required("failures")),
                texts(json.required("notes")));
    }

    private static double number(JsonNode node) {
        return node.isNumber() ? node.doubleValue() : Double.NaN;
    }

    private static double[] numbers(JsonNode array) {
        double[] values = new double[array.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = number(array.get(i));
        }
        return values;
    }

    private static Map<String, String> options(JsonNode node) {
        Map<String, String> options = new LinkedHashMap<>();
        node.fieldNames()
                .forEachRemaining(name -> options.put(name, node.get(name).asText()));
        return options;
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }

    private static List<ImageEvaluation.Row> images(JsonNode array) {
        List<ImageEvaluation.Row> rows = new ArrayList<>();
        array.forEach(one -> rows.add(new ImageEvaluation.Row(
                one.required("id").asText(),
                one.required("defect").asText(),
                one.required("score").asDouble(),
                Decision.valueOf(one.required("decision").asText().toUpperCase(Locale.ROOT)))));
        return rows;
    }
}
