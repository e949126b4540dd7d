package io.xvad.language.gpt4v;

import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonIntegerSchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.json.JsonObject;
import io.xvad.language.ask.AnswerForm;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model says of an image.
 *
 * @param anomalous whether it calls it anomalous
 * @param score how sure it is of that, from 0 (normal) to 1 (anomalous)
 * @param reason what it gives as its reason
 * @param regions numbers of the regions that it names
 */
record Verdict(boolean anomalous, double score, String reason, List<Integer> regions) {

    /** The mean of its score and of its verdict as 0 or 1, as models give a high score to a verdict of which they are sure, whatever it is. */
    double weighted() {
        return (score + (anomalous ? 1 : 0)) / 2;
    }

    /**
     * The form of an answer.
     *
     * @param regions that are marked; 0 for none, and then none is asked for
     */
    static AnswerForm<Verdict> form(int regions) {
        JsonObjectSchema.Builder schema = JsonObjectSchema.builder()
                .addBooleanProperty("anomalous", "whether the image shows an anomaly or defect")
                .addNumberProperty("score", "from 0 (certainly normal) to 1 (certainly anomalous)")
                .addStringProperty("reason", "what is seen and where, in one or two sentences")
                .additionalProperties(false);
        List<String> required = new ArrayList<>(List.of("anomalous", "score", "reason"));
        if (regions > 0) {
            JsonIntegerSchema number = JsonIntegerSchema.builder().build();
            schema.addProperty(
                    "regions", JsonArraySchema.builder().items(number).build());
            required.add("regions");
        }
        return new AnswerForm<>("verdict", schema.required(required).build(), json -> read(json, regions));
    }

    private static Verdict read(JsonObject json, int regions) {
        List<Integer> named = new ArrayList<>();
        for (String region : regions > 0 ? json.strings("regions") : List.<String>of()) {
            int number = Integer.parseInt(region);
            if (number < 1 || number > regions) {
                throw new IllegalArgumentException(
                        "there is no region " + number + "; they are numbered 1 to " + regions);
            }
            named.add(number);
        }
        return new Verdict(
                json.flag("anomalous"),
                AnswerForm.number(json, "score", 0, 1),
                json.string("reason"),
                List.copyOf(named));
    }
}
