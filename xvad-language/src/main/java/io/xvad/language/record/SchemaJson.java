package io.xvad.language.record;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonBooleanSchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonNumberSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.request.json.JsonSchemaElement;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes a schema as JSON, the same whatever the version of the library; properties in their own order, in which a model fills them in. */
final class SchemaJson {

    private SchemaJson() {}

    /**
     * Writes it.
     *
     * @throws IllegalArgumentException if it holds an element that this does not know
     */
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
        json.writeStringField("type", type(element));
        json.writeFieldName("description");
        json.writeString(element.description());
        if (element instanceof JsonObjectSchema object) {
            object(json, object);
        } else if (element instanceof JsonArraySchema array) {
            json.writeFieldName("items");
            element(json, array.items());
        } else if (element instanceof JsonEnumSchema choice) {
            texts(json, "values", choice.enumValues());
        }
        json.writeEndObject();
    }

    private static String type(JsonSchemaElement element) {
        if (element instanceof JsonObjectSchema) {
            return "object";
        } else if (element instanceof JsonArraySchema) {
            return "array";
        } else if (element instanceof JsonEnumSchema) {
            return "enum";
        } else if (element instanceof JsonStringSchema) {
            return "string";
        } else if (element instanceof JsonNumberSchema) {
            return "number";
        } else if (element instanceof JsonIntegerSchema) {
            return "integer";
        } else if (element instanceof JsonBooleanSchema) {
            return "boolean";
        }
        throw new IllegalArgumentException(
                "the schema of a question holds no " + element.getClass().getSimpleName());
    }

    private static void object(JsonGenerator json, JsonObjectSchema object) throws IOException {
        if (!object.definitions().isEmpty()) {
            throw new IllegalArgumentException("the schema of a question holds no definitions");
        }
        json.writeObjectFieldStart("properties");
        for (Map.Entry<String, JsonSchemaElement> property : object.properties().entrySet()) {
            json.writeFieldName(property.getKey());
            element(json, property.getValue());
        }
        json.writeEndObject();
        texts(json, "required", object.required());
        json.writeFieldName("additionalProperties");
        if (object.additionalProperties() == null) {
            json.writeNull();
        } else {
            json.writeBoolean(object.additionalProperties());
        }
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
