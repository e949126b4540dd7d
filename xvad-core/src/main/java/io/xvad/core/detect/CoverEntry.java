package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Mask;
import io.xvad.core.Polygon;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.BitSet;
import java.util.List;

/** Writes a cover to a model file and reads it back. */
final class CoverEntry {

    private static final String COLOUR = "cover-colour";
    private static final String POLYGONS = "cover-polygons";
    private static final String SIZES = "cover-mask-sizes";
    private static final String MASK = "cover-mask-";

    private CoverEntry() {}

    static void write(ModelWriter model, Cover cover) {
        model.doubles(COLOUR, new double[] {cover.red(), cover.green(), cover.blue()});
        model.strings(
                POLYGONS,
                cover.regions().polygons().stream().map(Polygon::toString).toList());
        List<Mask> masks = cover.regions().masks();
        int[] sizes = new int[2 * masks.size()];
        for (int i = 0; i < masks.size(); i++) {
            sizes[2 * i] = masks.get(i).height();
            sizes[2 * i + 1] = masks.get(i).width();
            model.bytes(MASK + i, packed(masks.get(i).toArray()));
        }
        if (sizes.length > 0) {
            model.ints(SIZES, sizes);
        }
    }

    private static byte[] packed(boolean[] values) {
        BitSet bits = new BitSet(values.length);
        for (int i = 0; i < values.length; i++) {
            bits.set(i, values[i]);
        }
        return bits.toByteArray();
    }

    static boolean isIn(ModelReader model) {
        return model.has(COLOUR);
    }

    static CoveredDetector wrap(FittedDetector inner, ModelReader model) {
        try {
            double[] colour = model.doubles(COLOUR);
            if (colour.length != 3) {
                throw new IllegalArgumentException("a colour has 3 channels, got " + colour.length);
            }
            return new CoveredDetector(
                    inner, new Cover(regions(model), (float) colour[0], (float) colour[1], (float) colour[2]));
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("broken ignored regions in model file: " + e.getMessage(), e);
        }
    }

    private static IgnoredRegions regions(ModelReader model) {
        IgnoredRegions regions = IgnoredRegions.none();
        int[] sizes = model.has(SIZES) ? model.ints(SIZES) : new int[0];
        for (int i = 0; i < sizes.length / 2; i++) {
            regions = regions.and(IgnoredRegions.of(mask(sizes[2 * i], sizes[2 * i + 1], model.bytes(MASK + i))));
        }
        for (String polygon : model.strings(POLYGONS)) {
            regions = regions.and(Polygon.parse(polygon));
        }
        return regions;
    }

    private static Mask mask(int height, int width, byte[] bytes) {
        if (height < 1 || width < 1 || bytes.length > ((long) height * width + 7) / 8) {
            throw new IllegalArgumentException(
                    "a mask of " + height + " x " + width + " in " + bytes.length + " bytes");
        }
        BitSet bits = BitSet.valueOf(bytes);
        boolean[] values = new boolean[Math.multiplyExact(height, width)];
        for (int i = 0; i < values.length; i++) {
            values[i] = bits.get(i);
        }
        return Mask.of(height, width, values);
    }
}
