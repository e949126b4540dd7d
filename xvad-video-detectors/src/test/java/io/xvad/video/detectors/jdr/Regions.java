package io.xvad.video.detectors.jdr;

import io.xvad.core.Box;
import io.xvad.video.motion.Thumbnail;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Regions for tests. */
final class Regions {

    static final int FRAME_HEIGHT = 100;
    static final double LONGEST_STAY = 0.4;
    private static final int DIMENSION = 4;

    private Regions() {}

    /** A region that walks to the right as others do, of a class. */
    static Region walking(String className, double confidence, Random random) {
        float[] feature = new float[DIMENSION];
        double squares = 0;
        for (int i = 0; i < DIMENSION; i++) {
            feature[i] = (float) (1 + 0.1 * random.nextGaussian());
            squares += feature[i] * feature[i];
        }
        for (int i = 0; i < DIMENSION; i++) {
            feature[i] /= (float) Math.sqrt(squares);
        }
        return new Region(
                new Box(10, 10, 10, 30),
                className,
                confidence,
                0.2 + random.nextDouble(),
                0.5 + 0.02 * random.nextGaussian(),
                0.3 * Math.exp(0.1 * random.nextGaussian()),
                0.1 * Math.exp(0.1 * random.nextGaussian()),
                0.2 + 0.02 * random.nextGaussian(),
                0.02 * random.nextGaussian(),
                0.5 * random.nextDouble(),
                10 + 2 * random.nextGaussian(),
                feature);
    }

    /** One whose measures are all usual. */
    static Region usual(String className, double confidence) {
        return new Region(
                new Box(10, 10, 10, 30), className, confidence, 0.7, 0.5, 0.3, 0.1, 0.2, 0, 0.25, 10, new float[] {
                    0.5f, 0.5f, 0.5f, 0.5f
                });
    }

    /** Regions of two videos, persons but for one bicycle in twenty. */
    static RegionMemory memory() {
        Random random = new Random(5);
        List<RegionMemory.Entry> entries = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            Region region = walking(i % 20 == 0 ? "bicycle" : "person", 0.7 + 0.2 * random.nextDouble(), random);
            entries.add(entry(i, region));
        }
        return new RegionMemory(entries, LONGEST_STAY);
    }

    static RegionMemory.Entry entry(int index, Region region) {
        return new RegionMemory.Entry(
                "video-" + index % 2,
                index,
                index % 2,
                region,
                new Thumbnail(RegionMemory.SIDE, new byte[Thumbnail.bytes(RegionMemory.SIDE)]));
    }
}
