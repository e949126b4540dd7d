package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.NormalPatch;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The JSON form of evidence: an object with its {@code type}. */
final class EvidenceJson {

    private EvidenceJson() {}

    static void write(JsonGenerator json, Evidence evidence, ArrayWriter arrays) throws IOException {
        json.writeStartObject();
        if (evidence instanceof Saliency saliency) {
            write(json, saliency, arrays);
        } else if (evidence instanceof Counterfactual counterfactual) {
            write(json, counterfactual, arrays);
        } else if (evidence instanceof NearestNormal nearest) {
            write(json, nearest, arrays);
        } else if (evidence instanceof AttributeDeviation deviation) {
            write(json, deviation);
        } else if (evidence instanceof Reason reason) {
            write(json, reason);
        } else if (evidence instanceof Reliance reliance) {
            json.writeStringField("type", "reliance");
            json.writeNumberField("probability", reliance.probability());
            json.writeNumberField("threshold", reliance.threshold());
        } else if (evidence instanceof RuleTrace trace) {
            json.writeStringField("type", "rule-trace");
            json.writeStringField("rule", trace.rule());
            writeStrings(json, "facts", trace.facts());
            json.writeBooleanField("violated", trace.violated());
        } else if (evidence instanceof Statement statement) {
            write(json, statement);
        } else if (evidence instanceof CustomEvidence custom) {
            json.writeStringField("type", custom.type());
            json.writeStringField("custom", custom.json());
        }
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, Saliency saliency, ArrayWriter arrays) throws IOException {
        json.writeStringField("type", "saliency");
        json.writeNumberField("frame", saliency.frame());
        json.writeBooleanField("signed", saliency.signed());
        json.writeFieldName("map");
        arrays.write(json, saliency.map());
        if (saliency.scale().isPresent()) {
            FixedScale scale = saliency.scale().get();
            json.writeObjectFieldStart("scale");
            json.writeStringField("meaning", scale.meaning());
            json.writeNumberField("clear", scale.clear());
            json.writeNumberField("full", scale.full());
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Counterfactual counterfactual, ArrayWriter arrays)
            throws IOException {
        json.writeStringField("type", "counterfactual");
        json.writeFieldName("normalVersion");
        arrays.write(json, counterfactual.normalVersion());
        json.writeFieldName("difference");
        arrays.write(json, counterfactual.difference());
        json.writeNumberField("scoreBefore", counterfactual.scoreBefore());
        json.writeNumberField("scoreAfter", counterfactual.scoreAfter());
    }

    private static void write(JsonGenerator json, NearestNormal nearest, ArrayWriter arrays) throws IOException {
        json.writeStringField("type", "nearest-normal");
        json.writeFieldName("region");
        DetectionJson.write(json, nearest.region());
        json.writeFieldName("queryCrop");
        arrays.write(json, nearest.queryCrop());
        json.writeArrayFieldStart("patches");
        for (NormalPatch patch : nearest.patches()) {
            json.writeStartObject();
            json.writeStringField("sampleId", patch.sampleId());
            json.writeFieldName("box");
            DetectionJson.write(json, patch.box());
            json.writeNumberField("distance", patch.distance());
            json.writeFieldName("crop");
            arrays.write(json, patch.crop());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, AttributeDeviation deviation) throws IOException {
        json.writeStringField("type", "attribute-deviation");
        writeFields(json, deviation);
    }

    private static void writeFields(JsonGenerator json, AttributeDeviation deviation) throws IOException {
        json.writeStringField("attribute", deviation.attribute());
        json.writeStringField("unit", deviation.unit());
        json.writeNumberField("observed", deviation.observed());
        json.writeNumberField("normalLow", deviation.normalLow());
        json.writeNumberField("normalHigh", deviation.normalHigh());
        json.writeNumberField("surprise", deviation.surprise());
    }

    private static void write(JsonGenerator json, Reason reason) throws IOException {
        json.writeStringField("type", "reason");
        json.writeStringField("name", reason.name());
        writeStrings(json, "qualifiers", reason.qualifiers());
        json.writeFieldName("place");
        DetectionJson.write(json, reason.place());
        json.writeNumberField("pValue", reason.pValue());
        json.writeArrayFieldStart("measurements");
        for (AttributeDeviation measurement : reason.measurements()) {
            json.writeStartObject();
            writeFields(json, measurement);
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, Statement statement) throws IOException {
        json.writeStringField("type", "statement");
        json.writeStringField("text", statement.text());
        json.writeArrayFieldStart("restsOn");
        for (int index : statement.restsOn()) {
            json.writeNumber(index);
        }
        json.writeEndArray();
        json.writeStringField("producer", statement.producer());
    }

    private static void writeStrings(JsonGenerator json, String name, List<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (String value : values) {
            json.writeString(value);
        }
        json.writeEndArray();
    }

    static Evidence read(JsonObject json, ArrayReader arrays) {
        String type = json.string("type");
        return switch (type) {
            case "saliency" ->
                new Saliency(
                        json.integer("frame"),
                        arrays.readMap(json.object("map")),
                        json.flag("signed"),
                        json.has("scale") ? Optional.of(readScale(json.object("scale"))) : Optional.empty());
            case "counterfactual" ->
                new Counterfactual(
                        arrays.readImage(json.object("normalVersion")),
                        arrays.readMap(json.object("difference")),
                        json.number("scoreBefore"),
                        json.number("scoreAfter"));
            case "nearest-normal" ->
                new NearestNormal(
                        DetectionJson.readRegion(json.object("region")),
                        arrays.readImage(json.object("queryCrop")),
                        json.objects("patches").stream()
                                .map(patch -> readPatch(patch, arrays))
                                .toList());
            case "attribute-deviation" -> readDeviation(json);
            case "reason" ->
                new Reason(
                        json.string("name"),
                        json.strings("qualifiers"),
                        DetectionJson.readRegion(json.object("place")),
                        json.objects("measurements").stream()
                                .map(EvidenceJson::readDeviation)
                                .toList(),
                        json.number("pValue"));
            case "reliance" -> new Reliance(json.number("probability"), json.number("threshold"));
            case "rule-trace" -> new RuleTrace(json.string("rule"), json.strings("facts"), json.flag("violated"));
            case "statement" ->
                new Statement(
                        json.string("text"),
                        json.strings("restsOn").stream().map(Integer::valueOf).toList(),
                        json.string("producer"));
            default -> new OpaqueEvidence(type, json.string("custom"));
        };
    }

    private static FixedScale readScale(JsonObject json) {
        return new FixedScale(json.string("meaning"), json.number("clear"), json.number("full"));
    }

    private static AttributeDeviation readDeviation(JsonObject json) {
        return new AttributeDeviation(
                json.string("attribute"),
                json.string("unit"),
                json.number("observed"),
                json.number("normalLow"),
                json.number("normalHigh"),
                json.number("surprise"));
    }

    private static NormalPatch readPatch(JsonObject json, ArrayReader arrays) {
        return new NormalPatch(
                json.string("sampleId"),
                DetectionJson.readBox(json.object("box")),
                json.number("distance"),
                arrays.readImage(json.object("crop")));
    }
}
