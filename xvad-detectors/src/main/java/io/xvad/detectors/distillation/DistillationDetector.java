package io.xvad.detectors.distillation;

import io.xvad.core.option.OptionSpec;
import io.xvad.detectors.featurenetwork.FeatureNetworkDetector;
import io.xvad.detectors.featurenetwork.Scaling;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.Joining;
import java.util.List;

/**
 * Base of the detectors whose student gives a frozen teacher's features at three scales: features as they are, each scale on its own
 * grid, and a training of all epochs on all images.
 */
public abstract class DistillationDetector extends FeatureNetworkDetector {

    /** The teacher's layers: three scales, as in the papers. */
    public static final OptionSpec<List<String>> LAYERS =
            FeatureOptions.layers(List.of("stride4", "stride8", "stride16"));

    @Override
    protected final OptionSpec<List<String>> layers() {
        return LAYERS;
    }

    @Override
    protected final Joining joining() {
        return Joining.REPEATED;
    }

    @Override
    protected final Joining formerJoining() {
        return Joining.BILINEAR;
    }

    @Override
    protected final Scaling scaling() {
        return Scaling.NONE;
    }

    @Override
    protected final boolean stopsEarly() {
        return false;
    }
}
