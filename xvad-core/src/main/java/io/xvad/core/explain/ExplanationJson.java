package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The JSON form of an {@link Explanation}. */
final class ExplanationJson {

    private ExplanationJson() {}

    static String write(Explanation explanation, ArrayWriter arrays) {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeFieldName("detection");
            DetectionJson.write(json, explanation.detection(), arrays);
            json.writeArrayFieldStart("evidence");
            for (Evidence evidence : explanation.evidence()) {
                EvidenceJson.write(json, evidence, arrays);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("quality");
            for (Quality quality : explanation.quality()) {
                writeQuality(json, quality);
            }
            json.writeEndArray();
            json.writeFieldName("audit");
            writeAudit(json, explanation.audit());
            json.writeEndObject();
        });
    }

    private static void writeQuality(JsonGenerator json, Quality quality) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", quality.metric());
        json.writeNumberField("value", quality.value());
        json.writeBooleanField("higherIsBetter", quality.higherIsBetter());
        json.writeEndObject();
    }

    private static void writeAudit(JsonGenerator json, AuditRecord audit) throws IOException {
        json.writeStartObject();
        json.writeStringField("detector", audit.detector());
        json.writeStringField("modelFingerprint", audit.modelFingerprint());
        json.writeStringField("explainer", audit.explainer());
        json.writeObjectFieldStart("options");
        for (Map.Entry<String, String> option : audit.options().entrySet()) {
            json.writeStringField(option.getKey(), option.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("seed", audit.seed());
        json.writeStringField("libraryVersion", audit.libraryVersion());
        json.writeNumberField("durationNanos", audit.duration().toNanos());
        json.writeEndObject();
    }

    static Explanation read(String text, ArrayReader arrays) {
        JsonObject json = JsonObject.parse(text);
        List<Quality> quality = json.objects("quality").stream()
                .map(one -> new Quality(one.string("metric"), one.number("value"), one.flag("higherIsBetter")))
                .toList();
        return new Explanation(
                DetectionJson.read(json.object("detection"), arrays),
                json.objects("evidence").stream()
                        .map(one -> EvidenceJson.read(one, arrays))
                        .toList(),
                quality,
                readAudit(json.object("audit")));
    }

    private static AuditRecord readAudit(JsonObject json) {
        return new AuditRecord(
                json.string("detector"),
                json.string("modelFingerprint"),
                json.string("explainer"),
                json.object("options").texts(),
                json.longInteger("seed"),
                json.string("libraryVersion"),
                Duration.ofNanos(json.longInteger("durationNanos")));
    }
}
