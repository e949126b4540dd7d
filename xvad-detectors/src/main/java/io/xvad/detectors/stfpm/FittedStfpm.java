package io.xvad.detectors.stfpm;

import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.FittedFeatureNetwork;
import io.xvad.detectors.featurenetwork.LearnedNetwork;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** A trained student beside its teacher: unlike other networks on features, it sees the image too. */
final class FittedStfpm extends FittedFeatureNetwork {

    private final LearnedNetwork learned;
    private final Supplier<StfpmNetwork> training;

    FittedStfpm(LearnedNetwork learned, Network network, Supplier<StfpmNetwork> training) {
        super(learned, network, training);
        this.learned = learned;
        this.training = training;
    }

    @Override
    protected Map<String, Tensor> inputs(Image image, float[] rows) {
        int size = extractor().spec().inputSize();
        Map<String, Tensor> inputs = new HashMap<>(super.inputs(image, rows));
        float[] seen = Channels.colour(extractor().seen(image)).toArray();
        inputs.put(StfpmNetwork.IMAGES, Tensor.owning(seen, 1, 3, size, size));
        return inputs;
    }

    @Override
    protected Map<String, String> inputs(String image, String standardised) {
        return Map.of(StfpmNetwork.IMAGES, image, FeatureNetwork.ROWS, standardised);
    }

    @Override
    protected Capabilities withGradients(Capabilities others) {
        return TrainingRuntime.isAvailable()
                ? others.with(
                        Differentiable.class, new Lazy<>(() -> new StfpmGradient(learned, reverse(), training.get())))
                : others;
    }
}
