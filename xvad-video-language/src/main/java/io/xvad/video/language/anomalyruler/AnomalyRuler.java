package io.xvad.video.language.anomalyruler;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.capability.ChecksRules;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.WholeFile;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.LanguageDetector;
import io.xvad.language.detector.SentSize;
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.language.frame.SharedAnswers;
import io.xvad.video.stream.FittedVideoDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has a language model induce rules of what is normal from a few normal frames and apply them to descriptions of others: AnomalyRuler (Yang, Lee, Dariush, Cao and Lo, "Follow the Rules: Reasoning for Video Anomaly Detection
 * with Large Language Models", ECCV 2024, arXiv 2407.10299).
 *
 * <p>Induction: frames of the normal clips are described, a set of rules is induced from each batch of descriptions, and of these sets the rules of what is normal that enough of them say are kept, and all of what is an
 * anomaly. The rule book can be written to a file, edited, and given back. Deduction: a position whose description holds a keyword of the anomalies is a first verdict; first verdicts are smoothed by an exponential mean and a
 * vote of the positions around on whether it is above its mean over the video; the description is made to agree with that; the rules are applied to it together with the first verdict; and the score is the exponential mean of the verdicts over ten positions.
 *
 * <p>Other than in the paper's code: the verdict is a field of the model's structured answer, where the code reads the last line of a text with a second network (BART for natural language inference); keywords are whole words and
 * those of this rule book; the votes of the sets are counted here from the sets that the model names for each rule; the vote has a window of several positions, where that of the released run is of one; a video that is anomalous
 * throughout is so, where in the code nothing is above the mean; a keyword is added only to a description that holds none; positions are every {@code stride} frames; and with {@code live} everything depends on what came before only. The words of the prompts are our own.
 */
public final class AnomalyRuler extends LanguageDetector {

    /** What the camera shows. */
    public static final OptionSpec<String> SCENE = OptionSpec.content(
            "scene",
            "",
            "a text, or @FILE; empty to say nothing",
            "What a person would say of the place that is watched");

    /** Batches of normal frames. */
    public static final OptionSpec<Integer> BATCHES =
            OptionSpec.integer("batches", 5, 1, 1_000, "Batches of normal frames; from each a set of rules is induced");

    /** Frames of a batch. */
    public static final OptionSpec<Integer> BATCH_SIZE =
            OptionSpec.integer("batch-size", 2, 1, 100, "Normal frames of a batch, drawn by the seed");

    /** Votes that a rule needs. */
    public static final OptionSpec<Double> VOTES = OptionSpec.decimal(
            "votes", 0.5, 0, 1, "Share of the sets of rules that must hold a rule of what is normal");

    /** Rules of the user's own. */
    public static final OptionSpec<String> RULES = OptionSpec.content(
            "rules",
            "",
            "a text, or @FILE; empty to induce them",
            "Rules to apply in place of induced ones, as rules-file has them");

    /** Where the rules are written. */
    public static final OptionSpec<String> RULES_FILE = OptionSpec.text(
            "rules-file", "", "a file", "Text file to which the induced rules are written, to be read and edited");

    /** Frames between positions. */
    public static final OptionSpec<Integer> STRIDE = ClipGrid.stride(8);

    /** The window of the vote. */
    public static final OptionSpec<Integer> WINDOW = OptionSpec.integer(
            "vote-window",
            5,
            1,
            999,
            "Positions that vote on the first verdict of the one in their middle; an even number counts as one more");

    /** Whether the rules are applied. */
    public static final OptionSpec<Boolean> RECHECK = OptionSpec.flag(
            "recheck",
            true,
            "Whether the model applies the rules to each description; without it keywords alone decide (AnomalyRuler-base)");

    /** Whether only what came before counts. */
    public static final OptionSpec<Boolean> LIVE = OptionSpec.flag(
            "live",
            false,
            "Score each frame as it comes, by what came before; else, as in the paper, once the video has ended");

    /** A detector that asks the model at the endpoint that its options name. */
    public AnomalyRuler() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public AnomalyRuler(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "anomalyruler";
    }

    @Override
    public String description() {
        return "A language model induces rules from normal frames and applies them to others; looks ahead, or live (Yang et al. 2024)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ONE_CLASS);
    }

    @Override
    public int fewestNormals() {
        return 1;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class, PlansScoring.class, ChecksRules.class, TellsFrameReasons.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ChatOptions.after(
                List.of(
                        SCENE,
                        BATCHES,
                        BATCH_SIZE,
                        VOTES,
                        RULES,
                        RULES_FILE,
                        STRIDE,
                        SharedAnswers.OPTION,
                        WINDOW,
                        RECHECK,
                        LIVE,
                        SentSize.OPTION,
                        ChatOptions.TEXT_MODEL),
                Questions.OPTIONS);
    }

    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        if (!options.get(RULES_FILE).isEmpty()) {
            WholeFile.requireWritable(Path.of(options.get(RULES_FILE)));
        }
        Questions questions = new Questions(chat, options);
        questions.requireSlots();
        InducedRules rules = options.get(RULES).isBlank()
                ? InducedRules.from(data.normals(), questions, request)
                : InducedRules.given(options.get(RULES));
        if (!options.get(RULES_FILE).isEmpty()) {
            byte[] text = rules.book().text().getBytes(StandardCharsets.UTF_8);
            WholeFile.write(Path.of(options.get(RULES_FILE)), out -> out.write(text));
        }
        requireKeywords(rules.book(), options);
        Provenance provenance = request.provenance(this, data, List.of(external(options, questions.words())));
        return fitted(chat, questions, rules, options, provenance);
    }

    private static void requireKeywords(RuleBook book, Options options) {
        if (!options.get(RECHECK) && book.keywords().isEmpty()) {
            throw new IllegalArgumentException(
                    "with recheck=false keywords alone decide, and the rules have none: nothing would be an anomaly; give rules with keywords (-o rules=@FILE), or leave recheck=true");
        }
    }

    private static FittedDetector fitted(
            Chat chat, Questions questions, InducedRules rules, Options options, Provenance provenance) {
        return new FittedVideoDetector(new RuleModel(chat, questions, rules, options), 0, provenance);
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        InducedRules rules = InducedRules.read(model);
        return fitted(chat, new Questions(chat, options), rules, options, model.provenance());
    }
}
