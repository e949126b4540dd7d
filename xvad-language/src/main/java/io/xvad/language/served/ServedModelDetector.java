package io.xvad.language.served;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Supervision;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.TellsReasons;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.language.ask.Prompt;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.LanguageDetector;
import io.xvad.language.detector.SentSize;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Base of the adapters to models that their authors made for anomalies, and that somebody serves: asks the authors' question, and reads yes or no, and places, from an answer in words. A detector of ours may be
 * its expert, with a map and, if wanted, a share in the score. Nothing of the authors' model is here. Immutable and thread-safe.
 */
public abstract class ServedModelDetector extends LanguageDetector {

    /** What the images show. */
    public static final OptionSpec<String> CLASS_NAME = OptionSpec.text(
            "class-name", "object", "a word or two", "What the images show, for the description of them");

    /** A description. */
    public static final OptionSpec<String> DESCRIPTION = OptionSpec.content(
            "description",
            "",
            "a text, or @FILE; empty for the adapter's own",
            "What a normal image shows, said before the question");

    /** An expert. */
    public static final OptionSpec<String> EXPERT = OptionSpec.text(
            "expert",
            "",
            "a model file",
            "Calibrated detector with maps, whose map is the map; it is kept in the model file");

    /** What the score is made of. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            "answer",
            List.of("answer", "both"),
            "Score: the share of answers that say yes, or the mean of it and of one minus the expert's p-value");

    /** What an expert is for. */
    protected enum Handing {
        /** Its map is sent, as a second image; there must be one. */
        SENT,
        /** Nothing of it is sent. */
        KEPT
    }

    private static final String PROMPT = "question.v1";

    /**
     * An adapter.
     *
     * @param own a program's own model to ask; empty for one at the endpoint that the options name
     */
    protected ServedModelDetector(Optional<ChatModel> own) {
        super(own);
    }

    /** What is done with an expert's map. */
    protected abstract Handing handing();

    /** Whether answers name places, so that there is a map of ninths without an expert. */
    protected abstract boolean namesPlaces();

    /** What is said of a class of images before the question; may be empty. */
    protected abstract String normalDescription(String className);

    @Override
    public final List<OptionSpec<?>> options() {
        return ChatOptions.after(List.of(CLASS_NAME, DESCRIPTION, EXPERT, SCORE, SentSize.OPTION)).stream()
                .filter(option -> option != ChatOptions.ANSWER_FORMAT)
                .toList();
    }

    @Override
    public final Set<Class<?>> capabilities() {
        return Set.of(TellsReasons.class);
    }

    /** It learns from nothing; normal images calibrate it. */
    @Override
    public final Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    protected final FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        ServedQuestion question = question(chat, options);
        List<ExternalModel> external = new ArrayList<>(List.of(external(options, question.words())));
        Optional<Expert> expert = expert(options);
        expert.ifPresent(one -> external.add(one.external()));
        return new FittedServedModel(question, expert, request.provenance(this, data, external));
    }

    private Optional<Expert> expert(Options options) {
        String file = options.get(EXPERT);
        if (file.isEmpty() && handing() == Handing.SENT) {
            throw new IllegalArgumentException("detector '" + name()
                    + "' needs an expert: -o expert=MODEL.xvad, a calibrated detector whose map the model is shown");
        }
        if (file.isEmpty() && options.get(SCORE).equals("both")) {
            throw new IllegalArgumentException("option 'score': 'both' needs an expert: -o expert=MODEL.xvad");
        }
        return file.isEmpty() ? Optional.empty() : Optional.of(Expert.open(Path.of(file)));
    }

    private ServedQuestion question(Chat chat, Options options) {
        String given = options.get(DESCRIPTION).strip();
        String description = given.isEmpty() ? normalDescription(options.get(CLASS_NAME)) : given;
        Prompt prompt = ChatOptions.prompt(options, getClass(), PROMPT);
        return new ServedQuestion(chat, prompt, options, description, handing() == Handing.SENT, namesPlaces());
    }

    @Override
    protected final FittedDetector load(Chat chat, ModelReader model, Options options) {
        ServedQuestion question = question(chat, options);
        Optional<Expert> expert = Expert.read(model);
        boolean needed = handing() == Handing.SENT || options.get(SCORE).equals("both");
        if (needed && expert.isEmpty()) {
            throw new XvadModelException("the model file of '" + name() + "' holds no expert");
        }
        return new FittedServedModel(question, expert, model.provenance());
    }
}
