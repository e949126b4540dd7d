package io.xvad.video.language.holmesvau;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.Image;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import java.util.List;
import java.util.Map;

/**
 * Has the model explain frames. Thread-safe.
 *
 * @param chat who is asked
 * @param options of the detector
 */
record Explaining(ChatModel chat, Options options) {

    private Prompt prompt() {
        return ChatOptions.prompt(options, Explaining.class, "explain.v1");
    }

    private Ask<Explained> ask() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addStringProperty("description", "what happens")
                .addBooleanProperty("anomalous", "whether it is an anomaly")
                .addStringProperty("analysis", "the reasons")
                .required("description", "anomalous", "analysis")
                .additionalProperties(false)
                .build();
        return new Ask<>(
                prompt(),
                new AnswerForm<>(
                        "explanation",
                        schema,
                        json -> new Explained(
                                json.string("description"), json.flag("anomalous"), json.string("analysis"))),
                ChatOptions.settings(options));
    }

    /** The answers, one for each sample. */
    List<Reply<Explained>> explained(List<Image> frames) {
        int longest = options.get(SentSize.OPTION);
        Map<String, String> slots = slots(Integer.toString(frames.size()));
        return ask().answers(
                        chat,
                        slots,
                        frames.stream()
                                .map(frame -> SentSize.within(frame, longest))
                                .toList(),
                        options.get(ChatOptions.SAMPLES),
                        ProgressListener.none());
    }

    private Map<String, String> slots(String frames) {
        return Map.of("scene", options.get(HolmesVau.SCENE).strip(), "frames", frames);
    }

    /**
     * Refuses words of the user's own that cannot be asked, before anything is.
     *
     * @throws IllegalArgumentException if they have a slot that there is not
     */
    void requireSlots() {
        prompt().fill(slots(""));
    }

    /** SHA-256 of the words, in hex. */
    String sha256() {
        return prompt().sha256();
    }

    /** All words, for the provenance. */
    String words() {
        return ask().words();
    }
}
