package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Tiling;
import io.xvad.core.detect.FittedDetector;
import java.util.Locale;
import java.util.Optional;

/** Tells how a detector divides images, as JSON and in words. */
record Tiled(Optional<Tiling> tiling) {

    static Tiled of(FittedDetector fitted) {
        return new Tiled(fitted.capability(Tiling.class));
    }

    /** Adds {@code tiling}, with {@code size}, {@code overlap} and {@code memory}, if there is one. */
    void addTo(ObjectNode json) {
        tiling.ifPresent(tiles -> json.putObject("tiling")
                .put("size", tiles.size())
                .put("overlap", tiles.overlap())
                .put("memory", tiles.memory().name().toLowerCase(Locale.ROOT)));
    }

    String words() {
        return tiling.map(tiles -> String.format(
                        "%nsees tiles of %d pixels a side that overlap by at least %d, %s",
                        tiles.size(),
                        tiles.overlap(),
                        tiles.memory() == Tiling.Memory.SHARED
                                ? "with one memory for all"
                                : "with a memory for each position"))
                .orElse("");
    }
}
