package io.xvad.core.detect;

import io.xvad.core.Tiling;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;

/** Writes a tiling to a model file and reads it back. */
final class TilingEntry {

    private static final String TILING = "tiling";

    private TilingEntry() {}

    static void write(ModelWriter model, Tiling tiling) {
        model.ints(TILING, new int[] {tiling.size(), tiling.overlap()});
    }

    static boolean isIn(ModelReader model) {
        return model.has(TILING);
    }

    static TiledDetector wrap(FittedDetector inner, ModelReader model) {
        int[] values = model.ints(TILING);
        try {
            if (values.length != 2) {
                throw new IllegalArgumentException("a tiling has 2 numbers, got " + values.length);
            }
            return new TiledDetector(inner, new Tiling(values[0], values[1]));
        } catch (IllegalArgumentException e) {
            throw new XvadModelException("broken tiling in model file: " + e.getMessage(), e);
        }
    }
}
