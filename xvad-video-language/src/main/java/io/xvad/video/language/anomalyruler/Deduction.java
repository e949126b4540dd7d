package io.xvad.video.language.anomalyruler;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonEnumSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.json.JsonObject;
import io.xvad.language.ask.AnswerForm;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model deduces from the rules and a description.
 *
 * @param matching ids of the rules that match what is described
 * @param reason in words
 * @param anomalous the verdict
 */
record Deduction(List<String> matching, String reason, boolean anomalous) {

    private static final String MATCHING = "matching_rules";

    /** The form of an answer; a rule that is not in the book is refused. */
    static AnswerForm<Deduction> form(RuleBook book) {
        List<String> ids = book.rules().stream().map(RuleBook.Rule::id).toList();
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addProperty(
                        MATCHING,
                        JsonArraySchema.builder()
                                .items(JsonEnumSchema.builder().enumValues(ids).build())
                                .build())
                .addStringProperty("reason", "what is described and how the rules apply to it, in one or two sentences")
                .addBooleanProperty("anomalous", "the verdict")
                .required(MATCHING, "reason", "anomalous")
                .additionalProperties(false)
                .build();
        return new AnswerForm<>("deduction", schema, json -> read(json, ids));
    }

    private static Deduction read(JsonObject json, List<String> ids) {
        List<String> matching = new ArrayList<>();
        for (String id : json.strings(MATCHING)) {
            if (!ids.contains(id.strip())) {
                throw new IllegalArgumentException("there is no rule " + id);
            }
            matching.add(id.strip());
        }
        return new Deduction(matching.stream().distinct().toList(), json.string("reason"), json.flag("anomalous"));
    }
}
