package io.xvad.video.detectors.snippets;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import java.util.List;

/** The half of a {@link WeakDetector} that needs xvad-training. */
public interface SnippetNetwork {

    /**
     * Trains on bags, of which some are anomalous and some are not.
     *
     * @throws java.util.concurrent.CancellationException if the thread is interrupted
     */
    SavedNetwork trained(List<Bag> bags, FitRequest request);

    /** A trained network in SameDiff. */
    Network live(SavedNetwork saved);
}
