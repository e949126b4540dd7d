package io.xvad.language.record;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes a schema as JSON of a fixed order, whatever the version of the library. */
final class SchemaJson {

    private SchemaJson() {}

    static void write(JsonGenerator json, JsonSchema schema) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", schema.name());
        json.writeFieldName("root");
        element(json, schema.rootElement());
        json.writeEndObject();
    }

    private static void element(JsonGenerator json, @Nullable JsonSchemaElement element) throws IOException {
        if (element == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("type", element.getClass().getSimpleName());
        json.writeFieldName("description");
        json.writeString(element.description());
        if (element instanceof JsonObjectSchema object) {
            json.writeObjectFieldStart("properties");
            for (Map.Entry<String, JsonSchemaElement> property : new TreeMap<>(object.properties()).entrySet()) {
                json.writeFieldName(property.getKey());
                element(json, property.getValue());
            }
            json.writeEndObject();
            texts(json, "required", object.required());
        } else if (element instanceof JsonArraySchema array) {
            json.writeFieldName("items");
            element(json, array.items());
        } else if (element instanceof JsonEnumSchema choice) {
            texts(json, "values", choice.enumValues());
        }
        json.writeEndObject();
    }

    private static void texts(JsonGenerator json, String name, @Nullable Iterable<String> values) throws IOException {
        json.writeArrayFieldStart(name);
        if (values != null) {
            for (String value : values) {
                json.writeString(value);
            }
        }
        json.writeEndArray();
    }
}
