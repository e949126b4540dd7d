package io.xvad.video.detectors.exemplars;

import io.xvad.core.Image;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Selects exemplars greedily (Singh et al., 2023): a volume becomes one if it is far from all that its region has so far.
 * Not thread-safe.
 */
final class ExemplarSelection {

    private final RegionGrid grid;
    private final VolumeDistance distance;
    private final double threshold;
    private ExemplarSet chosen;

    ExemplarSelection(RegionGrid grid, VolumeDistance distance, double threshold, ExemplarSet chosen) {
        this.grid = grid;
        this.distance = distance;
        this.threshold = threshold;
        this.chosen = chosen;
    }

    /** Takes those volumes of all regions that are far from the exemplars. */
    void offerAll(List<FrameVolumes> volumes) {
        for (FrameVolumes one : volumes) {
            Cancellation.check();
            for (int region = 0; region < grid.regions(); region++) {
                offer(one, region);
            }
        }
    }

    /** Takes the volume of a region, if it is far from the exemplars. */
    void offer(FrameVolumes volumes, int region) {
        VideoVolume volume = volumes.volumes()[region];
        Optional<ExemplarSet.Nearest> nearest = chosen.nearest(region, volume, distance);
        if (nearest.isEmpty() || nearest.get().parts().sum() > threshold) {
            Image image = volumes.frame().image();
            Exemplar exemplar = new Exemplar(
                    chosen.next(),
                    region,
                    volumes.clip(),
                    (int) volumes.frame().index(),
                    volume,
                    Thumbnail.of(image.crop(grid.box(region, image)), ExemplarSet.SIDE));
            List<List<Exemplar>> byRegion = new ArrayList<>(chosen.byRegion());
            List<Exemplar> more = new ArrayList<>(chosen.of(region));
            more.add(exemplar);
            byRegion.set(region, more);
            chosen = new ExemplarSet(byRegion, chosen.next() + 1);
        }
    }

    ExemplarSet chosen() {
        return chosen;
    }
}
