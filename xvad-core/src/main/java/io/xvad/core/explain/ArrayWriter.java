package io.xvad.core.explain;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import java.io.IOException;
import java.nio.FloatBuffer;

/** Writes maps and images as JSON: their shape, and fields that say where their values are. */
@FunctionalInterface
interface ArrayWriter {

    /** Writes the fields that say where the values are. */
    void values(JsonGenerator json, FloatBuffer values, int... shape) throws IOException;

    default void write(JsonGenerator json, AnomalyMap map) throws IOException {
        json.writeStartObject();
        json.writeNumberField("height", map.height());
        json.writeNumberField("width", map.width());
        values(json, map.buffer(), map.height(), map.width());
        json.writeEndObject();
    }

    default void write(JsonGenerator json, Image image) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", image.id());
        json.writeNumberField("channels", image.channels());
        json.writeNumberField("height", image.height());
        json.writeNumberField("width", image.width());
        values(json, image.buffer(), image.channels(), image.height(), image.width());
        json.writeEndObject();
    }
}
