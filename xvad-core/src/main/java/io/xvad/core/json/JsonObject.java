package io.xvad.core.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object in memory, with accessors that name a field that is missing or of the wrong kind
 * ({@link IllegalArgumentException}).
 */
public final class JsonObject {

    /** Makes parsers that take the long base64 texts of maps and images. */
    public static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(1 << 30)
                    .maxNestingDepth(64)
                    .build())
            .build();

    private final Map<String, @Nullable Object> fields;

    private JsonObject(Map<String, @Nullable Object> fields) {
        this.fields = fields;
    }

    /**
     * Reads one object and nothing after it.
     *
     * @throws IllegalArgumentException if the text is not one JSON object
     */
    public static JsonObject parse(String json) {
        try (JsonParser parser = FACTORY.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("expected a JSON object");
            }
            JsonObject object = readObject(parser);
            if (parser.nextToken() != null) {
                throw new IllegalArgumentException("unexpected text after the JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new IllegalArgumentException("broken JSON: " + e.getMessage(), e);
        }
    }

    private static JsonObject readObject(JsonParser parser) throws IOException {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, readValue(parser));
        }
        return new JsonObject(fields);
    }

    private static @Nullable Object readValue(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getText();
            case VALUE_TRUE -> Boolean.TRUE;
            case VALUE_FALSE -> Boolean.FALSE;
            default -> null;
        };
    }

    private static List<@Nullable Object> readArray(JsonParser parser) throws IOException {
        List<@Nullable Object> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(readValue(parser));
        }
        return values;
    }

    /** The names of its fields, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Whether a field is there and not null. */
    public boolean has(String name) {
        return fields.get(name) != null;
    }

    /** A text or the text of a number. */
    public String string(String name) {
        return get(name, String.class);
    }

    /** A number; the texts NaN, Infinity and -Infinity count. */
    public double number(String name) {
        return Double.parseDouble(string(name));
    }

    /** A whole number. */
    public int integer(String name) {
        return Integer.parseInt(string(name));
    }

    /** A large whole number. */
    public long longInteger(String name) {
        return Long.parseLong(string(name));
    }

    /** True or false. */
    public boolean flag(String name) {
        return get(name, Boolean.class);
    }

    /** An object within. */
    public JsonObject object(String name) {
        return get(name, JsonObject.class);
    }

    /** A list of objects. */
    public List<JsonObject> objects(String name) {
        return list(name, JsonObject.class);
    }

    /** A list of texts or numbers, as texts. */
    public List<String> strings(String name) {
        return list(name, String.class);
    }

    /** All fields, which must be texts. */
    public Map<String, String> texts() {
        Map<String, String> texts = new LinkedHashMap<>();
        fields.keySet().forEach(name -> texts.put(name, string(name)));
        return texts;
    }

    private <T> List<T> list(String name, Class<T> type) {
        List<T> values = new ArrayList<>();
        for (Object value : get(name, List.class)) {
            values.add(cast(name, value, type));
        }
        return values;
    }

    private <T> T get(String name, Class<T> type) {
        return cast(name, fields.get(name), type);
    }

    private static <T> T cast(String name, @Nullable Object value, Class<T> type) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "JSON field '" + name + "' " + (value == null ? "is missing" : "has the wrong kind of value"));
        }
        return type.cast(value);
    }
}
