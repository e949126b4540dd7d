package io.xvad.video.detectors.explain;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.capability.Differentiable.ActivationGradient;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoModel;
import io.xvad.video.stream.WindowScorer;
import io.xvad.video.stream.WindowScorer.WindowScore;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Two channels, how far a pixel has changed from the oldest to the newest of three frames and how bright it is; the score is
 * twice the mean of the first less half of that of the second.
 */
record MotionNetwork() implements VideoModel, DifferentiatesFrames {

    static FittedVideoDetector fitted() {
        return new FittedVideoDetector(
                new MotionNetwork(), 0, new Provenance("motion-network", Map.of(), 0, 0, "none", "test"));
    }

    @Override
    public int windowLength() {
        return 3;
    }

    @Override
    public List<String> activations() {
        return List.of("pixels", "motion");
    }

    private static float[] channels(List<Frame> window) {
        float[] oldest = window.get(0).image().toArray();
        float[] newest = window.get(window.size() - 1).image().toArray();
        float[] channels = Arrays.copyOf(oldest, 2 * oldest.length);
        for (int i = 0; i < oldest.length; i++) {
            channels[i] = Math.abs(newest[i] - oldest[i]);
            channels[oldest.length + i] = newest[i];
        }
        return channels;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return new WindowScorer(windowLength(), window -> {
            Image image = window.get(0).image();
            float[] channels = channels(window);
            int plane = image.height() * image.width();
            double score = 0;
            for (int i = 0; i < channels.length; i++) {
                score += (i < plane ? 2.0 : -0.5) * channels[i] / plane;
            }
            AnomalyMap map = AnomalyMap.of(image.height(), image.width(), Arrays.copyOf(channels, plane));
            return new WindowScore(score, map, List.of());
        });
    }

    @Override
    public ActivationGradient activationGradient(List<Frame> window, String activation) {
        if (!activations().contains(activation) || window.size() != windowLength()) {
            throw new IllegalArgumentException("no '" + activation + "' for " + window.size() + " frames");
        }
        Image image = window.get(0).image();
        float[] channels = channels(window);
        int plane = image.height() * image.width();
        float[] gradient = new float[channels.length];
        Arrays.fill(gradient, 0, plane, 2f / plane);
        Arrays.fill(gradient, plane, 2 * plane, -0.5f / plane);
        return new ActivationGradient(
                Tensor.of(channels, 2, image.height(), image.width()),
                Tensor.of(gradient, 2, image.height(), image.width()));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(DifferentiatesFrames.class, this);
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("lives in tests only");
    }

    @Override
    public void close() {}
}
