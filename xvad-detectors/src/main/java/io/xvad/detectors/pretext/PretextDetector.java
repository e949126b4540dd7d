package io.xvad.detectors.pretext;

import io.xvad.core.XvadModelException;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.engine.Engines;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.option.Preset;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageViews;
import java.util.List;
import java.util.Set;

/** A detector that trains a classifier on a pretext task and scores an image by how little confident that is of it. */
public abstract class PretextDetector extends ImageNetworkDetector {

    private static final String OF_AN_EARLIER_CLASSIFIER = "weights-stage-1";

    /** The options that others of this kind do not have. */
    protected List<OptionSpec<?>> ownOptions() {
        return List.of();
    }

    @Override
    public List<OptionSpec<?>> options() {
        return PretextOptions.all(ownOptions());
    }

    @Override
    public final List<Preset> presets() {
        return List.of(
                Preset.quick("small images, few passes")
                        .with(PretextOptions.EPOCHS, 5)
                        .with(ImageOptions.SIZE, 64),
                Preset.standard(
                        "A small residual network, in a minute or two", PretextOptions.EPOCHS, PretextOptions.NETWORK),
                PretextOptions.paper());
    }

    @Override
    protected final OptionSpec<Integer> epochs() {
        return PretextOptions.EPOCHS;
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(WholeGraph.class);
    }

    @Override
    protected final boolean hasScore(Options options) {
        return true;
    }

    @Override
    protected final ImageViews views(Options options) {
        return TransformedImages.of(options);
    }

    /**
     * Models of versions with another classifier have it in frozen form, which ONNX Runtime runs and SameDiff does not.
     *
     * @throws XvadModelException if there is no ONNX Runtime or no frozen form
     */
    @Override
    protected void requireReadable(ModelReader model) {
        if (model.has(OF_AN_EARLIER_CLASSIFIER)
                && !(SavedNetwork.isIn(model) && Engines.ofAnyNetwork().isPresent())) {
            throw new XvadModelException("the model of '" + name()
                    + "' is of a version with another classifier, which only ONNX Runtime can run, and only from its frozen"
                    + " form; add xvad-onnx or fit it again");
        }
    }
}
