package io.xvad.video.language.anomalyruler;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.language.ask.AnswerForm;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.ChatSettings;
import io.xvad.language.ask.Prompt;
import io.xvad.language.ask.Reply;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.SentSize;
import io.xvad.video.language.frame.Captioner;
import io.xvad.video.language.told.Locator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The five questions of the method, in the words of its options. Immutable and thread-safe. */
final class Questions {

    static final OptionSpec<String> DESCRIBE = prompt("describe", "describes a frame");
    static final OptionSpec<String> INDUCE = prompt("induce", "finds rules from descriptions");
    static final OptionSpec<String> MERGE = prompt("merge", "puts sets of rules together");
    static final OptionSpec<String> KEYWORDS = prompt("keywords", "finds the words of anomalies");
    static final OptionSpec<String> DEDUCE = prompt("deduce", "applies the rules to a description");
    static final List<OptionSpec<String>> OPTIONS = List.of(DESCRIBE, INDUCE, MERGE, KEYWORDS, DEDUCE);

    private final ChatModel chat;
    private final Options options;
    private final ChatSettings ofTexts;

    Questions(ChatModel chat, Options options) {
        this.chat = chat;
        this.options = options;
        this.ofTexts = ChatOptions.textSettings(options);
    }

    private static OptionSpec<String> prompt(String name, String does) {
        return OptionSpec.content(
                name + "-prompt",
                "",
                "a text, or @FILE; empty for the detector's own",
                "Words of the question that " + does + ", with its slots");
    }

    Captioner captioner() {
        return new Captioner(
                chat, prompt(DESCRIBE), slots(Map.of()), ChatOptions.settings(options), options.get(SentSize.OPTION));
    }

    Locator locator() {
        return new Locator(chat, ChatOptions.settings(options), options.get(SentSize.OPTION));
    }

    private Prompt prompt(OptionSpec<String> option) {
        return ChatOptions.prompt(
                options, option, Questions.class, option.name().replace("-prompt", ".v1"));
    }

    private Map<String, String> slots(Map<String, String> own) {
        Map<String, String> slots = new TreeMap<>(own);
        slots.put("scene", options.get(AnomalyRuler.SCENE).strip());
        return slots;
    }

    /** Asks one of the questions that show no image. */
    <T> List<Reply<T>> ask(OptionSpec<String> question, AnswerForm<T> form, Map<String, String> own, int samples) {
        return Ask.ofTexts(prompt(question), form, ofTexts)
                .answers(chat, slots(own), List.of(), samples, ProgressListener.none());
    }

    /**
     * Refuses words of the user's own that cannot be asked, before anything is.
     *
     * @throws IllegalArgumentException if one has a slot that there is not
     */
    void requireSlots() {
        captioner();
        prompt(INDUCE).fill(slots(Map.of("descriptions", "")));
        prompt(MERGE).fill(slots(Map.of("sets", "", "rules", "")));
        prompt(KEYWORDS).fill(slots(Map.of("rules", "")));
        prompt(DEDUCE).fill(slots(Map.of("rules", "", "first", "", "description", "")));
    }

    /** SHA-256 of the words of a question, in hex. */
    String sha256(OptionSpec<String> question) {
        return prompt(question).sha256();
    }

    /** All words of all questions, for the provenance. */
    String words() {
        StringBuilder words =
                new StringBuilder(captioner().words()).append(locator().words());
        for (OptionSpec<String> question : OPTIONS.subList(1, OPTIONS.size())) {
            words.append(prompt(question).template());
        }
        return words.toString();
    }
}
