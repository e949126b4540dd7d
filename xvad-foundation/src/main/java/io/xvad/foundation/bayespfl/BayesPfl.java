package io.xvad.foundation.bayespfl;

import io.xvad.core.Supervision;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.foundation.detector.FoundationDetector;
import io.xvad.foundation.detector.FoundationOptions;
import io.xvad.foundation.model.FoundationModel;
import java.util.List;
import java.util.Set;

/**
 * Scores an image and its patches by prompts sampled from a learned distribution, of which a part follows from the image: Bayes-PFL (Qu, Tao, Gong, Qu, Chen, Zhang, Wang and Ding
 * 2025, "Bayesian Prompt Flow Learning for Zero-Shot Anomaly Detection", CVPR).
 *
 * <p>The learned vectors, the flows and the cross-attention come with the weights; nothing is trained here. Each image costs two sentences of each prompt and each of the {@link #SAMPLES}, which run through the text encoder: 60 by default, which a detection
 * says as its effort. The noise of the samples is drawn by the seed and kept in the model, where the authors' code draws that of the image's part anew for each image.
 *
 * <p>The authors' code averages the value of the whole image and the mean of the map's highest values by their ranges over the test set; here both are averaged as they are,
 * since both are probabilities.
 */
public final class BayesPfl extends FoundationDetector {

    static final String VARIANT = "bayes-pfl";

    /** How many times the distributions are sampled. */
    public static final OptionSpec<Integer> SAMPLES = OptionSpec.integer(
            "samples", 10, 1, 1_000, "Samples of each learned prompt; an image's time grows with them");

    /** How many of the map's values count for the score. */
    public static final OptionSpec<Integer> TOP = OptionSpec.integer(
            "top-pixels",
            2_000,
            1,
            10_000_000,
            "Highest values of the map, at the network's size, whose mean is half of the score; the authors take 20 for some things with small defects");

    @Override
    public String name() {
        return "bayes-pfl";
    }

    @Override
    public String description() {
        return "Likeness of patches to prompts sampled from a learned distribution, by CLIP (Qu et al. 2025)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(
                FoundationOptions.WEIGHTS,
                FoundationOptions.CLASS_NAME,
                SAMPLES,
                TOP,
                FeatureOptions.ENGINE,
                FeatureOptions.THREADS);
    }

    /** It learns nothing here. */
    @Override
    public Set<Supervision> supervision() {
        return Set.of(Supervision.ZERO_SHOT);
    }

    @Override
    protected FittedDetector fit(FoundationModel weights, TrainingRecord data, FitRequest request) {
        Cancellation.check();
        weights.require(name(), "clip", List.of(VARIANT));
        Options options = request.options();
        int dimension = weights.description().integer("dimension");
        SampleNoise noise = SampleNoise.drawn(options.get(SAMPLES), dimension, request.seed());
        return open(weights, options, noise, request.provenance(this, data, List.of(weights.external())));
    }

    @Override
    protected FittedDetector load(FoundationModel weights, ModelReader model, Options options) {
        weights.require(name(), "clip", List.of(VARIANT));
        return open(weights, options, SampleNoise.read(model), model.provenance());
    }

    /** A detector with given noise. */
    static FittedDetector open(FoundationModel weights, Options options, SampleNoise noise, Provenance provenance) {
        PromptSampler sampler = PromptSampler.of(weights, FoundationOptions.className(options), noise);
        try {
            return new FittedBayesPfl(weights, PromptComparison.of(weights), sampler, options.get(TOP), provenance);
        } catch (RuntimeException e) {
            sampler.close();
            throw e;
        }
    }
}
