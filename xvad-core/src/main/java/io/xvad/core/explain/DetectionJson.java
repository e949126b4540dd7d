package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.Verdict;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.OptionalDouble;

/** The JSON form of a detection and of what it is made of. */
final class DetectionJson {

    private DetectionJson() {}

    static void write(JsonGenerator json, Detection detection) throws IOException {
        json.writeStartObject();
        json.writeStringField("sampleId", detection.sampleId());
        json.writeNumberField("score", detection.score());
        json.writeStringField("decision", detection.verdict().decision().name());
        writeOptional(json, "pValue", detection.verdict().pValue());
        writeOptional(json, "threshold", detection.verdict().threshold());
        json.writeArrayFieldStart("maps");
        for (AnomalyMap map : detection.maps()) {
            ArrayJson.write(json, map);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("regions");
        for (Region region : detection.regions()) {
            write(json, region);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void writeOptional(JsonGenerator json, String name, OptionalDouble value) throws IOException {
        if (value.isPresent()) {
            json.writeNumberField(name, value.getAsDouble());
        }
    }

    static void write(JsonGenerator json, Region region) throws IOException {
        json.writeStartObject();
        json.writeNumberField("frame", region.frame());
        json.writeFieldName("box");
        write(json, region.box());
        json.writeNumberField("area", region.area());
        json.writeNumberField("peakY", region.peakY());
        json.writeNumberField("peakX", region.peakX());
        json.writeNumberField("peak", region.peak());
        json.writeNumberField("mean", region.mean());
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Box box) throws IOException {
        json.writeStartObject();
        json.writeNumberField("x", box.x());
        json.writeNumberField("y", box.y());
        json.writeNumberField("width", box.width());
        json.writeNumberField("height", box.height());
        json.writeEndObject();
    }

    static Detection read(JsonObject json) {
        Verdict verdict = new Verdict(
                Decision.valueOf(json.string("decision")),
                readOptional(json, "pValue"),
                readOptional(json, "threshold"));
        return new Detection(
                json.string("sampleId"),
                json.number("score"),
                verdict,
                json.objects("maps").stream().map(ArrayJson::readMap).toList(),
                json.objects("regions").stream().map(DetectionJson::readRegion).toList());
    }

    private static OptionalDouble readOptional(JsonObject json, String name) {
        return json.has(name) ? OptionalDouble.of(json.number(name)) : OptionalDouble.empty();
    }

    static Region readRegion(JsonObject json) {
        return new Region(
                json.integer("frame"),
                readBox(json.object("box")),
                json.integer("area"),
                json.integer("peakY"),
                json.integer("peakX"),
                (float) json.number("peak"),
                json.number("mean"));
    }

    static Box readBox(JsonObject json) {
        return new Box(json.integer("x"), json.integer("y"), json.integer("width"), json.integer("height"));
    }
}
