package io.xvad.language.describe;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.Image;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.SentSize;
import java.util.List;
import java.util.Map;

/**
 * Asks a model how far a sentence is true of an image.
 *
 * @param chat who is asked
 * @param settings what it is asked with
 * @param longestSide of an image as it is sent
 */
record Seen(ChatModel chat, ChatSettings settings, int longestSide) {

    private static final Prompt PROMPT = Prompt.resource(Seen.class, "seen.v1");

    private static final AnswerForm<Double> FORM = new AnswerForm<>(
            "seen",
            JsonObjectSchema.builder()
                    .addNumberProperty("seen", "from 0 (certainly not true) to 1 (certainly true)")
                    .required("seen")
                    .additionalProperties(false)
                    .build(),
            json -> AnswerForm.number(json, "seen", 0, 1));

    /**
     * From 0 (certainly not) to 1 (certainly).
     *
     * @throws IllegalArgumentException naming the image, if the answer cannot be read
     */
    double share(String sentence, Image image) {
        List<Reply<Double>> replies = new Ask<>(PROMPT, FORM, settings)
                .answers(
                        chat,
                        Map.of("sentence", sentence),
                        List.of(SentSize.within(image, longestSide)),
                        1,
                        ProgressListener.none());
        return Reply.read(image, replies).get(0);
    }
}
