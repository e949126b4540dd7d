package io.xvad.detectors.fcdd;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.FittedFeatures;
import io.xvad.detectors.heads.HeadDetector;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * FCDD (Liznerski et al. 2021, "Explainable Deep One-Class Classification"): a fully convolutional network maps normal
 * pictures near 0 and pictures with synthetic defects away from it, and its output is the map that explains it. As in the
 * paper's experiments on MVTec-AD, the first layers are frozen ones of a network trained on ImageNet; here they are the
 * packaged backbone, and convolutions of one pixel are trained on its features. Labelled anomalies, with or without masks,
 * may join the synthetic ones (their section 3.2). The map is enlarged with a Gaussian.
 */
public final class Fcdd implements Detector {

    private static final String IMAGE = "image";
    static final String PIXEL = "pixel";

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 128, 1, 8192, "Channels of the hidden convolution");
    static final OptionSpec<Integer> OUTLIERS =
            OptionSpec.integer("outliers", 2, 1, 100, "Copies with a synthetic defect for each training image");
    static final OptionSpec<String> SUPERVISION = OptionSpec.choice(
            "supervision",
            IMAGE,
            List.of(IMAGE, PIXEL),
            "Whether training is told which images have a synthetic defect, or which pixels (semi-supervised)");
    static final OptionSpec<String> ANOMALIES = OptionSpec.text(
            "anomalies",
            "",
            "a directory, or empty for none",
            "Real anomalies to learn from besides the synthetic ones: anomalous/* and, optional, masks/* of the same names");

    @Override
    public String name() {
        return "fcdd";
    }

    @Override
    public String description() {
        return "Fully convolutional one-class network against synthetic defects (Liznerski et al. 2021)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return FittedFeatures.CAPABILITIES;
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
        options.addAll(TrainingOptions.all(EPOCHS, RATE));
        options.addAll(List.of(HIDDEN, OUTLIERS, SUPERVISION, ANOMALIES));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return new HeadDetector(this, new FcddRecipe()).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        return new HeadDetector(this, new FcddRecipe()).load(model);
    }
}
