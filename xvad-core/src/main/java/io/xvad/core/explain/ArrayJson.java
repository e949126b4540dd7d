package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Base64;

/** Maps and images in JSON: a shape and the base64 of little-endian float32 values, so that nothing is rounded. */
final class ArrayJson {

    private ArrayJson() {}

    static void write(JsonGenerator json, AnomalyMap map) throws IOException {
        json.writeStartObject();
        json.writeNumberField("height", map.height());
        json.writeNumberField("width", map.width());
        json.writeStringField("float32", encode(map.buffer()));
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Image image) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", image.id());
        json.writeNumberField("channels", image.channels());
        json.writeNumberField("height", image.height());
        json.writeNumberField("width", image.width());
        json.writeStringField("float32", encode(image.buffer()));
        json.writeEndObject();
    }

    static AnomalyMap readMap(JsonObject json) {
        return AnomalyMap.of(json.integer("height"), json.integer("width"), decode(json.string("float32")));
    }

    static Image readImage(JsonObject json) {
        return Image.of(
                json.string("id"),
                json.integer("channels"),
                json.integer("height"),
                json.integer("width"),
                decode(json.string("float32")));
    }

    private static String encode(FloatBuffer values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.remaining()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return Base64.getEncoder().encodeToString(bytes.array());
    }

    private static float[] decode(String text) {
        FloatBuffer buffer = ByteBuffer.wrap(Base64.getDecoder().decode(text))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        float[] values = new float[buffer.remaining()];
        buffer.get(values);
        return values;
    }
}
