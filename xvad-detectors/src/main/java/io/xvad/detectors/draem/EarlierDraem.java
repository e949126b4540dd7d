package io.xvad.detectors.draem;

import io.xvad.core.XvadModelException;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import java.util.List;
import java.util.Set;

/**
 * Models of DRAEM of the first edition, whose networks had no normalisation and other layers: their frozen form scores as before, the
 * networks are not built again.
 */
final class EarlierDraem extends ImageNetworkDetector {

    private static final OptionSpec<Integer> EPOCHS = TrainingOptions.epochs(20);
    private static final OptionSpec<Double> LEARNING_RATE = TrainingOptions.learningRate(0.001);
    private static final OptionSpec<Integer> WIDTH =
            OptionSpec.integer("width", 12, 1, 1024, "Channels of the first layer");

    @Override
    public String name() {
        return "draem";
    }

    @Override
    public String description() {
        return "Models of an earlier version";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return ImageOptions.all(EPOCHS, LEARNING_RATE, WIDTH, ImageOptions.SSPCAB, ImageOptions.SIZE);
    }

    @Override
    protected OptionSpec<Integer> epochs() {
        return EPOCHS;
    }

    @Override
    protected ImageNetwork network(Options options, long seed) {
        throw new XvadModelException(
                "this model of draem was saved by an earlier version, whose networks were others: it can score on"
                        + " ONNX Runtime only, add xvad-onnx, or fit again");
    }
}
