package io.xvad.core.detect;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.MapBand;
import io.xvad.core.MapBands;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import java.util.Optional;

/** Says of each band which of its pixels are ignored. Not thread-safe. */
final class CoveredBands implements MapBands {

    private final IgnoredRegions regions;
    private final Sample image;
    private final MapBands bands;
    private float highest = Float.NEGATIVE_INFINITY;
    private float highestSeen = Float.NEGATIVE_INFINITY;

    CoveredBands(IgnoredRegions regions, Sample image, MapBands bands) {
        this.regions = regions;
        this.image = image;
        this.bands = bands;
    }

    @Override
    public void add(MapBand band) {
        AnomalyMap map = band.map();
        Mask mask = regions.mask(image.height(), image.width(), new Box(0, band.top(), image.width(), map.height()));
        float[] values = map.toArray();
        boolean[] covered = mask.toArray();
        for (int i = 0; i < values.length; i++) {
            highest = Math.max(highest, values[i]);
            highestSeen = covered[i] ? highestSeen : Math.max(highestSeen, values[i]);
        }
        bands.add(new MapBand(band.top(), map, Optional.of(mask)));
    }

    /**
     * The score beside the map: where it was the map's highest value, it is that of what is not ignored.
     *
     * @throws IllegalArgumentException if all of the image is ignored
     */
    double score(double score) {
        if (highest == Float.NEGATIVE_INFINITY) {
            return score;
        }
        if (highestSeen == Float.NEGATIVE_INFINITY) {
            throw new IllegalArgumentException("the ignored regions are all of '" + image.id() + "'");
        }
        return score == highest ? highestSeen : score;
    }
}
