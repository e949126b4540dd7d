package io.xvad.detectors.efficientad;

import io.xvad.core.XvadModelException;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Models of EfficientAD of the first edition, whose teacher was distilled on their own normal images: their frozen form scores as
 * before, the networks are not built again.
 */
final class EarlierEfficientAd extends ImageNetworkDetector {

    private static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(30);
    private static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);
    private static final OptionSpec<Integer> SIZE = FeatureOptions.inputSize(128);
    private static final int MOST = 100_000;
    private static final int MULTIPLE = 16;

    @Override
    public String name() {
        return "efficient-ad";
    }

    @Override
    public String description() {
        return "Models of an earlier version";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all(SIZE));
        options.replaceAll(option -> option.equals(FeatureOptions.SIGMA) ? ImageOptions.SIGMA : option);
        options.addAll(TrainingOptions.all(EPOCHS, LEARNING_RATE));
        options.add(FeatureOptions.TRAINING_IMAGES);
        options.add(OptionSpec.integer("teacher-epochs", 15, 1, MOST, "Passes of the teacher"));
        options.add(OptionSpec.integer("width", 16, 1, MOST, "Channels of the first layer"));
        options.add(OptionSpec.decimal("hard-quantile", 0.9, 0, 1, "Differences below this quantile taught nothing"));
        return List.copyOf(options);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected OptionSpec<Integer> size() {
        return SIZE;
    }

    /** @throws XvadModelException if its networks saw images of a side that is not a multiple of 16 */
    @Override
    public FittedDetector load(ModelReader model) {
        int size = Options.parse(options(), model.provenance().options()).get(SIZE);
        if (size == 0 || size % MULTIPLE != 0) {
            throw new XvadModelException("this model of efficient-ad was saved by an earlier version with input-size="
                    + size + ", which this version cannot run; fit again");
        }
        return super.load(model);
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        throw new XvadModelException(
                "this model of efficient-ad was saved by an earlier version, whose networks were others: it can score"
                        + " on ONNX Runtime only, if it has a frozen form; add xvad-onnx, or fit again");
    }
}
