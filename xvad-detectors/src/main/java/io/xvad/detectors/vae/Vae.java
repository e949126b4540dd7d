package io.xvad.detectors.vae;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Variational autoencoder (Kingma and Welling 2014; for anomalies An and Cho 2015): trained on normal pictures by the
 * lower bound of their likelihood. The map is the squared error of the picture decoded from the mean of its code, which is
 * twice its negative log-likelihood by pixel up to a constant.
 */
public final class Vae implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    public static final OptionSpec<Double> BETA = OptionSpec.decimal(
            "beta",
            0.01,
            0,
            1000,
            "Weight of the divergence from the prior (Higgins et al. 2017); the same as the variance of a pixel");
    static final String BOUND = "elbo";
    static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            BOUND,
            List.of(BOUND, "map-max"),
            "Whether the picture's score is its negative lower bound, at the mean of the code, or the highest value of the map");

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public String description() {
        return "Residual of a variational autoencoder trained on normal pictures (Kingma and Welling 2014)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Differentiable.class, Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(
                BETA, SCORE, ImageOptions.SIZE, ImageOptions.LATENT, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new VaeRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new VaeRecipe()).load(model);
    }
}
