package io.xvad.detectors.generalizedodin;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.VersionRecipe;
import io.xvad.detectors.pretext.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Generalized ODIN (Hsu et al. 2020, "Generalized ODIN: Detecting Out-of-distribution Image without Learning from
 * Out-of-distribution Data") on a classifier that learns without labels which version of a picture it is shown. Its logits
 * are cosines divided by a learned temperature (DeConf-C); the score is the negative highest cosine after a perturbation
 * whose length is chosen on normal pictures. There is no batch normalisation before the temperature's sigmoid, unlike in
 * the paper.
 */
public final class GeneralizedOdin implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);

    @Override
    public String name() {
        return "generalized-odin";
    }

    @Override
    public String description() {
        return "Cosine confidence of a self-supervised classifier with a learned temperature (Hsu et al. 2020)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of();
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(Versions.TASK));
        options.addAll(List.of(ImageOptions.SIZE, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new ImageNetworkDetector(this, new VersionRecipe(new GeneralizedOdinClassifier())).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new ImageNetworkDetector(this, new VersionRecipe(new GeneralizedOdinClassifier())).load(model);
    }
}
