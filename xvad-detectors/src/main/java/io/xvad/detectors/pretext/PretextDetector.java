package io.xvad.detectors.pretext;

import io.xvad.core.capability.WholeGraph;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageNetworkDetector;
import io.xvad.detectors.network.ImageViews;
import java.util.Set;

/** A detector that trains a classifier on a pretext task and scores an image by how little confident that is of it. */
public abstract class PretextDetector extends ImageNetworkDetector {

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
}
