package io.xvad.video.language.holmesvau;

import dev.langchain4j.model.chat.ChatModel;
import io.xvad.core.SampleKind;
import io.xvad.core.Supervision;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ExternalModel;
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
import io.xvad.video.language.frame.ClipGrid;
import io.xvad.video.stream.FittedVideoDetector;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores videos by another detector, and has a language model explain the frames that its scores choose: after Holmes-VAU (Zhang et al. 2025, "Holmes-VAU: Towards Long-term Video Anomaly Understanding at Any Granularity", CVPR, arXiv 2412.06171).
 *
 * <p>The sampling of frames is the paper's. The scorer is not: in place of the paper's network it is any fitted and calibrated detector of videos of this library, whose scores are those of this one; to sample, they are put on a scale on which the median
 * of normal videos is 0 and the threshold 1, and cut off there. Nor is the model, unless the user serves the authors': theirs is trained to answer about videos. The model is asked only when an explanation is; a score takes no
 * call.
 */
public final class HolmesVau extends LanguageDetector {

    /** What the camera shows. */
    public static final OptionSpec<String> SCENE = OptionSpec.content(
            "scene",
            "",
            "a text, or @FILE; empty to say nothing",
            "What a person would say of the place that is watched");

    /** The detector that scores. */
    public static final OptionSpec<String> SCORER = OptionSpec.text(
            "scorer",
            "",
            "a model file",
            "Model of a video detector, fitted and calibrated, that scores; it becomes part of this one");

    /** Frames between positions. */
    public static final OptionSpec<Integer> STRIDE = ClipGrid.stride(16);

    /** Frames that are shown. */
    public static final OptionSpec<Integer> SELECTED = OptionSpec.integer(
            "selected", 12, 1, 1_000, "Frames that the model sees, chosen by the scores of the positions");

    /** What is added to each score. */
    public static final OptionSpec<Double> ADDED = OptionSpec.decimal(
            "added", 0.1, 0, 1, "Added to each score before frames are chosen, so that normal stretches are seen too");

    /** A detector that asks the model at the endpoint that its options name. */
    public HolmesVau() {
        super(Optional.empty());
    }

    /** A detector that asks a program's own model, which retries nothing itself. */
    public HolmesVau(ChatModel own) {
        super(Optional.of(own));
    }

    @Override
    public String name() {
        return "holmes-vau";
    }

    @Override
    public String description() {
        return "Another detector's scores choose the frames that a language model explains (after Zhang et al. 2025)";
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
        return ChatOptions.after(
                List.of(SCENE, SCORER, STRIDE, SELECTED, ADDED, SentSize.OPTION), List.of(ChatOptions.PROMPT));
    }

    @Override
    protected FittedDetector fit(Chat chat, TrainingRecord data, FitRequest request) {
        Options options = request.options();
        if (options.get(SCORER).isEmpty()) {
            throw new XvadUnavailableException(
                    "detector 'holmes-vau' chooses frames by the scores of another: -o scorer=MODEL, a model of a video detector"
                            + " that xvad fit wrote");
        }
        Explaining explaining = new Explaining(chat, options);
        explaining.requireSlots();
        String words = explaining.words();
        FittedDetector scorer = Models.load(Path.of(options.get(SCORER)));
        try {
            List<ExternalModel> external = new ArrayList<>(List.of(external(options, words)));
            external.addAll(scorer.provenance().external());
            Provenance provenance = request.provenance(this, data, external);
            return new FittedVideoDetector(new HolmesModel(chat, explaining, Scorer.of(scorer)), 0, provenance);
        } catch (RuntimeException e) {
            scorer.close();
            throw e;
        }
    }

    @Override
    protected FittedDetector load(Chat chat, ModelReader model, Options options) {
        FittedDetector scorer = Models.load(model.bytes(HolmesModel.SCORER));
        try {
            return new FittedVideoDetector(
                    new HolmesModel(chat, new Explaining(chat, options), Scorer.of(scorer)), 0, model.provenance());
        } catch (RuntimeException e) {
            scorer.close();
            throw e;
        }
    }
}
