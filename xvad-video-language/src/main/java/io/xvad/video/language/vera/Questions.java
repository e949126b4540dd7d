package io.xvad.video.language.vera;

import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.json.JsonArraySchema;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.request.json.JsonStringSchema;
import io.xvad.core.Image;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import io.xvad.video.language.told.Locator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What learner and optimiser are asked, in the words of the options. Thread-safe.
 *
 * @param chat who is asked
 * @param options of the detector
 */
record Questions(ChatModel chat, Options options) {

    static final OptionSpec<String> LEARN = prompt("learn", "labels a stretch of video");
    static final OptionSpec<String> OPTIMISE = prompt("optimise", "improves the guiding questions");
    static final List<OptionSpec<String>> OPTIONS = List.of(LEARN, OPTIMISE);

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
        return options.get(Vera.SCENE).strip();
    }

    private List<Image> sent(List<Image> frames) {
        int longest = options.get(SentSize.OPTION);
        return frames.stream().map(frame -> SentSize.within(frame, longest)).toList();
    }

    private static JsonArraySchema texts() {
        return JsonArraySchema.builder()
                .items(JsonStringSchema.builder().build())
                .build();
    }

    /** The labels of a stretch, one for each sample. */
    List<Reply<Guided>> labels(QuestionSet set, List<Image> frames, int samples) {
        Map<String, String> slots = learnSlots(Integer.toString(frames.size()), set.text());
        return learn().answers(chat, slots, sent(frames), samples, ProgressListener.none());
    }

    private Ask<Guided> learn() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addProperty("answers", texts())
                .addBooleanProperty("anomalous", "the label")
                .required("answers", "anomalous")
                .additionalProperties(false)
                .build();
        return new Ask<>(
                prompt(LEARN),
                new AnswerForm<>(
                        "guided_label", schema, json -> new Guided(json.strings("answers"), json.flag("anomalous"))),
                ChatOptions.settings(options));
    }

    /**
     * New questions.
     *
     * @param results in words, of each video
     * @return empty if no answer can be read
     */
    Optional<QuestionSet> improved(QuestionSet set, List<Image> frames, int videos, String results) {
        Map<String, String> slots =
                optimiseSlots(set.text(), Integer.toString(frames.size() / videos), Integer.toString(videos), results);
        return optimise()
                .answers(chat, slots, sent(frames), 1, ProgressListener.none())
                .get(0)
                .value();
    }

    private Ask<QuestionSet> optimise() {
        JsonObjectSchema schema = JsonObjectSchema.builder()
                .addStringProperty("reasoning", "what should be changed and why")
                .addProperty("questions", texts())
                .required("reasoning", "questions")
                .additionalProperties(false)
                .build();
        return new Ask<>(
                prompt(OPTIMISE),
                new AnswerForm<>("questions", schema, json -> QuestionSet.firstOf(json.strings("questions"))),
                ChatOptions.settings(options));
    }

    Locator locator() {
        return new Locator(chat, ChatOptions.settings(options), options.get(SentSize.OPTION));
    }

    /**
     * Refuses words of the user's own that cannot be asked, before anything is.
     *
     * @throws IllegalArgumentException if one has a slot that there is not
     */
    void requireSlots() {
        prompt(LEARN).fill(learnSlots("", ""));
        prompt(OPTIMISE).fill(optimiseSlots("", "", "", ""));
    }

    private Map<String, String> learnSlots(String frames, String set) {
        return Map.of("scene", scene(), "frames", frames, "questions", set);
    }

    private Map<String, String> optimiseSlots(String set, String frames, String videos, String results) {
        return Map.of(
                "scene",
                scene(),
                "questions",
                set,
                "frames",
                frames,
                "videos",
                videos,
                "results",
                results,
                "most",
                Integer.toString(QuestionSet.MOST));
    }

    /** SHA-256 of the words that ask for a label, in hex. */
    String sha256() {
        return prompt(LEARN).sha256();
    }

    /** All words of all questions, for the provenance. */
    String words() {
        return learn().words() + optimise().words() + locator().words();
    }
}
