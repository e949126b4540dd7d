package io.xvad.video.detectors.exemplars;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.data.preprocess.Resize;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.motion.MotionScorer;
import io.xvad.video.motion.MotionSource;
import io.xvad.video.stream.VideoModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The exemplars of a scene, by which video volumes are scored; a frame is as anomalous as its most anomalous region. */
final class ExemplarModel implements VideoModel {

    /** The distance of a volume in a region that has no exemplar; more than the four attributes can differ in normal clips. */
    private static final float UNKNOWN = 4;

    private static final int FINDINGS = 3;
    private static final double SMALLEST_SCORE = 1e-9;

    private final BackgroundImage background;
    private final RegionGrid grid;
    private final VolumeDistance distance;
    private final ExemplarSet set;
    private final int frames;
    private final VolumeComparison comparison;

    ExemplarModel(BackgroundImage background, RegionGrid grid, VolumeDistance distance, ExemplarSet set, int frames) {
        this.background = background;
        this.grid = grid;
        this.distance = distance;
        this.set = set;
        this.frames = frames;
        this.comparison = new VolumeComparison(grid, set, distance);
    }

    ExemplarModel with(ExemplarSet other) {
        return new ExemplarModel(background, grid, distance, other, frames);
    }

    BackgroundImage background() {
        return background;
    }

    RegionGrid grid() {
        return grid;
    }

    VolumeDistance distance() {
        return distance;
    }

    ExemplarSet set() {
        return set;
    }

    int frames() {
        return frames;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        CellSums sums = new CellSums(grid, frames, framesPerSecond);
        return new MotionScorer(new MotionSource(background, framesPerSecond), motion -> sums.push(motion)
                .map(this::scored));
    }

    private ScoredFrame scored(CellSums.Volumes found) {
        Frame frame = found.middle();
        VideoVolume[] volumes = found.volumes();
        List<Optional<ExemplarSet.Nearest>> nearest = new ArrayList<>();
        float[] distances = new float[volumes.length];
        List<Integer> order = new ArrayList<>();
        for (int region = 0; region < volumes.length; region++) {
            nearest.add(set.nearest(region, volumes[region], distance));
            distances[region] =
                    nearest.get(region).map(some -> (float) some.parts().sum()).orElse(UNKNOWN);
            order.add(region);
        }
        order.sort(Comparator.comparingDouble((Integer region) -> distances[region])
                .reversed());
        List<Finding> findings = order.stream()
                .limit(FINDINGS)
                .filter(region -> distances[region] > SMALLEST_SCORE)
                .map(region -> finding(frame, region, volumes[region], distances[region], nearest.get(region)))
                .toList();
        return new ScoredFrame(frame, distances[order.get(0)], map(distances, frame.image()), findings);
    }

    private Finding finding(
            Frame frame, int region, VideoVolume volume, double score, Optional<ExemplarSet.Nearest> nearest) {
        return new Finding(
                grid.box(region, frame.image()),
                score,
                nearest.map(some -> comparison.of(region, volume, some.parts())).orElse(List.of()),
                nearest.map(some -> comparison.patch(some, frame.image())));
    }

    /** Each cell has the mean distance of the regions it belongs to. */
    private AnomalyMap map(float[] distances, Image image) {
        float[] sums = new float[grid.cells()];
        int[] counts = new int[grid.cells()];
        for (int region = 0; region < distances.length; region++) {
            for (int cell : grid.cellsOf(region)) {
                sums[cell] += distances[region];
                counts[cell]++;
            }
        }
        for (int cell = 0; cell < sums.length; cell++) {
            sums[cell] /= counts[cell];
        }
        float[] large = Resize.plane(sums, grid.rows(), grid.columns(), image.height(), image.width(), false);
        return AnomalyMap.of(image.height(), image.width(), large);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(HasAttributes.class, new FindingAttributes(this));
    }

    @Override
    public void save(ModelWriter model) {
        background.write(model);
        distance.write(model);
        set.write(model);
        model.ints(Exemplars.GRID, new int[] {grid.rows(), grid.columns()});
    }

    @Override
    public void close() {}
}
