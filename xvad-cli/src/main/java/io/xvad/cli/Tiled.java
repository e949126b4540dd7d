package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Tiling;
import io.xvad.core.detect.FittedDetector;
import java.util.Optional;

/** Tells how a detector divides images, as JSON and in words. */
record Tiled(Optional<Tiling> tiling) {

    static Tiled of(FittedDetector fitted) {
        return new Tiled(fitted.capability(Tiling.class));
    }

    /** Adds {@code tiling}, with {@code size} and {@code overlap}, if there is one. */
    void addTo(ObjectNode json) {
        tiling.ifPresent(
                tiles -> json.putObject("tiling").put("size", tiles.size()).put("overlap", tiles.overlap()));
    }

    String words() {
        return tiling.map(tiles -> String.format(
                        "%nsees tiles of %d pixels a side that overlap by at least %d", tiles.size(), tiles.overlap()))
                .orElse("");
    }
}
