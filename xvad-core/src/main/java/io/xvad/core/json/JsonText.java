package io.xvad.core.json;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** Writes JSON to a string. */
public final class JsonText {

    private JsonText() {}

    /** Something that writes JSON. */
    @FunctionalInterface
    public interface Body {
        /** Writes one value. */
        void write(JsonGenerator json) throws IOException;
    }

    /** The text of what {@code body} writes. */
    public static String of(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JsonObject.FACTORY.createGenerator(text)) {
            body.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
