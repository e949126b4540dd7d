package io.xvad.video.detectors.dsa;

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
 * Scores the patches of a snippet by themselves and by those around them in place and time, learned from clips of which only is known
 * whether something in them is anomalous, after Purwanto, Chen and Fang, "Dance with Self-Attention: A New Look of Conditional Random Fields on
 * Anomaly Detection in Videos" (ICCV 2021): whole frames and patches are the nodes of a conditional random field whose pairwise terms are
 * self-attention within cliques of several lengths in time, solved by mean-field updates, and trained by multiple-instance
 * learning with a contrastive term. The scores of the nodes say where.
 *
 * <p>It is after the paper: its exact messages and the contrastive term were not at hand, the forms here are ours, and so are the features. Stateless.
 */
public final class Dsa extends WeakDetector {

    /** Number of passes. */
    public static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(60);

    /** Step of the optimiser. */
    public static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);

    /** Width of the nodes. */
    public static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 32, 2, 1024, "Values to which the features of a node are reduced");

    /** Lengths of the cliques. */
    public static final OptionSpec<List<String>> CLIQUES = OptionSpec.words(
            "cliques",
            List.of("1", "2", "4"),
            "whole numbers from 1, separated by commas",
            "Moments of the cliques within which nodes attend to each other, one self-attention for each length");

    /** Number of updates. */
    public static final OptionSpec<Integer> UPDATES =
            OptionSpec.integer("updates", 2, 0, 20, "Mean-field updates, which share their weights");

    /** Weight of the sparsity. */
    public static final OptionSpec<Double> SPARSE =
            OptionSpec.decimal("sparse", 8e-5, 0, 1000, "Weight of the sum of the scores of anomalous clips");

    /** Weight of the smoothness. */
    public static final OptionSpec<Double> SMOOTH =
            OptionSpec.decimal("smooth", 8e-5, 0, 1000, "Weight of the squared differences of neighbouring snippets");

    /** Weight of the contrast. */
    public static final OptionSpec<Double> CONTRAST = OptionSpec.decimal(
            "contrast",
            0.1,
            0,
            1000,
            "Weight of the hinge that keeps the top node of anomalous clips from that of normal ones");

    /** Margin of the contrast. */
    public static final OptionSpec<Double> MARGIN = OptionSpec.decimal(
            "margin", 1, 0, 1e6, "Mean squared difference of these two nodes that the contrast asks for");

    /** Creates the provider, as the registry does. */
    public Dsa() {
        super(EPOCHS, LEARNING_RATE, HIDDEN, CLIQUES, UPDATES, SPARSE, SMOOTH, CONTRAST, MARGIN);
    }

    @Override
    public String name() {
        return "dsa";
    }

    @Override
    public String description() {
        return "Patches of snippets as a random field with self-attention, from labels of whole clips (after Purwanto et al. 2021)";
    }

    @Override
    public List<Preset> presets() {
        return List.of(
                Preset.quick("fewer passes, a smaller network").with(EPOCHS, 20).with(HIDDEN, 16),
                Preset.standard("As without a preset", EPOCHS, HIDDEN, VideoOptions.SMOOTHING));
    }

    @Override
    protected boolean attendsInTime() {
        return false;
    }

    /** All of it: the moments of a snippet are nodes of their own. */
    @Override
    protected float[] summary(SnippetForm form, float[] features) {
        return features;
    }

    /** Those of a step: all features of a snippet are many, and each snippet is scored by itself. */
    @Override
    protected int keptSnippets(Options options) {
        return options.get(SEGMENTS);
    }

    @Override
    protected SnippetNetwork network(SnippetForm form, Options options) {
        return new DsaTraining(form, options);
    }

    @Override
    protected SnippetScoring scoring(SnippetForm form, Options options) {
        return new DsaScoring(form);
    }

    /** @throws IllegalArgumentException if a length is none */
    static List<Integer> cliques(Options options) {
        try {
            List<Integer> lengths =
                    options.get(CLIQUES).stream().map(Integer::valueOf).toList();
            if (!lengths.isEmpty() && lengths.stream().allMatch(length -> length >= 1)) {
                return lengths;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "option 'cliques' must be whole numbers from 1, got " + options.get(CLIQUES), e);
        }
        throw new IllegalArgumentException(
                "option 'cliques' must be whole numbers from 1, got " + options.get(CLIQUES));
    }
}
