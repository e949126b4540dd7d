package io.xvad.foundation.parts;

import com.fasterxml.jackson.core.JsonGenerator;
import io.xvad.core.json.JsonObject;
import java.io.IOException;
import java.util.List;

/**
 * A kind of part and the words by which it is looked for.
 *
 * @param name what it is called in rules
 * @param words synonyms, at least one, such as {@code pushpin} and {@code pin}
 * @param background whether it is only what lies around and between the parts
 */
public record PartNames(String name, List<String> words, boolean background) {

    /** Throws {@link IllegalArgumentException} without words. */
    public PartNames {
        words = List.copyOf(words);
        if (words.isEmpty()) {
            throw new IllegalArgumentException("part '" + name + "' needs at least one word to look for");
        }
    }

    static PartNames of(JsonObject json) {
        return new PartNames(
                json.string("name"),
                json.has("words") ? json.strings("words") : List.of(json.string("name")),
                json.has("background") && json.flag("background"));
    }

    void write(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", name);
        json.writeArrayFieldStart("words");
        for (String word : words) {
            json.writeString(word);
        }
        json.writeEndArray();
        json.writeBooleanField("background", background);
        json.writeEndObject();
    }
}
