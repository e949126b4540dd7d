package io.xvad.video.networks;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.WeightedSum;
import io.xvad.video.read.Frame;
import io.xvad.video.stream.DifferentiatesFrames;
import io.xvad.video.stream.FrameScorer;
import io.xvad.video.stream.VideoModel;
import io.xvad.video.stream.WindowScorer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A trained network that gives an error for each pixel of a window's last frame; one run of the network at a time. */
final class VideoNetwork implements VideoModel, DifferentiatesFrames {

    private final Trainable net;
    private final WindowInputs inputs;
    private final ErrorScore score;
    private final WeightedSum errors;

    VideoNetwork(Trainable net, WindowInputs inputs, ErrorScore score) {
        this.net = net;
        this.inputs = inputs;
        this.score = score;
        this.errors = new WeightedSum(net, VideoRecipe.ERROR);
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return new WindowScorer(windowLength(), this::seen);
    }

    private WindowScorer.Seen seen(List<Frame> window) {
        float[] found;
        Map<String, INDArray> fed = fed(window);
        synchronized (net) {
            found = net.run(fed, VideoRecipe.ERROR);
        }
        AnomalyMap map = score.map(found, last(window));
        return new WindowScorer.Seen(score.score(found, map), map, List.of());
    }

    private Map<String, INDArray> fed(List<Frame> window) {
        return inputs.scoring(window.stream()
                .map(frame -> FrameWindow.seen(frame.image(), inputs.size()))
                .toList());
    }

    private static Image last(List<Frame> window) {
        return window.get(window.size() - 1).image();
    }

    @Override
    public int windowLength() {
        return inputs.before() + 1;
    }

    @Override
    public List<String> activations() {
        synchronized (net) {
            return errors.activations();
        }
    }

    @Override
    public ActivationGradient activationGradient(List<Frame> window, String activation) {
        if (window.size() != windowLength()) {
            throw new IllegalArgumentException(
                    "the window must have " + windowLength() + " frames, got " + window.size());
        }
        Map<String, INDArray> fed = fed(window);
        synchronized (net) {
            List<String> names = errors.activations();
            if (!names.contains(activation)) {
                throw new IllegalArgumentException("no activation '" + activation + "'; there are " + names);
            }
            float[] slope = score.slope(net.run(fed, VideoRecipe.ERROR), last(window));
            List<Tensor> both = errors.activation(fed, slope, activation);
            return new ActivationGradient(both.get(0), both.get(1));
        }
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == DifferentiatesFrames.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public void save(ModelWriter model) {
        synchronized (net) {
            net.write(model);
        }
    }

    @Override
    public void close() {}
}
