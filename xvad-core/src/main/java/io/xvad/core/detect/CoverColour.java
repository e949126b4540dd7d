package io.xvad.core.detect;

import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;

/** The mean colour of what is not ignored in some normal samples, so that a cover differs from them as little as it can. */
final class CoverColour {

    private static final int SAMPLES = 32;
    private static final Cover GREY = new Cover(IgnoredRegions.none(), 0.5f, 0.5f, 0.5f);

    private final IgnoredRegions regions;
    private final double[] sums = new double[3];
    private long pixels;

    private CoverColour(IgnoredRegions regions) {
        this.regions = regions;
    }

    /** A cover of the mean colour of up to 32 samples, of a clip of its first frame; grey if there is none. */
    static Cover of(IgnoredRegions regions, Samples normals) {
        CoverColour colour = new CoverColour(regions);
        int count = Math.min(SAMPLES, normals.size());
        for (int i = 0; i < count; i++) {
            colour.add(normals.get((int) ((long) i * normals.size() / count)));
        }
        return count == 0 ? new Cover(regions, GREY.red(), GREY.green(), GREY.blue()) : colour.cover();
    }

    private void add(Sample sample) {
        Image image = sample instanceof Clip clip ? clip.frames().get(0) : sample.requireImage();
        boolean[] ignored =
                new Cover(regions, GREY.red(), GREY.green(), GREY.blue()).mask(sample).toArray();
        float[] values = image.toArray();
        for (int i = 0; i < ignored.length; i++) {
            if (!ignored[i]) {
                pixels++;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += values[(image.channels() == 1 ? 0 : c) * ignored.length + i];
                }
            }
        }
    }

    private Cover cover() {
        return new Cover(regions, mean(0), mean(1), mean(2));
    }

    private float mean(int channel) {
        return (float) Math.min(1, sums[channel] / pixels);
    }
}
