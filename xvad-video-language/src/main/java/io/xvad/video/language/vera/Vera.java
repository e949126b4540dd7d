package io.xvad.video.language.vera;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
import io.xvad.core.model.ModelReader;
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
import io.xvad.video.language.embed.Embedders;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.stream.FittedVideoDetector;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Has a vision language model label stretches of video, guided by at most five questions that were learned from videos with weak labels: VERA (Ye, Liu and He, "VERA: Explainable Video Anomaly Detection via Verbalized
 * Learning of Vision-Language Models", CVPR 2025, arXiv 2412.01095).
 *
 * <p>A learner labels frames of a video with the questions at hand; an optimiser, here the same model, sees batches of videos with the labels given and the right ones and writes new questions; the set that does best on videos
 * to validate with is kept. It can be read, edited and given back. Each position of a video is labelled by frames of the window around it; labels are averaged over the windows that look most alike, smoothed in time by a Gaussian,
 * and, with {@code position-weight}, weighed by their place in the video.
 *
 * <p>Other than in the paper's code: windows are compared by a CLIP that the user brings, or not at all, where the code has ImageBind; the Gaussian is centred; scores are not rounded; at least one window is averaged over; and the weight of
 * the place, a prior that anomalies are in the middle of a video, is off unless asked for. The words of the prompts, and the two questions that everything begins with, are our own. Without labelled anomalies there is nothing to learn from, and
 * these two, or those of the user, are asked.
 */
public final class Vera extends LanguageDetector {

    /** What the camera shows. */
    public static final OptionSpec<String> SCENE = OptionSpec.content(
            "scene",
            "",
            "a text, or @FILE; empty to say nothing",
            "What a person would say of the place that is watched");

    /** Questions of the user's own. */
    public static final OptionSpec<String> QUESTIONS = OptionSpec.content(
            "questions",
            "",
            "a text of at most 5 lines, or @FILE; empty to learn them",
            "Questions to ask in place of learned ones, as questions-file has them");

    /** Where the questions are written. */
    public static final OptionSpec<String> QUESTIONS_FILE = OptionSpec.text(
            "questions-file",
            "",
            "a file",
            "Text file to which the learned questions are written, to be read and edited");

    /** Epochs of learning. */
    public static final OptionSpec<Integer> EPOCHS =
            OptionSpec.integer("epochs", 10, 1, 1_000, "How often each labelled video is learned from, at most");

    /** Videos of a batch. */
    public static final OptionSpec<Integer> BATCH =
            OptionSpec.integer("batch-size", 2, 1, 100, "Videos that the optimiser sees at once");

    /** Steps between validations. */
    public static final OptionSpec<Integer> VALIDATE_EVERY = OptionSpec.integer(
            "validate-every",
            0,
            0,
            100_000,
            "Steps of the optimiser after which questions are compared; 0 for an epoch");

    /** Videos to validate with. */
    public static final OptionSpec<Double> VALIDATION = OptionSpec.decimal(
            "validation",
            0.2,
            0,
            0.9,
            "Share of the labelled videos, of each label, that questions are compared on and not learned from; 0 for all");

    /** Frames between positions. */
    public static final OptionSpec<Integer> STRIDE = ClipGrid.stride(16);

    /** Length of the window around a position. */
    public static final OptionSpec<Double> WINDOW = OptionSpec.decimal(
            "window-seconds", 10, 0.1, 3_600, "Seconds of video around a position of which frames are shown");

    /** Frames of a window. */
    public static final OptionSpec<Integer> WINDOW_FRAMES =
            OptionSpec.integer("window-frames", 8, 1, 100, "Frames of that window, or of a video, that are shown");

    /** Windows that are averaged over. */
    public static final OptionSpec<Double> NEIGHBOURS = OptionSpec.decimal(
            "neighbours",
            0.15,
            0,
            1,
            "Share of the windows of a video, those most alike, that a label is averaged over");

    /** Whether the place in the video counts. */
    public static final OptionSpec<Boolean> POSITION_WEIGHT = OptionSpec.flag(
            "position-weight",
            false,
            "Whether scores are weighed down towards the ends of a video, as in the paper: a prior that anomalies are in its middle");

    /** A detector that asks the model at the endpoint that its options name. */
    public Vera() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public Vera(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "vera";
    }

    @Override
    public String description() {
        return "A vision language model labels video by questions learned from weak labels; looks ahead (Ye et al. 2025)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT, Supervision.WEAKLY_SUPERVISED);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(ScoresFrames.class, PlansScoring.class, TellsFrameReasons.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(List.of(
                SCENE,
                QUESTIONS,
                QUESTIONS_FILE,
                EPOCHS,
                BATCH,
                VALIDATE_EVERY,
                VALIDATION,
                STRIDE,
                WINDOW,
                WINDOW_FRAMES,
                NEIGHBOURS,
                POSITION_WEIGHT,
                SentSize.OPTION));
        options.addAll(Embedders.OPTIONS);
        return ChatOptions.after(options, Questions.OPTIONS);
    }

    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        String file = options.get(QUESTIONS_FILE);
        if (!file.isEmpty()) {
            WholeFile.requireWritable(Path.of(file));
        }
        Questions questions = new Questions(chat, options);
        questions.requireSlots();
        Optional<JointEmbedder> embedder = Embedders.open(options);
        try {
            return fitted(chat, questions, embedder, data, request);
        } catch (RuntimeException e) {
            embedder.ifPresent(JointEmbedder::close);
            throw e;
        }
    }

    private FittedDetector fitted(
            Chat chat, Questions questions, Optional<JointEmbedder> embedder, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        QuestionSet set = options.get(QUESTIONS).isBlank()
                ? LearnedQuestions.from(data, questions, request)
                : QuestionSet.parse(options.get(QUESTIONS));
        String file = options.get(QUESTIONS_FILE);
        if (!file.isEmpty()) {
            byte[] text = (set.text() + "\n").getBytes(StandardCharsets.UTF_8);
            WholeFile.write(Path.of(file), out -> out.write(text));
        }
        List<ExternalModel> external = new ArrayList<>(List.of(external(options, questions.words())));
        embedder.ifPresent(known -> external.add(known.external()));
        return new FittedVideoDetector(
                new VeraModel(chat, questions, set, embedder), 0, request.provenance(this, data, external));
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        QuestionSet set = VeraModel.readQuestions(model);
        return new FittedVideoDetector(
                new VeraModel(chat, new Questions(chat, options), set, Embedders.read(model, options)),
                0,
                model.provenance());
    }
}
