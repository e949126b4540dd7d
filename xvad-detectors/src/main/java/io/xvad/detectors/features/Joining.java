package io.xvad.detectors.features;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.data.preprocess.Resize;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How the features of a coarser layer become features of the finest layer's grid. */
public enum Joining {
    /** Resized, bilinear. */
    BILINEAR,

    /**
     * Each feature is first averaged with its eight neighbours, zeros beyond the border counted (Roth et al., 2022, section
     * 3.1); then as {@link #BILINEAR}.
     */
    LOCALLY_AWARE,

    /** Each feature stands at all positions that it covers, so that the layer can be had back as it was. */
    REPEATED;

    private static final String ENTRY = "joining";

    /** Writes which it is. */
    void write(ModelWriter model) {
        model.strings(ENTRY, List.of(name()));
    }

    /**
     * Reads what {@link #write} wrote; nothing from a model that does not say.
     *
     * @throws XvadModelException if there is no such way
     */
    static Optional<Joining> read(ModelReader model) {
        if (!model.has(ENTRY)) {
            return Optional.empty();
        }
        List<String> named = model.strings(ENTRY);
        return Optional.of(Arrays.stream(values())
                .filter(joining -> named.equals(List.of(joining.name())))
                .findAny()
                .orElseThrow(() -> new XvadModelException(
                        "entry '" + ENTRY + "' must be one of " + Arrays.toString(values()) + ", is " + named)));
    }

    /** Whether features are averaged with their neighbours first. */
    boolean isLocallyAware() {
        return this == LOCALLY_AWARE;
    }

    /** A line of a layer as a line of {@code side} positions. */
    float[] enlarged(float[] line, int side) {
        if (line.length == side) {
            return line;
        }
        if (this != REPEATED) {
            return Resize.plane(line, 1, line.length, 1, side, false);
        }
        float[] repeated = new float[side];
        for (int i = 0; i < side; i++) {
            repeated[i] = line[(int) ((long) i * line.length / side)];
        }
        return repeated;
    }

    /** Takes a gradient with respect to a plane of the grid back to the plane of the layer: the transpose of enlarging. */
    float[] transposed(float[] plane, int layerSide, int side) {
        if (layerSide == side) {
            return plane;
        }
        if (this != REPEATED) {
            return Resize.transposed(plane, layerSide, layerSide, side, side, false);
        }
        float[] sums = new float[layerSide * layerSide];
        for (int i = 0; i < plane.length; i++) {
            int y = (int) ((long) (i / side) * layerSide / side);
            int x = (int) ((long) (i % side) * layerSide / side);
            sums[y * layerSide + x] += plane[i];
        }
        return sums;
    }
}
