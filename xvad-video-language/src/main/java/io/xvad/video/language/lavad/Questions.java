package io.xvad.video.language.lavad;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import io.xvad.video.language.frame.Captioner;
import io.xvad.video.language.told.Locator;
import java.util.List;
import java.util.Map;

/**
 * The three questions of the method, in the words of its options. Thread-safe.
 *
 * @param chat who is asked
 * @param options of the detector
 */
record Questions(ChatModel chat, Options options) {

    static final OptionSpec<String> DESCRIBE = prompt("describe", "describes a frame");
    static final OptionSpec<String> SUMMARISE = prompt("summarise", "summarises descriptions of a stretch of video");
    static final OptionSpec<String> RATE = prompt("rate", "rates a summary");
    static final List<OptionSpec<String>> OPTIONS = List.of(DESCRIBE, SUMMARISE, RATE);

    private static final String SUMMARY = "summary";
    private static final String SCORE = "score";

    private static OptionSpec<String> prompt(String name, String does) {
        return OptionSpec.content(
                name + "-prompt",
                "",
                "a text, or @FILE; empty for the detector's own",
                "Words of the question that " + does + ", with its slots");
    }

    private Prompt prompt(OptionSpec<String> option) {
        return ChatOptions.prompt(
                options, option, Questions.class, option.name().replace("-prompt", ".v1"));
    }

    private String scene() {
        return options.get(Lavad.SCENE).strip();
    }

    Captioner captioner() {
        return new Captioner(
                chat,
                prompt(DESCRIBE),
                Map.of("scene", scene()),
                ChatOptions.settings(options),
                options.get(SentSize.OPTION));
    }

    Locator locator() {
        return new Locator(chat, ChatOptions.settings(options), options.get(SentSize.OPTION));
    }

    /** A summary of descriptions; without a value if no answer can be read. */
    Reply<String> summary(List<String> descriptions) {
        return summarise()
                .answers(
                        chat,
                        Map.of("descriptions", String.join("\n", descriptions)),
                        List.of(),
                        1,
                        ProgressListener.none())
                .get(0);
    }

    private Ask<String> summarise() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addStringProperty(SUMMARY, "what happens in the stretch")
                .required(SUMMARY)
                .additionalProperties(false)
                .build();
        return Ask.ofTexts(
                prompt(SUMMARISE),
                new AnswerForm<>(SUMMARY, schema, json -> required(json.string(SUMMARY))),
                ChatOptions.textSettings(options));
    }

    private static String required(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException("field '" + SUMMARY + "' must not be empty");
        }
        return text.strip();
    }

    /** Scores of a summary, one for each sample. */
    List<Reply<Double>> scores(String summary) {
        return rate().answers(
                        chat,
                        Map.of("summary", summary, "scene", scene()),
                        List.of(),
                        options.get(ChatOptions.SAMPLES),
                        ProgressListener.none());
    }

    private Ask<Double> rate() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addNumberProperty(SCORE, "from 0 (usual) to 1 (suspicious)")
                .required(SCORE)
                .additionalProperties(false)
                .build();
        return Ask.ofTexts(
                prompt(RATE),
                new AnswerForm<>(SCORE, schema, json -> AnswerForm.number(json, SCORE, 0, 1)),
                ChatOptions.textSettings(options));
    }

    /**
     * Refuses words of the user's own that cannot be asked, before anything is.
     *
     * @throws IllegalArgumentException if one has a slot that there is not
     */
    void requireSlots() {
        captioner();
        prompt(SUMMARISE).fill(Map.of("descriptions", ""));
        prompt(RATE).fill(Map.of("summary", "", "scene", ""));
    }

    /** SHA-256 of the words that ask for a summary, in hex. */
    String sha256() {
        return prompt(SUMMARISE).sha256();
    }

    /** All words of all questions, for the provenance. */
    String words() {
        return captioner().words()
                + summarise().words()
                + rate().words()
                + locator().words();
    }
}
