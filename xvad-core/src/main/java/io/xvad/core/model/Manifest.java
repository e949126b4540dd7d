package io.xvad.core.model;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import io.xvad.core.json.JsonText;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The {@code manifest.json} of a model file: provenance, and size and digest of each entry.
 *
 * @param provenance where the model came from
 * @param entries size and digest of each entry, by name
 */
record Manifest(Provenance provenance, Map<String, Entry> entries) {

    static final String NAME = "manifest.json";
    static final int FORMAT_VERSION = 1;
    private static final String FORMAT = "xvad-model";

    record Entry(long bytes, String sha256) {}

    String toJson() {
        return JsonText.of(json -> {
            json.writeStartObject();
            json.writeStringField("format", FORMAT);
            json.writeNumberField("formatVersion", FORMAT_VERSION);
            ProvenanceJson.write(json, provenance);
            writeEntries(json);
            json.writeEndObject();
        });
    }

    private void writeEntries(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("entries");
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            json.writeStartObject();
            json.writeStringField("name", entry.getKey());
            json.writeNumberField("bytes", entry.getValue().bytes());
            json.writeStringField("sha256", entry.getValue().sha256());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Throws {@link IllegalArgumentException} if the text is no manifest of a known version. */
    static Manifest parse(String text) {
        JsonObject json = JsonObject.parse(text);
        if (!json.string("format").equals(FORMAT)) {
            throw new IllegalArgumentException("format is '" + json.string("format") + "', wanted '" + FORMAT + "'");
        }
        if (json.integer("formatVersion") != FORMAT_VERSION) {
            throw new IllegalArgumentException("format version " + json.integer("formatVersion")
                    + " cannot be read by this version of XVAD, which reads " + FORMAT_VERSION
                    + "; a newer version of XVAD may");
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        for (JsonObject entry : json.objects("entries")) {
            entries.put(entry.string("name"), new Entry(entry.longInteger("bytes"), entry.string("sha256")));
        }
        return new Manifest(ProvenanceJson.read(json), entries);
    }
}
