package io.xvad.explainers.gradient;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.RelevanceRule;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.Saliency;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import java.util.List;
import java.util.Set;

/**
 * Layer-wise relevance propagation (Bach et al., 2015, "On Pixel-Wise Explanations for Non-Linear Classifier Decisions by Layer-Wise
 * Relevance Propagation"), from the distance that makes the score (Kauffmann, Müller and Montavon 2020, "Towards Explaining
 * Anomalies") back to the pixels, summed over channels.
 */
public final class LrpExplainer implements Explainer {

    private static final String EPSILON_RULE = "epsilon";
    private static final String GAMMA_RULE = "gamma";
    private static final String ALPHA_BETA_RULE = "alpha-beta";

    public static final OptionSpec<String> RULE = OptionSpec.choice(
            "rule",
            GAMMA_RULE,
            List.of(EPSILON_RULE, GAMMA_RULE, ALPHA_BETA_RULE),
            "How each layer divides relevance among its inputs");
    public static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon",
            0.25,
            1e-12,
            100,
            "Stabiliser of the epsilon rule, as a share of the root mean square of a layer");
    public static final OptionSpec<Double> GAMMA = OptionSpec.decimal(
            "gamma",
            0.25,
            0,
            1000,
            "Extra weight, under the gamma rule, of contributions that have the sign of the output");
    public static final OptionSpec<Double> ALPHA = OptionSpec.decimal(
            "alpha", 1, 1, 100, "Share of positive contributions under alpha-beta; beta is alpha less 1");

    public static final OptionSpec<Boolean> BIASES = OptionSpec.flag(
            "biases", false, "Whether biases absorb their share of the relevance; else the inputs get it");

    @Override
    public String name() {
        return "lrp";
    }

    @Override
    public String description() {
        return "Hands the score back layer by layer to the pixels it rests on (Bach et al. 2015, Kauffmann et al. 2020)";
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(RULE, EPSILON, GAMMA, ALPHA, BIASES);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(PropagatesRelevance.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = sample.requireImage();
        PropagatesRelevance detector =
                fitted.capability(PropagatesRelevance.class).orElseThrow();
        double[] relevance = ChannelSums.of(detector.relevance(
                image, rule(request.options()), request.options().get(BIASES)));
        AnomalyMap map = ChannelSums.signed(relevance, image);
        return List.of(new Saliency(0, map, true));
    }

    private static RelevanceRule rule(Options options) {
        return switch (options.get(RULE)) {
            case EPSILON_RULE -> new RelevanceRule.Epsilon(options.get(EPSILON));
            case ALPHA_BETA_RULE -> new RelevanceRule.AlphaBeta(options.get(ALPHA));
            default -> new RelevanceRule.Gamma(options.get(GAMMA));
        };
    }
}
