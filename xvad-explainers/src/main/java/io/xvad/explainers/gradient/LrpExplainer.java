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
 * Layer-wise relevance propagation (Bach et al. 2015), from the distance that makes the score (Kauffmann, Mueller and
 * Montavon 2020) down to the pixels, added up over channels.
 */
public final class LrpExplainer implements Explainer {

    private static final String EPSILON = "epsilon";
    private static final String GAMMA = "gamma";
    private static final String ALPHA_BETA = "alpha-beta";

    private static final OptionSpec<String> RULE = OptionSpec.choice(
            "rule", GAMMA, List.of(EPSILON, GAMMA, ALPHA_BETA), "How each layer divides relevance among its inputs");
    private static final OptionSpec<Double> EPSILON_VALUE = OptionSpec.decimal(
            EPSILON, 0.25, 1e-12, 100, "Steadies the epsilon rule, as a share of a layer's root mean square");
    private static final OptionSpec<Double> GAMMA_VALUE =
            OptionSpec.decimal(GAMMA, 0.25, 0, 1000, "How much more contributions of the output's sign count");
    private static final OptionSpec<Double> ALPHA_VALUE = OptionSpec.decimal(
            "alpha", 1, 1, 100, "Share of positive contributions under alpha-beta; beta is alpha less 1");

    private static final OptionSpec<Boolean> BIASES = OptionSpec.flag(
            "biases", false, "Whether biases keep the relevance that is theirs; else their inputs get it");

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
        return List.of(RULE, EPSILON_VALUE, GAMMA_VALUE, ALPHA_VALUE, BIASES);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(PropagatesRelevance.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        Image image = (Image) sample;
        PropagatesRelevance detector =
                fitted.capability(PropagatesRelevance.class).orElseThrow();
        double[] relevance = PixelSums.of(detector.relevance(
                image, rule(request.options()), request.options().get(BIASES)));
        AnomalyMap map = PixelSums.signed(relevance, image);
        return List.of(new Saliency(0, map, true));
    }

    private static RelevanceRule rule(Options options) {
        return switch (options.get(RULE)) {
            case EPSILON -> new RelevanceRule.Epsilon(options.get(EPSILON_VALUE));
            case ALPHA_BETA -> new RelevanceRule.AlphaBeta(options.get(ALPHA_VALUE));
            default -> new RelevanceRule.Gamma(options.get(GAMMA_VALUE));
        };
    }
}
