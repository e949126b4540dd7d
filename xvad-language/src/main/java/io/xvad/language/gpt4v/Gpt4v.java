package io.xvad.language.gpt4v;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Image;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.language.ask.Ask;
import io.xvad.language.ask.Prompt;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.LanguageDetector;
import io.xvad.language.detector.ReferenceImages;
import io.xvad.language.detector.SentSize;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Asks a vision language model whether an image shows an anomaly and why; with what it shows, an expert's words, normal images to compare with, and numbered marks, as wanted: after Cao et
 * al. 2023 (arXiv 2311.02782), a study of prompts for GPT-4V.
 *
 * <p>The study judges answers by eye and has no score; here the model gives a number as well as its verdict, and the score of an image is the mean over the samples of the mean of both. The words are our own.
 * Marks are of a grid or of superpixels, not of a segmentation network.
 */
public final class Gpt4v extends LanguageDetector {

    /** What the images show. */
    public static final OptionSpec<String> CLASS_NAME = OptionSpec.text(
            "class-name",
            "",
            "a word or two",
            "What the images show, in the language of the prompt; empty to say nothing");

    /** What an expert says. */
    public static final OptionSpec<String> EXPERTISE = OptionSpec.content(
            "expertise",
            "",
            "a text, or @FILE; empty to say nothing",
            "What is normal in such images and which defects occur");

    /** Normal images that are shown. */
    public static final OptionSpec<Integer> REFERENCES = OptionSpec.integer(
            "references", 0, 0, 16, "Normal images that are sent with each question, drawn by the seed; 0 for none");

    /** Marks. */
    public static final OptionSpec<String> MARKS = OptionSpec.choice(
            "marks",
            "none",
            List.of("none", "grid", "superpixels"),
            "Numbered regions that are drawn, by which the model says where; without them there is no map");

    /** How many regions. */
    public static final OptionSpec<Integer> REGIONS =
            OptionSpec.integer("regions", 36, 2, 400, "Regions that are marked, about; of a grid a square number");

    private static final String PROMPT = "question.v1";

    /** A detector that asks the model at the endpoint that its options name. */
    public Gpt4v() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public Gpt4v(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "gpt-4v";
    }

    @Override
    public String description() {
        return "Asks a vision language model, with an expert's words, references and marks (after Cao et al. 2023)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ChatOptions.after(List.of(CLASS_NAME, EXPERTISE, REFERENCES, MARKS, REGIONS, SentSize.OPTION));
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(TellsReasons.class);
    }

    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        int size = options.get(SentSize.OPTION);
        List<Image> references = ReferenceImages.drawn(
                data.normals(), options.get(REFERENCES), request.seed(), image -> SentSize.within(image, size));
        Prompt prompt = ChatOptions.prompt(options, Gpt4v.class, PROMPT);
        prompt.fill(Questions.slots(options, references.size(), 1));
        Ask<Verdict> any = new Ask<>(prompt, Verdict.form(1), ChatOptions.settings(options));
        return new FittedGpt4v(
                new Questions(chat, prompt, options, references),
                request.provenance(this, data, List.of(external(options, any))));
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        Prompt prompt = ChatOptions.prompt(options, Gpt4v.class, PROMPT);
        return new FittedGpt4v(new Questions(chat, prompt, options, ReferenceImages.read(model)), model.provenance());
    }
}
