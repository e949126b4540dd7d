package io.xvad.detectors.pictures;

import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.BatchLearner;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What detectors trained from pixels do not have in common. */
interface PictureRecipe {

    /** The graph, with the names of {@link AutoencoderGraph}. */
    Trainable graph(Options options, long seed);

    /** What trains it. */
    Optimiser optimiser(Trainable net, Options options);

    /** What is done after each of its steps. */
    BatchLearner.AfterStep afterStep(Trainable net, Options options);

    /** Most epochs. */
    OptionSpec<Integer> epochs();

    /** What goes into the graph in training for some pictures. */
    Map<String, INDArray> inputs(List<float[]> pictures, Options options, UniformRandomProvider random);

    /** What goes into it to score one. */
    Map<String, INDArray> inputs(float[] picture, Options options);

    /** Sets what must be known before training. */
    void begin(Trainable net, List<float[]> pictures, Options options);

    /** Learns what can be known only after training. */
    void finish(Trainable net, List<float[]> pictures, Options options);

    /** What is shown as anomalous by a network whose training has ended. */
    PictureMap map(Trainable net, Options options);

    /** How anomalous it calls a picture as a whole. */
    PictureScore score(Trainable net, Options options);
}
