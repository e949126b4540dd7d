package io.xvad.language.describe;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.xvad.core.json.JsonObject;
import io.xvad.language.ask.AnswerForm;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A sentence of a model, with what it says that it rests on.
 *
 * @param text the sentence
 * @param restsOn ids of facts
 * @param normal whether it says that the image, or what was flagged in it, is normal
 * @param claims what it says of properties of facts, in a form that can be checked
 * @param count of how many flagged regions it speaks, if it gives a number
 */
record Said(String text, Set<String> restsOn, boolean normal, List<Claimed> claims, OptionalInt count) {

    /**
     * What a sentence says of a property of a fact.
     *
     * @param fact its id
     * @param property the property's name
     * @param direction how it stands to what is normal
     * @param number the measured value
     */
    record Claimed(String fact, String property, Measured.Direction direction, double number) {}

    private static final int MOST = 20;

    Said {
        claims = List.copyOf(claims);
    }

    /** The form of an answer: a list of sentences. */
    static AnswerForm<List<Said>> form() {
        JsonObjectSchema claim = JsonObjectSchema.builder()
                .addStringProperty("fact", "id of a fact")
                .addStringProperty("property", "name of a property of this fact")
                .addEnumProperty("direction", List.of("more", "less", "usual", "unknown"))
                .addNumberProperty("number", "the measured value of the property")
                .required("fact", "property", "direction", "number")
                .additionalProperties(false)
                .build();
        JsonObjectSchema sentence = JsonObjectSchema.builder()
                .addStringProperty("text", "the sentence")
                .addProperty(
                        "rests_on",
                        JsonArraySchema.builder()
                                .items(JsonStringSchema.builder().build())
                                .build())
                .addBooleanProperty(
                        "normal", "whether the sentence says that the image, or what was flagged in it, is normal")
                .addProperty("claims", JsonArraySchema.builder().items(claim).build())
                .addIntegerProperty("count", "number of flagged regions that the sentence states; -1 if it states none")
                .required("text", "rests_on", "normal", "claims", "count")
                .additionalProperties(false)
                .build();
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addProperty(
                        "sentences", JsonArraySchema.builder().items(sentence).build())
                .required("sentences")
                .additionalProperties(false)
                .build();
        return new AnswerForm<>("description", schema, Said::read);
    }

    private static List<Said> read(JsonObject json) {
        List<JsonObject> sentences = json.objects("sentences");
        if (sentences.isEmpty() || sentences.size() > MOST) {
            throw new IllegalArgumentException("there must be from 1 to " + MOST + " sentences");
        }
        return sentences.stream().map(Said::sentence).toList();
    }

    private static Said sentence(JsonObject json) {
        String text = json.string("text").strip();
        if (text.isEmpty()) {
            throw new IllegalArgumentException("field 'text' is empty");
        }
        int count = json.has("count") ? json.integer("count") : -1;
        return new Said(
                text,
                Set.copyOf(json.strings("rests_on")),
                json.flag("normal"),
                json.objects("claims").stream().map(Said::claim).toList(),
                count < 0 ? OptionalInt.empty() : OptionalInt.of(count));
    }

    private static Claimed claim(JsonObject json) {
        return new Claimed(
                json.string("fact"), json.string("property"), direction(json.string("direction")), number(json));
    }

    private static double number(JsonObject json) {
        double number = json.number("number");
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("field 'number' must be a number");
        }
        return number;
    }

    private static Measured.Direction direction(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "more" -> Measured.Direction.MORE;
            case "less" -> Measured.Direction.LESS;
            case "usual" -> Measured.Direction.USUAL;
            case "unknown" -> Measured.Direction.UNKNOWN;
            default ->
                throw new IllegalArgumentException("field 'direction' must be 'more', 'less', 'usual' or 'unknown'");
        };
    }
}
