package io.xvad.detectors.pretext;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A classifier that learns a pretext task from all transformations of each normal image, and is asked how confident it is of
 * all transformations of an image.
 */
public abstract class PretextNetwork extends ImageNetwork {

    private final TransformedImages transformed;

    /**
     * A network whose graph is there.
     *
     * @param net graph and weights of a {@link SmallClassifier} with a confidence
     */
    protected PretextNetwork(Trainable net, Options options) {
        this(net, TransformedImages.of(options));
    }

    private PretextNetwork(Trainable net, TransformedImages transformed) {
        super(net, transformed.size());
        this.transformed = transformed;
    }

    /** Step of the optimiser. */
    protected abstract double learningRate();

    /** How far each value of an image is moved before the network is asked how confident it is. */
    protected abstract double epsilon();

    /** How many labels there are. */
    protected final int classes() {
        return transformed.task().classes();
    }

    @Override
    protected Optimiser optimiser() {
        double rate = learningRate();
        return new Optimiser(net(), SmallClassifier.LOSS, name -> rate, 0);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        List<float[]> all = transformed.of(images, random);
        INDArray labels = Nd4j.zeros(all.size(), classes());
        for (int i = 0; i < all.size(); i++) {
            labels.putScalar(i, i % classes(), 1);
        }
        return Map.of(INPUT, NetworkImages.batch(all, size()), SmallClassifier.LABELS, labels);
    }

    @Override
    protected int views() {
        return classes();
    }

    /** The inputs for all transformations of an image. */
    protected final Map<String, INDArray> transformed(float[] image) {
        return inputs(NetworkImages.batch(transformed.of(image), size()));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        Perturbation perturbation = new Perturbation(net());
        double epsilon = epsilon();
        return inputs -> perturbation.found(inputs, epsilon);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return Perturbation.in(export, epsilon());
    }
}
