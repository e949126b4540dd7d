package io.xvad.detectors.odin;

import io.xvad.core.SampleKind;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.FrozenClassifier;
import io.xvad.detectors.pretext.VersionRecipe;
import io.xvad.detectors.pretext.Versions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * ODIN (Liang et al. 2018, "Enhancing the Reliability of Out-of-distribution Image Detection in Neural Networks") on a
 * classifier that learns without labels which version of a picture it is shown, or on one of the user's: each value of the picture is moved a little
 * so that the classifier becomes surer, and the score is how unsure it stays at a high temperature. The map is the gradient
 * that moved it.
 */
public final class Odin implements Detector {

    static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    static final OptionSpec<Double> RATE = TrainingOptions.learningRate(0.001);
    static final OptionSpec<Double> TEMPERATURE =
            OptionSpec.decimal("temperature", 1000, 0.001, 1e6, "What the logits are divided by before the softmax");
    static final OptionSpec<Double> EPSILON = OptionSpec.decimal(
            "epsilon", 0.0014, 0, 1, "How far each value of a picture, in [0, 1], is moved to make the network surer");

    @Override
    public String name() {
        return "odin";
    }

    @Override
    public String description() {
        return "How sure a perturbed picture makes a self-supervised classifier (Liang et al. 2018)";
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
        options.addAll(List.of(Versions.TASK, TEMPERATURE, EPSILON));
        options.addAll(List.of(FrozenClassifier.FILE, FrozenClassifier.NORMALISATION));
        options.addAll(List.of(ImageOptions.SIZE, ImageOptions.SIGMA, FeatureOptions.THREADS));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        return FrozenClassifier.wanted(request.options())
                ? new FrozenOdin(this).fit(data, request)
                : new ImageNetworkDetector(this, new VersionRecipe(new OdinClassifier())).fit(data, request);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        return FrozenClassifier.wanted(options)
                ? new FrozenOdin(this).load(model, options)
                : new ImageNetworkDetector(this, new VersionRecipe(new OdinClassifier())).load(model);
    }
}
