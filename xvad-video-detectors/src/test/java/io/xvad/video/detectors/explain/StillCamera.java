package io.xvad.video.detectors.explain;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.Region;
import io.xvad.core.Regions;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.VideoModel;
import io.xvad.video.stream.WindowScorer;
import io.xvad.video.stream.WindowScorer.WindowScore;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each pixel is from what it was in a normal clip, in standard deviations; found are the connected strange pixels. */
record StillCamera(Image mean, float[] deviations) implements VideoModel {

    private static final float STRANGE = 4;
    private static final double LEAST = 0.03;

    static StillCamera of(Clip normal) {
        Image first = normal.frames().get(0);
        double[] sums = new double[first.buffer().limit()];
        double[] squares = new double[sums.length];
        for (Image frame : normal.frames()) {
            float[] values = frame.toArray();
            for (int i = 0; i < sums.length; i++) {
                sums[i] += values[i];
                squares[i] += values[i] * values[i];
            }
        }
        float[] means = new float[sums.length];
        float[] deviations = new float[sums.length];
        int count = normal.frames().size();
        for (int i = 0; i < means.length; i++) {
            double mean = sums[i] / count;
            means[i] = (float) mean;
            deviations[i] = (float) (LEAST + Math.sqrt(Math.max(0, squares[i] / count - mean * mean)));
        }
        return new StillCamera(Image.of("mean", first.channels(), first.height(), first.width(), means), deviations);
    }

    FittedVideoDetector fitted() {
        return new FittedVideoDetector(this, 0, new Provenance("still-camera", Map.of(), 0, 1, "none", "test"));
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return new WindowScorer(1, window -> seen(window.get(0)));
    }

    private WindowScore seen(Frame frame) {
        AnomalyMap map = map(frame.image());
        List<Finding> findings = Regions.above(map, 0, STRANGE).stream()
                .map(region -> finding(frame.image(), region))
                .sorted((a, b) -> Double.compare(b.score(), a.score()))
                .toList();
        double score = 0;
        for (float value : map.toArray()) {
            score += Math.max(0, value - STRANGE);
        }
        return new WindowScore(score, map, findings);
    }

    private AnomalyMap map(Image image) {
        int plane = image.height() * image.width();
        float[] values = image.toArray();
        float[] normal = mean.toArray();
        float[] map = new float[plane];
        for (int i = 0; i < values.length; i++) {
            map[i % plane] += Math.abs(values[i] - normal[i]) / deviations[i] / image.channels();
        }
        return AnomalyMap.of(image.height(), image.width(), map);
    }

    private Finding finding(Image image, Region region) {
        Box box = region.box();
        double total = region.area() * (region.mean() - STRANGE);
        return new Finding(
                box,
                total,
                List.of(
                        new AttributeDeviation("strangeness", "deviations", region.mean(), 0, STRANGE, region.mean()),
                        new AttributeDeviation("area", "pixels", region.area(), 0, 10, 1)),
                Optional.of(new NormalPatch("mean", box, total, mean.crop(box))));
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("lives in tests only");
    }

    @Override
    public void close() {}
}
