package io.xvad.testkit;

import io.xvad.core.Clip;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Polygon;
import io.xvad.core.Sample;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Samples of which some regions show something else. */
final class Scrambled {

    /** A quarter of every image, the upper right. */
    static final IgnoredRegions CORNER = IgnoredRegions.of(Polygon.parse("0.5,0 1,0 1,0.5 0.5,0.5"));

    private static final long SEED = 11;

    private Scrambled() {}

    /** The same sample with noise in these regions. */
    static Sample of(Sample sample, IgnoredRegions regions) {
        SplittableRandom random = new SplittableRandom(SEED);
        if (sample instanceof Clip clip) {
            List<Image> frames = clip.frames().stream()
                    .map(frame -> of(frame, regions, random))
                    .toList();
            double[] timestamps = IntStream.range(0, frames.size())
                    .mapToDouble(clip::timestamp)
                    .toArray();
            return Clip.of(clip.id(), frames, clip.framesPerSecond(), timestamps);
        }
        return of(sample.requireImage(), regions, random);
    }

    private static Image of(Image image, IgnoredRegions regions, SplittableRandom random) {
        Mask mask = regions.mask(image.height(), image.width());
        boolean[] changed = mask.toArray();
        float[] values = image.toArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = changed[i % changed.length] ? (float) random.nextDouble() : values[i];
        }
        return Image.of(image.id(), image.channels(), image.height(), image.width(), values);
    }
}
