package io.xvad.detectors.draem;

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
 * DRAEM (Zavrtanik et al. 2021, "DRAEM - A discriminatively trained reconstruction embedding for surface anomaly
 * detection"): one network restores the normal picture from one into which another texture was mixed, a second tells from
 * both where that was. The map is the probability it gives each pixel. Unlike in the paper, the networks are narrow and have
 * no batch normalisation, and the textures are five bundled pictures.
 */
public final class Draem implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> WIDTH = OptionSpec.integer(
            "width", 12, 1, 1024, "Channels of the first layer; deeper ones have up to eight times as many");

    @Override
    public String name() {
        return "draem";
    }

    @Override
    public String description() {
        return "A network tells picture from reconstruction, trained on mixed-in textures (Zavrtanik et al. 2021)";
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
        options.addAll(List.of(WIDTH, Sspcab.WEIGHT, ImageOptions.SIZE, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new DraemRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new DraemRecipe()).load(model);
    }
}
