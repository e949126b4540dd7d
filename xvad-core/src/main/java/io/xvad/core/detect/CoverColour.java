package io.xvad.core.detect;

import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import org.jspecify.annotations.Nullable;

/**
 * The mean colour of what lies beside ignored regions in some normal samples, so that the edge of a cover is as little of an edge as
 * it can be. What lies in the regions does not count.
 */
final class CoverColour {

    private static final int SAMPLES = 32;
    private static final int CELLS = 64;
    private static final float GREY = 0.5f;

    private final Cover grey;
    private final double[] sums = new double[3];
    private long pixels;
    private @Nullable Mask besideCells;

    private CoverColour(IgnoredRegions regions) {
        this.grey = new Cover(regions, GREY, GREY, GREY);
    }

    /** A cover of the colour in up to 32 samples, of a clip in its first frame; grey if nothing lies beside the regions. */
    static Cover of(IgnoredRegions regions, Samples normals) {
        CoverColour colour = new CoverColour(regions);
        int count = Math.min(SAMPLES, normals.size());
        for (int i = 0; i < count; i++) {
            colour.add(normals.get((int) ((long) i * normals.size() / count)));
        }
        return colour.pixels == 0 ? colour.grey : new Cover(regions, colour.mean(0), colour.mean(1), colour.mean(2));
    }

    /** Cells of a coarse grid that are not marked but touch one that is. */
    private Mask beside(Image image) {
        int rows = Math.min(CELLS, image.height());
        int columns = Math.min(CELLS, image.width());
        Mask known = besideCells;
        if (known != null && known.height() == rows && known.width() == columns) {
            return known;
        }
        Mask cells = grey.regions().mask(rows, columns);
        boolean[] beside = new boolean[rows * columns];
        for (int i = 0; i < beside.length; i++) {
            beside[i] = !cells.at(i / columns, i % columns) && touches(cells, i / columns, i % columns);
        }
        Mask found = Mask.of(rows, columns, beside);
        besideCells = found;
        return found;
    }

    private static boolean touches(Mask cells, int row, int column) {
        for (int y = Math.max(0, row - 1); y <= Math.min(cells.height() - 1, row + 1); y++) {
            for (int x = Math.max(0, column - 1); x <= Math.min(cells.width() - 1, column + 1); x++) {
                if (cells.at(y, x)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void add(Sample sample) {
        Image image = sample instanceof Clip clip ? clip.frames().get(0) : sample.requireImage();
        Mask beside = beside(image);
        boolean[] ignored = grey.mask(sample).toArray();
        float[] values = image.toArray();
        for (int i = 0; i < ignored.length; i++) {
            if (!ignored[i] && holds(beside, i, image)) {
                pixels++;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += values[(image.channels() == 1 ? 0 : c) * ignored.length + i];
                }
            }
        }
    }

    private static boolean holds(Mask cells, int index, Image image) {
        long y = (long) (index / image.width()) * cells.height() / image.height();
        long x = (long) (index % image.width()) * cells.width() / image.width();
        return cells.at((int) y, (int) x);
    }

    private float mean(int channel) {
        return (float) Math.min(1, sums[channel] / pixels);
    }
}
