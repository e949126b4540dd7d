package io.xvad.core.detect;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.Tiling;
import org.jspecify.annotations.Nullable;

/**
 * The mean colour of what lies beside ignored regions in some normal samples, so that the edge of a cover is as little of an edge as
 * it can be. What lies in the regions does not count.
 */
final class CoverColour {

    private static final int SAMPLES = 32;
    private static final int LARGE_SAMPLES = 4;
    private static final Tiling PARTS = new Tiling(1024, 0);
    private static final int CELLS = 64;
    private static final float GREY = 0.5f;

    private final Cover grey;
    private final double[] sums = new double[3];
    private long pixels;
    private @Nullable Mask besideCells;

    private CoverColour(IgnoredRegions regions) {
        this.grey = new Cover(regions, GREY, GREY, GREY);
    }

    /** A cover of the colour in up to 32 samples, or 4 large ones, of a clip in its first frame; grey if nothing lies beside the regions. */
    static Cover of(IgnoredRegions regions, Samples normals) {
        CoverColour colour = new CoverColour(regions);
        boolean large = normals.size() > 0 && normals.get(0) instanceof LargeImage;
        int count = Math.min(large ? LARGE_SAMPLES : SAMPLES, normals.size());
        for (int i = 0; i < count; i++) {
            colour.add(normals.get((int) ((long) i * normals.size() / count)));
        }
        return colour.pixels == 0 ? colour.grey : new Cover(regions, colour.mean(0), colour.mean(1), colour.mean(2));
    }

    /** Cells of a coarse grid that are not marked but touch one that is. */
    private Mask beside(Sample image) {
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
        if (sample instanceof LargeImage large) {
            PARTS.boxes(large.height(), large.width()).stream()
                    .filter(part -> isBeside(large, part))
                    .forEach(part -> add(large, part, large.read(part)));
            return;
        }
        Image image = sample instanceof Clip clip ? clip.frames().get(0) : sample.requireImage();
        grey.mask(image);
        add(image, new Box(0, 0, image.width(), image.height()), image);
    }

    /** Whether a part touches a cell that lies beside the regions. */
    private boolean isBeside(Sample whole, Box part) {
        Mask cells = beside(whole);
        int top = part.y() * cells.height() / whole.height();
        int bottom = (part.y() + part.height() - 1) * cells.height() / whole.height();
        int left = part.x() * cells.width() / whole.width();
        int right = (part.x() + part.width() - 1) * cells.width() / whole.width();
        for (int row = top; row <= bottom; row++) {
            for (int column = left; column <= right; column++) {
                if (cells.at(row, column)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void add(Sample whole, Box part, Image image) {
        Mask beside = beside(whole);
        boolean[] ignored =
                grey.regions().mask(whole.height(), whole.width(), part).toArray();
        float[] values = image.toArray();
        for (int i = 0; i < ignored.length; i++) {
            int y = part.y() + i / part.width();
            int x = part.x() + i % part.width();
            if (!ignored[i] && holds(beside, y, x, whole)) {
                pixels++;
                for (int c = 0; c < sums.length; c++) {
                    sums[c] += values[(image.channels() == 1 ? 0 : c) * ignored.length + i];
                }
            }
        }
    }

    private static boolean holds(Mask cells, int y, int x, Sample whole) {
        long row = (long) y * cells.height() / whole.height();
        long column = (long) x * cells.width() / whole.width();
        return cells.at((int) row, (int) column);
    }

    private float mean(int channel) {
        return (float) Math.min(1, sums[channel] / pixels);
    }
}
