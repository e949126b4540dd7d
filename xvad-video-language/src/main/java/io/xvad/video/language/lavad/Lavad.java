package io.xvad.video.language.lavad;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.stream.PlansScoring;
import io.xvad.core.stream.ScoresFrames;
import io.xvad.core.stream.TellsFrameReasons;
import io.xvad.language.detector.Chat;
import io.xvad.language.detector.ChatOptions;
import io.xvad.language.detector.LanguageDetector;
import io.xvad.language.detector.SentSize;
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.language.frame.SharedAnswers;
import io.xvad.video.stream.FittedVideoDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has a language model rate summaries of what a captioner sees, without training: LAVAD (Zanella, Menapace, Mancini, Wang and Ricci, "Harnessing Large Language Models for Training-free Video Anomaly
 * Detection", CVPR 2024).
 *
 * <p>A caption is made at each position. Captions are cleaned: each frame of the window around a position takes the caption of the video that is most like what it shows. The model summarises those of a window and rates the
 * summary; what cannot be read lies between its neighbours. The score of a position is the mean rating of the summaries of the video that are most like its window, weighed by the soft-max of their similarities.
 *
 * <p>Other than in the paper: one captioner, which is the vision language model that is asked; ImageBind is not offered, so that frames and texts are compared by a CLIP that the user brings, whose vector of a clip is the mean of
 * those of its frames; ratings are numbers of a structured answer; the words of the prompts are our own.
 */
public final class Lavad extends LanguageDetector {

    /** What the camera shows. */
    public static final OptionSpec<String> SCENE = OptionSpec.content(
            "scene",
            "",
            "a text, or @FILE; empty to say nothing",
            "What a person would say of the place that is watched");

    /** Frames between positions. */
    public static final OptionSpec<Integer> STRIDE = ClipGrid.stride(16);

    /** Length of the window around a position. */
    public static final OptionSpec<Double> WINDOW = OptionSpec.decimal(
            "window-seconds", 10, 0.1, 3_600, "Seconds of video around a position that are summarised");

    /** Frames of a window. */
    public static final OptionSpec<Integer> WINDOW_FRAMES =
            OptionSpec.integer("window-frames", 10, 1, 1_000, "Frames of that window that take a caption");

    /** Summaries that a score is the mean of. */
    public static final OptionSpec<Integer> NEAREST = OptionSpec.integer(
            "nearest", 10, 1, 10_000, "Summaries most like a window, of whose ratings its score is the mean");

    /** A detector that asks the model at the endpoint that its options name. */
    public Lavad() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public Lavad(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "lavad";
    }

    @Override
    public String description() {
        return "A language model rates summaries of captions, cleaned and refined by CLIP; looks ahead (Zanella et al. 2024)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class, PlansScoring.class, TellsFrameReasons.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(
                SCENE,
                STRIDE,
                SharedAnswers.OPTION,
                WINDOW,
                WINDOW_FRAMES,
                NEAREST,
                SentSize.OPTION,
                ChatOptions.TEXT_MODEL));
        options.addAll(Embedders.OPTIONS);
        return ChatOptions.after(options, Questions.OPTIONS);
    }

    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        Questions questions = new Questions(chat, options);
        questions.requireSlots();
        String words = questions.words();
        JointEmbedder embedder = Embedders.open(options)
                .orElseThrow(
                        () -> new XvadUnavailableException(
                                "detector 'lavad' cleans captions and refines scores by a CLIP that you bring: -o embedder=FOLDER, which tools/export writes from a checkpoint (docs/weights.md)"));
        Provenance provenance = request.provenance(this, data, List.of(external(options, words), embedder.external()));
        return fitted(chat, questions, embedder, provenance);
    }

    private static FittedDetector fitted(
            Chat chat, Questions questions, JointEmbedder embedder, Provenance provenance) {
        return new FittedVideoDetector(new LavadModel(chat, questions, embedder), 0, provenance);
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        JointEmbedder embedder = Embedders.read(model, options).orElseThrow();
        return fitted(chat, new Questions(chat, options), embedder, model.provenance());
    }
}
