package io.xvad.language.ask;

import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import io.xvad.core.json.JsonObject;
import java.util.Optional;
import java.util.function.Function;

/**
 * What an answer must look like, and how it is read. Only the fields that are named here are used, whatever else an answer holds. Immutable.
 *
 * @param <T> what it is read as
 * @param name of the schema, in letters, digits, and underscores
 * @param schema of the answer
 * @param reading reads an answer; throws {@link IllegalArgumentException}, which also says to the model what is wrong
 * @param otherwise reads an answer that is no JSON, if that is possible
 */
public record AnswerForm<T>(
        String name,
        JsonObjectSchema schema,
        Function<JsonObject, T> reading,
        Function<String, Optional<T>> otherwise) {

    /** A form that is read from JSON only. */
    public AnswerForm(String name, JsonObjectSchema schema, Function<JsonObject, T> reading) {
        this(name, schema, reading, text -> Optional.empty());
    }

    /**
     * A form that is read from words, of a model that is asked {@linkplain Ask#inWords in words}.
     *
     * @param name of the form
     * @param reading reads an answer; throws {@link IllegalArgumentException}, which also says to the model what is wrong
     */
    public static <T> AnswerForm<T> words(String name, Function<String, T> reading) {
        return new AnswerForm<>(
                name,
                JsonObjectSchema.builder().addStringProperty("answer").build(),
                json -> reading.apply(json.string("answer")),
                text -> Optional.of(reading.apply(text)));
    }

    JsonSchema jsonSchema() {
        return JsonSchema.builder().name(name).rootElement(schema).build();
    }

    /**
     * Reads an answer, which may stand in a code fence or among other words. What is wrong with it is said in words that are the same with every version of the libraries, as they become part of the next question.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    T read(String text) {
        int start = text.indexOf('{');
        int end = text.lastIndexOf('}');
        if (start < 0 || end < start) {
            return otherwise.apply(text).orElseThrow(() -> new IllegalArgumentException("there is no JSON object"));
        }
        JsonObject json = json(text.substring(start, end + 1));
        try {
            return reading.apply(json);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("a field that must be a number is not one", e);
        }
    }

    private static JsonObject json(String text) {
        try {
            return JsonObject.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("it is not one JSON object", e);
        }
    }

    /**
     * A number of a field.
     *
     * @throws IllegalArgumentException unless it is between these
     */
    public static double number(JsonObject json, String field, double least, double most) {
        double value = json.number(field);
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException("field '" + field + "' must be a number from " + least + " to " + most
                    + ", got " + json.string(field));
        }
        return value;
    }
}
