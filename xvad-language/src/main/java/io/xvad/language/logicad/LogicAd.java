package io.xvad.language.logicad;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.WholeFile;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.language.ask.Prompt;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.LanguageDetector;
import io.xvad.language.detector.SentSize;
import io.xvad.language.logic.Conclusion;
import io.xvad.language.logic.Reasoner;
import io.xvad.language.logic.Specification;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.rng.simple.RandomSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has a vision language model describe an image and turn the description into facts, and decides by logic whether these contradict a specification of what is normal: after Jin et al. 2025 (LogicAD, AAAI; arXiv
 * 2501.01767).
 *
 * <p>As there, facts are ground predicates with NOT and OR, names that differ mean different things, and predicates may be functional or closed. The reasoner is our own ({@link
 * io.xvad.language.logic.Reasoner}), exact on these formulas, and not the theorem prover Prover9. Where the facts neither contradict the specification nor make it hold, theirs says normal, and here the
 * image is undecided, with a score of its own. Not here are crops by a grounding network, the score by the similarity of embedded descriptions, the filter of outliers, and the questions by which
 * synonyms are found: the second question tells the model the names of the specification, which may declare synonyms. The words are our own.
 */
public final class LogicAd extends LanguageDetector {

    /** What the images show. */
    public static final OptionSpec<String> CLASS_NAME = OptionSpec.text(
            "class-name",
            "",
            "a word or two",
            "What the images show, in the language of the prompt; empty to say nothing");

    /** What is asked besides. */
    public static final OptionSpec<String> QUESTIONS = OptionSpec.content(
            "questions",
            "",
            "a text, or @FILE; empty to ask nothing more",
            "What the description must answer, such as how many oranges lie on the left");

    /** What is normal. */
    public static final OptionSpec<String> SPECIFICATION = OptionSpec.content(
            "specification",
            "",
            "a text, or @FILE; empty to take the facts of a normal image",
            "What must hold of a normal image, a clause a line (docs/language.md)");

    /** Where the induced specification goes. */
    public static final OptionSpec<String> INDUCED = OptionSpec.text(
            "induced-specification",
            "",
            "a file",
            "File to which a specification is written that was taken from a normal image, to be edited");

    /** The score of what is left open. */
    public static final OptionSpec<Double> UNDECIDED = OptionSpec.decimal(
            "undecided-score",
            0.5,
            0,
            1,
            "Score where the facts leave open whether the specification holds; 0 in the paper");

    private static final Logger LOG = LoggerFactory.getLogger(LogicAd.class);

    private static final String ENTRY = "specification";
    private static final String PREDICATES =
            Prompt.resource(LogicAd.class, "predicates.v1").template();

    /** A detector that asks the model at the endpoint that its options name. */
    public LogicAd() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public LogicAd(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "logicad";
    }

    @Override
    public String description() {
        return "Turns a model's description into facts and holds them against a specification by logic (after Jin et al. 2025)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ChatOptions.after(List.of(CLASS_NAME, QUESTIONS, SPECIFICATION, INDUCED, UNDECIDED, SentSize.OPTION));
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ChecksRules.class);
    }

    /**
     * Takes the specification of the options, or the facts of the first answer about a normal image that is drawn by the seed. Of a specification that is given, such an image is asked about as well, if there is one, and a rule that it
     * breaks is warned of.
     *
     * @throws IllegalArgumentException if there is neither, a file for an induced one is named beside one that is given, the specification cannot be read, or the answer cannot be
     */
    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        boolean isGiven = !options.get(SPECIFICATION).isBlank();
        if (isGiven && !options.get(INDUCED).isEmpty()) {
            throw new IllegalArgumentException(
                    "option 'induced-specification': nothing is taken from a normal image where 'specification' is given");
        }
        String words = FactQuestions.words(options);
        FactQuestions questions = new FactQuestions(chat, options);
        Optional<Image> normal = drawn(data.normals(), request.seed());
        Specification specification = isGiven ? given(options.get(SPECIFICATION)) : induced(questions, normal);
        if (isGiven) {
            normal.ifPresent(image -> warnIfBroken(questions, specification, image));
        }
        return new FittedLogicAd(
                questions, specification, request.provenance(this, data, List.of(external(options, words))));
    }

    private static Specification given(String text) {
        boolean declares = text.lines().anyMatch(line -> line.strip().startsWith("predicate "));
        return Specification.parse(declares ? text : text + "\n" + PREDICATES);
    }

    private static Optional<Image> drawn(Samples normals, long seed) {
        return normals.size() == 0
                ? Optional.empty()
                : Optional.of(
                        normals.get(RandomSource.XO_SHI_RO_256_PP.create(seed).nextInt(normals.size()))
                                .requireImage());
    }

    private static void warnIfBroken(FactQuestions questions, Specification specification, Image normal) {
        try {
            Conclusion conclusion = Reasoner.conclude(
                    specification,
                    questions.ask(normal, specification, 1).get(0).facts());
            conclusion.rules().stream()
                    .filter(rule -> rule.standing() == Conclusion.Standing.BROKEN)
                    .forEach(rule -> LOG.warn(
                            "The normal image {} breaks a rule of the specification, as the model describes it: {}, by {}",
                            normal.id(),
                            rule.clause(),
                            String.join("; ", rule.because())));
        } catch (IllegalArgumentException e) {
            LOG.warn("The specification is not compared with a normal image: {}", e.getMessage());
        }
    }

    private static Specification induced(FactQuestions questions, Optional<Image> drawn) {
        Image normal = drawn.orElseThrow(
                () -> new IllegalArgumentException(
                        "detector 'logicad' needs to know what is normal: -o specification=@FILE, or a normal image to take it from"));
        String file = questions.options().get(INDUCED);
        if (!file.isEmpty()) {
            WholeFile.requireWritable(Path.of(file));
        }
        Specification predicates = Specification.predicates(PREDICATES);
        Specification induced;
        try {
            induced = predicates.demanding(
                    questions.ask(normal, predicates, 1).get(0).facts());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "no specification can be taken from the normal image " + normal.id() + ": " + e.getMessage(), e);
        }
        if (!file.isEmpty()) {
            WholeFile.write(Path.of(file), out -> out.write(induced.toString().getBytes(StandardCharsets.UTF_8)));
        }
        return induced;
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        return new FittedLogicAd(new FactQuestions(chat, options), read(model), model.provenance());
    }

    private static Specification read(ModelReader model) {
        try {
            return Specification.parse(String.join("\n", model.strings(ENTRY)));
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("the specification cannot be read: " + e.getMessage(), e);
        }
    }

    static void write(Specification specification, ModelWriter model) {
        model.strings(ENTRY, specification.toString().lines().toList());
    }
}
