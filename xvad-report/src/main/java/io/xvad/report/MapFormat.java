package io.xvad.report;

import io.xvad.core.AnomalyMap;
import io.xvad.core.calibrate.MapScale;
import io.xvad.data.map.MapFiles;
import io.xvad.data.map.PngScale;
import java.nio.file.Path;

/** The file formats of anomaly maps. */
public enum MapFormat {
    /** NumPy, float32, exact. */
    NPY(".npy"),
    /** TIFF, float32, exact. */
    TIFF(".tiff"),
    /** PNG of 16 bits, on the map's scale; what lies beyond it keeps its order. */
    PNG16(".png");

    private final String ending;

    MapFormat(String ending) {
        this.ending = ending;
    }

    /** The ending of its files, with the dot. */
    public String ending() {
        return ending;
    }

    /**
     * Writes a map.
     *
     * @param scale what PNG is scaled to
     * @throws io.xvad.core.XvadDataException if the file cannot be written
     */
    public void write(AnomalyMap map, MapScale scale, Path file) {
        switch (this) {
            case NPY -> MapFiles.writeNpy(map, file);
            case TIFF -> MapFiles.writeTiff(map, file);
            case PNG16 -> MapFiles.writePng16(map, PngScale.of(scale), file);
        }
    }
}
