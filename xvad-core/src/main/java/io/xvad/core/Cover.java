package io.xvad.core;

import java.util.Arrays;
import java.util.List;

/**
 * One even colour over ignored regions, which a detector sees in their place when it learns, is calibrated and scores. A capability
 * of detectors that ignore regions. Immutable and thread-safe.
 *
 * @param regions what is covered
 * @param red from 0 to 1
 * @param green from 0 to 1
 * @param blue from 0 to 1; a grey image gets the mean of the three
 */
public record Cover(IgnoredRegions regions, float red, float green, float blue) {

    public Cover {
        for (float channel : new float[] {red, green, blue}) {
            if (!(channel >= 0 && channel <= 1)) {
                throw new IllegalArgumentException("colour of a cover must be in [0, 1], got " + channel);
            }
        }
    }

    /**
     * The pixels of a sample that are covered.
     *
     * @throws IllegalArgumentException if these are all
     */
    public Mask mask(Sample sample) {
        Mask mask = regions.mask(sample.height(), sample.width());
        if (mask.count() == sample.height() * sample.width()) {
            throw new IllegalArgumentException("the ignored regions are all of '" + sample.id() + "'");
        }
        return mask;
    }

    /**
     * A sample with the cover on it, of a clip on each frame.
     *
     * @throws IllegalArgumentException if nothing of it would be left
     */
    public Sample over(Sample sample) {
        if (sample instanceof Clip clip) {
            return over(clip);
        }
        return sample instanceof LargeImage large ? over(large) : over(sample.requireImage());
    }

    /** A large image with the cover on each region that is read of it. */
    public LargeImage over(LargeImage image) {
        return new CoveredLargeImage(image, this);
    }

    /** A clip with the cover on each frame; throws as {@link #over(Sample)}. */
    public Clip over(Clip clip) {
        List<Image> frames = clip.frames().stream().map(this::over).toList();
        double[] timestamps = new double[frames.size()];
        Arrays.setAll(timestamps, clip::timestamp);
        return Clip.of(clip.id(), frames, clip.framesPerSecond(), timestamps);
    }

    /** An image with the cover on it; throws as {@link #over(Sample)}. */
    public Image over(Image image) {
        return over(image, mask(image));
    }

    /** An image with the cover on some pixels. */
    Image over(Image image, Mask pixels) {
        boolean[] covered = pixels.toArray();
        float[] colour =
                image.channels() == 1 ? new float[] {(red + green + blue) / 3} : new float[] {red, green, blue};
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            if (covered[i % covered.length]) {
                values[i] = colour[i / covered.length];
            }
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }

    /** A map in which what is covered has the lowest of the other values. */
    public AnomalyMap lowest(AnomalyMap map) {
        boolean[] covered = regions.mask(map.height(), map.width()).toArray();
        float[] values = map.toArray();
        float lowest = Float.POSITIVE_INFINITY;
        for (int i = 0; i < values.length; i++) {
            lowest = covered[i] ? lowest : Math.min(lowest, values[i]);
        }
        return with(map, Float.isFinite(lowest) ? lowest : 0);
    }

    /** A map in which what is covered has this value. */
    public AnomalyMap with(AnomalyMap map, float value) {
        boolean[] covered = regions.mask(map.height(), map.width()).toArray();
        float[] values = map.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = covered[i] ? value : values[i];
        }
        return AnomalyMap.owning(map.height(), map.width(), values);
    }

    /**
     * The score beside maps that {@link #lowest} has lowered: where it was their highest value, it still is.
     *
     * @param score that came with the maps
     * @param maps as the detector gave them
     * @param lowered the same, lowered
     */
    public double score(double score, List<AnomalyMap> maps, List<AnomalyMap> lowered) {
        return !maps.isEmpty() && score == highest(maps) ? highest(lowered) : score;
    }

    private static double highest(List<AnomalyMap> maps) {
        return maps.stream().mapToDouble(AnomalyMap::max).max().orElseThrow();
    }

    /** Whether every pixel of a box is covered, in an image of this height and width. */
    public boolean hides(Box box, int height, int width) {
        Mask mask = regions.mask(height, width);
        for (int y = Math.max(0, box.y()); y < Math.min(height, box.y() + box.height()); y++) {
            for (int x = Math.max(0, box.x()); x < Math.min(width, box.x() + box.width()); x++) {
                if (!mask.at(y, x)) {
                    return false;
                }
            }
        }
        return true;
    }
}
