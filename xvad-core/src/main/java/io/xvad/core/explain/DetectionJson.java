package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.Effort;
import io.xvad.core.Region;
import io.xvad.core.Verdict;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Writes a detection as JSON, the same in explanations and in what {@code xvad detect} writes. */
public final class DetectionJson {

    private DetectionJson() {}

    /**
     * The JSON of a detection without its maps, which are better kept as files: {@code sampleId}, {@code score}, {@code decision},
     * {@code pValue} and {@code threshold} if there are any, {@code effort} of a detector that searches or samples, and {@code
     * regions}.
     */
    public static String withoutMaps(Detection detection) {
        return JsonText.of(json -> {
            json.writeStartObject();
            writeScore(json, detection);
            writeRegions(json, detection);
            json.writeEndObject();
        });
    }

    static void write(JsonGenerator json, Detection detection, ArrayWriter arrays) throws IOException {
        json.writeStartObject();
        writeScore(json, detection);
        json.writeArrayFieldStart("maps");
        for (AnomalyMap map : detection.maps()) {
            arrays.write(json, map);
        }
        json.writeEndArray();
        writeRegions(json, detection);
        json.writeEndObject();
    }

    private static void writeScore(JsonGenerator json, Detection detection) throws IOException {
        json.writeStringField("sampleId", detection.sampleId());
        json.writeNumberField("score", detection.score());
        json.writeStringField("decision", detection.verdict().decision().name().toLowerCase(Locale.ROOT));
        writeOptional(json, "pValue", detection.verdict().pValue());
        writeOptional(json, "threshold", detection.verdict().threshold());
        if (detection.effort().isPresent()) {
            write(json, detection.effort().get());
        }
    }

    private static void write(JsonGenerator json, Effort effort) throws IOException {
        json.writeObjectFieldStart("effort");
        json.writeNumberField("steps", effort.steps());
        json.writeBooleanField("complete", effort.complete());
        json.writeEndObject();
    }

    private static void writeRegions(JsonGenerator json, Detection detection) throws IOException {
        json.writeArrayFieldStart("regions");
        for (Region region : detection.regions()) {
            write(json, region);
        }
        json.writeEndArray();
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

    static Detection read(JsonObject json, ArrayReader arrays) {
        Verdict verdict = new Verdict(
                Decision.valueOf(json.string("decision").toUpperCase(Locale.ROOT)),
                readOptional(json, "pValue"),
                readOptional(json, "threshold"));
        return new Detection(
                json.string("sampleId"),
                json.number("score"),
                verdict,
                json.objects("maps").stream().map(arrays::readMap).toList(),
                json.objects("regions").stream().map(DetectionJson::readRegion).toList(),
                json.has("effort") ? Optional.of(readEffort(json.object("effort"))) : Optional.empty());
    }

    private static Effort readEffort(JsonObject json) {
        return new Effort(json.integer("steps"), json.flag("complete"));
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
