package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.FloatBuffer;

/** Maps and images in JSON: their shape, and where their values are. */
final class ArrayJson {

    private final ArrayValues values;

    ArrayJson(ArrayValues values) {
        this.values = values;
    }

    void write(JsonGenerator json, AnomalyMap map) throws IOException {
        json.writeStartObject();
        json.writeNumberField("height", map.height());
        json.writeNumberField("width", map.width());
        values.write(json, map.buffer(), map.height(), map.width());
        json.writeEndObject();
    }

    void write(JsonGenerator json, Image image) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", image.id());
        json.writeNumberField("channels", image.channels());
        json.writeNumberField("height", image.height());
        json.writeNumberField("width", image.width());
        values.write(json, image.buffer(), image.channels(), image.height(), image.width());
        json.writeEndObject();
    }

    AnomalyMap readMap(JsonObject json) {
        return AnomalyMap.of(json.integer("height"), json.integer("width"), values.read(json));
    }

    Image readImage(JsonObject json) {
        return Image.of(
                json.string("id"),
                json.integer("channels"),
                json.integer("height"),
                json.integer("width"),
                values.read(json));
    }

    static float[] toArray(FloatBuffer buffer) {
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
