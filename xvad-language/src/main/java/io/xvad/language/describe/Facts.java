package io.xvad.language.describe;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.calibrate.MapCalibration;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Counterfactual;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.explain.Reason;
import io.xvad.core.explain.RuleTrace;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What was measured of an image: the decision, the regions, and what explainers found, without their words. Immutable.
 *
 * @param all in the order in which a model is told them
 */
record Facts(List<Fact> all) {

    private static final String FLAGGED = "flagged regions";

    private static final String PEAK = "the highest place of the anomaly map; the detector flags no region";

    Facts {
        all = List.copyOf(all);
    }

    /**
     * Those of a detection.
     *
     * @param regions that are told of; the highest place of the map where the detector flags none
     * @param calibration of the map, for the p-values of regions
     * @param evidence that explainers gave; kinds that hold no measurement are passed over
     */
    static Facts of(
            Detection detection, List<Region> regions, Optional<MapCalibration> calibration, List<Evidence> evidence) {
        List<Fact> facts = new ArrayList<>(List.of(decision(detection)));
        for (Region region : regions) {
            String what = detection.regions().isEmpty() ? PEAK : "a region that the detector flags";
            facts.add(region("R" + facts.size(), what, region, calibration));
        }
        int number = 1;
        for (int i = 0; i < evidence.size(); i++) {
            Optional<Fact> fact = fact("F" + number, evidence.get(i), OptionalInt.of(i));
            number += fact.isPresent() ? 1 : 0;
            fact.ifPresent(facts::add);
        }
        return new Facts(facts);
    }

    private static Fact decision(Detection detection) {
        List<Measured> measured = new ArrayList<>();
        measured.add(new Measured(
                "score",
                "",
                detection.score(),
                OptionalDouble.empty(),
                finite(detection.verdict().threshold())));
        detection.verdict().pValue().ifPresent(p -> measured.add(Measured.of("p-value", p)));
        if (!detection.regions().isEmpty()) {
            measured.add(Measured.of(FLAGGED, detection.regions().size()));
        }
        String decision = detection.verdict().decision().name().toLowerCase(Locale.ROOT);
        return new Fact("D", "the detector decides: " + decision, Optional.empty(), measured, OptionalInt.empty());
    }

    private static OptionalDouble finite(OptionalDouble threshold) {
        return threshold.isPresent() && Double.isFinite(threshold.getAsDouble()) ? threshold : OptionalDouble.empty();
    }

    private static Fact region(String id, String what, Region region, Optional<MapCalibration> calibration) {
        List<Measured> measured = new ArrayList<>();
        measured.add(new Measured("area", "pixels", region.area(), OptionalDouble.empty(), OptionalDouble.empty()));
        measured.add(Measured.of("peak", region.peak()));
        calibration.ifPresent(known -> measured.add(Measured.of("p-value", known.pValueAnywhere(region.peak()))));
        return new Fact(id, what, Optional.of(region.box()), measured, OptionalInt.empty());
    }

    private static Optional<Fact> fact(String id, Evidence evidence, OptionalInt index) {
        if (evidence instanceof Reason reason) {
            String what = (reason.name() + " than normal " + String.join(" ", reason.qualifiers())).strip();
            List<Measured> measured = new ArrayList<>(
                    reason.measurements().stream().map(Facts::measured).toList());
            if (reason.pValue() < 1) {
                measured.add(Measured.of("p-value", reason.pValue()));
            }
            return Optional.of(new Fact(id, what, Optional.of(reason.place().box()), measured, index));
        }
        if (evidence instanceof AttributeDeviation deviation) {
            return Optional.of(
                    new Fact(id, deviation.attribute(), Optional.empty(), List.of(measured(deviation)), index));
        }
        if (evidence instanceof NearestNormal nearest) {
            return nearest.patches().stream()
                    .findFirst()
                    .map(patch -> new Fact(
                            id,
                            "the most similar normal patch that is known",
                            Optional.of(nearest.region().box()),
                            List.of(Measured.of("distance", patch.distance())),
                            index));
        }
        if (evidence instanceof RuleTrace rule) {
            String what = (rule.violated() ? "broken rule: " : "kept rule: ") + rule.rule() + ": "
                    + String.join("; ", rule.facts());
            return Optional.of(new Fact(id, what, Optional.empty(), List.of(), index));
        }
        if (evidence instanceof Counterfactual restored) {
            List<Measured> scores = List.of(
                    Measured.of("score", restored.scoreBefore()),
                    Measured.of("score when restored", restored.scoreAfter()));
            return Optional.of(new Fact(id, "the image restored to normal", Optional.empty(), scores, index));
        }
        return Optional.empty();
    }

    private static Measured measured(AttributeDeviation deviation) {
        return new Measured(
                deviation.attribute(),
                deviation.unit(),
                deviation.observed(),
                OptionalDouble.of(deviation.normalLow()),
                OptionalDouble.of(deviation.normalHigh()));
    }

    /** Those of these ids; what is no id of one is left out. */
    List<Fact> cited(Set<String> ids) {
        return all.stream().filter(fact -> ids.contains(fact.id())).toList();
    }

    /** How many regions the detector flags, if they were counted. */
    OptionalDouble flaggedRegions() {
        return all.stream()
                .flatMap(fact -> fact.property(FLAGGED).stream())
                .mapToDouble(Measured::value)
                .findFirst();
    }

    /** Whether there is anything to describe but the decision. */
    boolean isEmpty() {
        return all.size() < 2;
    }

    /** As a model is told them. */
    String toJson() {
        return JsonText.of(json -> {
            json.writeStartArray();
            for (Fact fact : all) {
                write(json, fact);
            }
            json.writeEndArray();
        });
    }

    private static void write(JsonGenerator json, Fact fact) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", fact.id());
        json.writeStringField("what", fact.what());
        if (fact.place().isPresent()) {
            Box box = fact.place().get();
            json.writeFieldName("box");
            json.writeStartObject();
            json.writeNumberField("x", box.x());
            json.writeNumberField("y", box.y());
            json.writeNumberField("width", box.width());
            json.writeNumberField("height", box.height());
            json.writeEndObject();
        }
        json.writeArrayFieldStart("measured");
        for (Measured measured : fact.measured()) {
            write(json, measured);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Measured measured) throws IOException {
        json.writeStartObject();
        json.writeStringField("property", measured.property());
        if (!measured.unit().isEmpty()) {
            json.writeStringField("unit", measured.unit());
        }
        json.writeNumberField("value", Measured.told(measured.value()));
        if (measured.low().isPresent()) {
            json.writeNumberField("normalLow", Measured.told(measured.low().getAsDouble()));
        }
        if (measured.high().isPresent()) {
            json.writeNumberField("normalHigh", Measured.told(measured.high().getAsDouble()));
        }
        if (measured.direction() != Measured.Direction.UNKNOWN) {
            json.writeStringField("direction", measured.direction().name().toLowerCase(Locale.ROOT));
        }
        json.writeEndObject();
    }
}
