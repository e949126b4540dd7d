package io.xvad.video.detectors.ctr;

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
 * Scores a snippet by what it is and what came before it, learned from clips of which only is known whether something in them is anomalous,
 * after Wu and Liu, "Learning Causal Temporal Relation and Feature Discrimination for Anomaly Detection" (IEEE Transactions on Image
 * Processing 2021): a relation to the snippets of the recent past, a causal convolution that classifies, the top snippets that stand for a clip,
 * compact features of normal snippets, and features of anomalous ones far from them. Nothing looks ahead, so that it scores live what it
 * scores afterwards.
 *
 * <p>It is after the paper: the form of the relation's prior and of the two losses of features is ours, since the paper was not at hand, and so are the features,
 * unless a network of clips is named. Stateless.
 */
public final class Ctr extends WeakDetector {

    /** Number of passes. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(100);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Width of the network. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 64, 2, 2048, "Values to which the features of a snippet are reduced");

    /** Reach of the relation. */
    public static final OptionSpec<Integer> REACH =
            OptionSpec.integer("reach", 3, 0, 200, "How many snippets before its own a snippet is related to");

    /** Length of the causal convolution. */
    public static final OptionSpec<Integer> KERNEL =
            OptionSpec.integer("kernel", 2, 1, 100, "Snippets, its own and those before, that the classifier sees");

    /** Share of values that are dropped. */
    public static final OptionSpec<Double> DROPOUT =
            OptionSpec.decimal("dropout", 0.6, 0, 0.95, "Share of the reduced values that a step drops");

    /** Weight of the compactness. */
    public static final OptionSpec<Double> COMPACTNESS = OptionSpec.decimal(
            "compactness", 0.1, 0, 1000, "Weight of the squared distance of normal snippets from their centre");

    /** Weight of the dispersion. */
    public static final OptionSpec<Double> DISPERSION = OptionSpec.decimal(
            "dispersion", 0.1, 0, 1000, "Weight of the hinge that keeps the top anomalous snippets from that centre");

    /** Margin of the dispersion. */
    public static final OptionSpec<Double> MARGIN = OptionSpec.decimal(
            "margin", 1, 0, 1e6, "Mean squared difference from the centre that the dispersion asks for");

    /** Creates the provider, as the registry does. */
    public Ctr() {
        super(EPOCHS, LEARNING_RATE, HIDDEN, REACH, KERNEL, DROPOUT, COMPACTNESS, DISPERSION, MARGIN);
    }

    @Override
    public String name() {
        return "ctr";
    }

    @Override
    public String description() {
        return "Causal relations between snippets of clips that are labelled as a whole (after Wu and Liu 2021)";
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("fewer passes, a smaller network").with(EPOCHS, 30).with(HIDDEN, 32),
                Preset.standard("As without a preset", EPOCHS, HIDDEN, VideoOptions.SMOOTHING));
    }

    @Override
    protected boolean attendsInTime() {
        return true;
    }

    @Override
    protected SnippetNetwork network(SnippetForm form, Options options) {
        return new CtrTraining(form.momentValues(), options);
    }

    @Override
    protected SnippetScoring scoring(SnippetForm form, Options options) {
        return new CtrScoring(options.get(REACH), options.get(KERNEL));
    }
}
