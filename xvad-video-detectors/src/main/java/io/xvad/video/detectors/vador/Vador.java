package io.xvad.video.detectors.vador;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.core.option.TrainingOptions;
import io.xvad.video.detectors.snippets.SnippetForm;
import io.xvad.video.detectors.snippets.SnippetNetwork;
import io.xvad.video.detectors.snippets.SnippetScoring;
import io.xvad.video.detectors.snippets.WeakDetector;
import io.xvad.video.stream.VideoOptions;
import java.util.List;

/**
 * Scores a snippet by a light head on its tokens, beside what the video has shown long ago and just now, learned from clips of which only is known whether
 * something in them is anomalous, after VADor with long- and short-term context (arXiv:2401.05702). The score is the mean of the head's
 * probabilities without a context, with the long and with the short one.
 *
 * <p>It is after the paper: tokens are those of a frame and its patches and not those of a video Q-Former, which is not run again with the
 * contexts; no language model tells what was seen; and the weights of the losses are as the digest of the authors' code that we had tells them. Stateless.
 */
public final class Vador extends WeakDetector {

    /** Number of passes of the head alone. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Number of passes with contexts. */
    public static final OptionSpec<Integer> CONTEXT_EPOCHS = OptionSpec.integer(
            "context-epochs",
            30,
            1,
            100_000,
            "Passes, after those of the head alone, in which contexts are learned too");

    /** Width of the layers. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 64, 2, 2048, "Values to which the head and the contexts reduce a token");

    /** Length of the lists. */
    public static final OptionSpec<Integer> KEPT = OptionSpec.integer(
            "context", 3, 1, 100, "Snippets kept that are most surely anomalous, most surely normal, and latest");

    /** Weight of the smoothness. */
    public static final OptionSpec<Double> SMOOTH =
            OptionSpec.decimal("smooth", 0.01, 0, 1000, "Weight of the squared differences of neighbouring snippets");

    /** Weight of the sparsity. */
    public static final OptionSpec<Double> SPARSE =
            OptionSpec.decimal("sparse", 0.01, 0, 1000, "Weight of the sum of the scores of anomalous clips");

    /** Creates the provider, as the registry does. */
    public Vador() {
        super(EPOCHS, LEARNING_RATE, CONTEXT_EPOCHS, HIDDEN, KEPT, SMOOTH, SPARSE);
    }

    @Override
    public String name() {
        return "vador";
    }

    @Override
    public String description() {
        return "A head on snippets with long- and short-term context, from labels of whole clips (after VADor 2024)";
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("fewer passes, a smaller network")
                        .with(EPOCHS, 20)
                        .with(CONTEXT_EPOCHS, 10)
                        .with(HIDDEN, 32),
                Preset.standard("As without a preset", EPOCHS, CONTEXT_EPOCHS, HIDDEN, VideoOptions.SMOOTHING));
    }

    @Override
    protected boolean attendsInTime() {
        return true;
    }

    @Override
    protected SnippetNetwork network(SnippetForm form, Options options) {
        return new VadorTraining(form, options);
    }

    @Override
    protected SnippetScoring scoring(SnippetForm form, Options options) {
        return new VadorScoring(form, options.get(KEPT));
    }
}
