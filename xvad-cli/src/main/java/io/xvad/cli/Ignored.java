package io.xvad.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.xvad.core.Cover;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.detect.FittedDetector;
import java.util.Optional;

/** Tells which regions a detector ignores, as JSON and in words. */
record Ignored(Optional<IgnoredRegions> regions) {

    static Ignored of(FittedDetector fitted) {
        return new Ignored(fitted.capability(Cover.class).map(Cover::regions));
    }

    /** Adds {@code ignored}, with the numbers of {@code masks} and {@code polygons}, if there are any. */
    void addTo(ObjectNode json) {
        regions.ifPresent(known -> json.putObject("ignored")
                .put("masks", known.masks().size())
                .put("polygons", known.polygons().size()));
    }

    String words() {
        return regions.map(known -> String.format(
                        "%nignores what lies in %d masks and %d polygons",
                        known.masks().size(), known.polygons().size()))
                .orElse("");
    }
}
