package io.xvad.detectors.pretext;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.training.Trainable;
import java.util.List;

/** A classifier that is taught which version of a picture it sees, and is surer of normal pictures. */
public interface VersionClassifier {

    /** The graph, with the names of {@link ClassifierGraph}. */
    Trainable graph(Options options, long seed);

    /** Learning rate. */
    OptionSpec<Double> rate();

    /** Most epochs. */
    OptionSpec<Integer> epochs();

    /** Learns what can be known only after training. */
    void finish(Trainable net, List<float[]> pictures, Options options);

    /** How far each value of a picture is moved before the network is asked how sure it is. */
    double epsilon(Trainable net, Options options);
}
