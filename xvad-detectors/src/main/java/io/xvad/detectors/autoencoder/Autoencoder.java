package io.xvad.detectors.autoencoder;

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
import io.xvad.training.Sspcab;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Convolutional autoencoder (Bergmann et al. 2019, "Improving Unsupervised Defect Segmentation by Applying Structural
 * Similarity to Autoencoders"): trained on normal pictures with structural similarity or squared error as its loss, it
 * fails to reconstruct what it has not seen; the residual is the map.
 */
public final class Autoencoder implements Detector {

    static final String SSIM = "ssim";
    private static final String MSE = "mse";

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(40);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.0005);
    static final OptionSpec<String> LOSS =
            OptionSpec.choice("loss", SSIM, List.of(SSIM, MSE), "What training makes small and the map shows");

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public String description() {
        return "Residual of a convolutional autoencoder trained on normal pictures (Bergmann et al. 2019)";
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
                LOSS,
                Sspcab.WEIGHT,
                ImageOptions.SIZE,
                ImageOptions.LATENT,
                ImageOptions.SIGMA,
                FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new AutoencoderRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new AutoencoderRecipe()).load(model);
    }
}
