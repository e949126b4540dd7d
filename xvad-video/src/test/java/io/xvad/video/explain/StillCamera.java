package io.xvad.video.explain;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Region;
import io.xvad.core.Regions;
import io.xvad.core.capability.RemembersNormals.NormalPatch;
import io.xvad.core.detect.Provenance;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.read.Frame;
import io.xvad.video.stream.Finding;
import io.xvad.video.stream.FittedVideoDetector;
import io.xvad.video.stream.FrameScorer;
import io.xvad.video.stream.VideoModel;
import io.xvad.video.stream.WindowScorer;
import io.xvad.video.stream.WindowScorer.Seen;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How far each pixel is from what it was in a normal clip, in standard deviations; found are the connected strange pixels. */
record StillCamera(Image mean, float[] deviations) implements VideoModel {

    private static final float STRANGE = 4;
    private static final double LEAST = 0.03;

    static FittedVideoDetector fitted(Clip normal) {
        Image first = normal.frames().get(0);
        float[] means = new float[first.buffer().limit()];
        float[] deviations = new float[means.length];
        for (int i = 0; i < means.length; i++) {
            int at = i;
            double mean = normal.frames().stream()
                    .mapToDouble(frame -> frame.buffer().get(at))
                    .average()
                    .orElseThrow();
            double variance = normal.frames().stream()
                    .mapToDouble(frame -> Math.pow(frame.buffer().get(at) - mean, 2))
                    .average()
                    .orElseThrow();
            means[i] = (float) mean;
            deviations[i] = (float) (LEAST + Math.sqrt(variance));
        }
        Image mean = Image.of("mean", first.channels(), first.height(), first.width(), means);
        Provenance provenance =
                new Provenance("still-camera", Map.of(), 0, normal.frames().size(), "none", "test");
        return new FittedVideoDetector(new StillCamera(mean, deviations), 0, provenance);
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        return new WindowScorer(1, window -> seen(window.get(0)));
    }

    private Seen seen(Frame frame) {
        AnomalyMap map = map(frame.image());
        List<Finding> findings = Regions.above(map, 0, STRANGE).stream()
                .map(region -> finding(frame.image(), region))
                .sorted((a, b) -> Double.compare(b.score(), a.score()))
                .toList();
        double score = 0;
        for (float value : map.toArray()) {
            score += Math.max(0, value - STRANGE);
        }
        return new Seen(score, map, findings);
    }

    private AnomalyMap map(Image image) {
        int plane = image.height() * image.width();
        float[] map = new float[plane];
        for (int i = 0; i < deviations.length; i++) {
            float far = Math.abs(image.buffer().get(i) - mean.buffer().get(i)) / deviations[i];
            map[i % plane] += far / image.channels();
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
