package io.xvad.video.language.frame;

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
import java.util.Optional;

/** Has a vision language model describe frames in words; an answer in plain words, without JSON, is a description too. Immutable and thread-safe. */
public final class Captioner {

    private static final String FIELD = "description";

    private final ChatModel model;
    private final Ask<String> ask;
    private final Map<String, String> slots;
    private final int longest;

    /**
     * A captioner.
     *
     * @param prompt asks for an object with the field {@code description}
     * @param slots of the prompt
     * @param longest side of frames as they are sent, in pixels
     */
    public Captioner(ChatModel model, Prompt prompt, Map<String, String> slots, ChatSettings settings, int longest) {
        this.model = model;
        this.ask = new Ask<>(prompt, form(), settings);
        this.slots = slots;
        this.longest = longest;
        prompt.fill(slots);
    }

    private static AnswerForm<String> form() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addStringProperty(FIELD, "what is seen in the frame")
                .required(FIELD)
                .additionalProperties(false)
                .build();
        return new AnswerForm<>("description", schema, json -> required(json.string(FIELD)), Captioner::plain);
    }

    /** Models that caption images and nothing else answer in plain words. */
    private static Optional<String> plain(String text) {
        return text.contains("{") ? Optional.empty() : Optional.of(required(text));
    }

    private static String required(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("field '" + FIELD + "' must not be empty");
        }
        return text.strip().replaceAll("\\s+", " ");
    }

    /**
     * Describes a frame.
     *
     * @return empty if no answer could be read
     */
    public Optional<Caption> describe(Image frame) {
        Reply<String> reply = ask.answers(
                        model, slots, List.of(SentSize.within(frame, longest)), 1, ProgressListener.none())
                .get(0);
        return reply.value().map(text -> new Caption(text, reply.model()));
    }

    /** All the words that the model is given. */
    public String words() {
        return ask.words();
    }
}
