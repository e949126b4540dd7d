package io.xvad.detectors.cavga;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Attends;
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
import io.xvad.detectors.vae.Vae;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * CAVGA, unsupervised form (Venkataramanan et al. 2020, "Attention Guided Anomaly Localization in Images"): a variational
 * autoencoder with a convolutional latent and an adversary is trained so that the attention of its latent covers all of a
 * normal picture; the map is where attention is missing, the score the mean difference from the reconstruction. The encoder
 * is not pretrained, and the attention is a sigmoid of the weighed activations without a rectifier before it, which would
 * stop the loss where it is needed.
 */
public final class Cavga implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> CHANNELS =
            OptionSpec.integer("latent-channels", 16, 1, 1024, "Values of the code at each of its positions");
    static final OptionSpec<Double> ATTENTION_WEIGHT = OptionSpec.decimal(
            "attention-weight", 0.01, 0, 100, "Weight of the share of a normal picture that is not attended to");
    static final OptionSpec<Double> ADVERSARIAL_WEIGHT = OptionSpec.decimal(
            "adversarial-weight", 0.001, 0, 100, "Weight of what tells reconstructions from pictures; 0 leaves it out");

    @Override
    public String name() {
        return "cavga";
    }

    @Override
    public String description() {
        return "Where the attention of a convolutional latent is missing (Venkataramanan et al. 2020)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Attends.class, Differentiable.class, Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(Vae.BETA, CHANNELS, ATTENTION_WEIGHT, ADVERSARIAL_WEIGHT, ImageOptions.MAP));
        options.addAll(List.of(ImageOptions.SIZE, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new CavgaRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new CavgaRecipe()).load(model);
    }
}
