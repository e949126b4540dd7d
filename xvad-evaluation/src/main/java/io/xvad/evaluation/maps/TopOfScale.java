package io.xvad.evaluation.maps;

import io.xvad.core.AnomalyMap;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/** Counts the pixels of PNG maps that lie at the top of their scale, where values of any height look the same. */
final class TopOfScale {

    /** A smaller share is that of a map's own highest pixels. */
    private static final double NOTED = 0.001;

    private long top;
    private long pixels;

    void add(Path file, AnomalyMap map) {
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".png")) {
            pixels += (long) map.height() * map.width();
            for (float value : map.toArray()) {
                top += value == 1 ? 1 : 0;
            }
        }
    }

    Optional<String> note() {
        double share = top / (double) Math.max(1, pixels);
        return share <= NOTED
                ? Optional.empty()
                : Optional.of(String.format(
                        Locale.ROOT,
                        "%.1f %% of the pixels of PNG maps are at the top of their scale: values that were cut off there are"
                                + " measured as equal; npy and tiff are exact",
                        100 * share));
    }
}
