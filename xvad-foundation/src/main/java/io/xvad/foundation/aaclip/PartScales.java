package io.xvad.foundation.aaclip;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.detector.SetScaling;
import java.util.List;
import java.util.Optional;

/**
 * The scales of the two parts of the score. Immutable and thread-safe.
 *
 * @param highest of the greatest value of the map
 * @param whole of what the image gives
 */
record PartScales(SetScaling highest, SetScaling whole) {

    private static final String HIGHEST = "map-scaling";
    private static final String WHOLE = "image-scaling";
    private static final int FEWEST = 2;

    /** Those of some normal images; empty if they are too few to have a range. */
    static Optional<PartScales> over(List<AdaptedEncoder.Found> normals) {
        return normals.size() < FEWEST
                ? Optional.empty()
                : Optional.of(new PartScales(
                        SetScaling.over(normals.stream()
                                .map(found -> new float[] {found.highest()})
                                .toList()),
                        SetScaling.over(normals.stream()
                                .map(found -> new float[] {found.whole()})
                                .toList())));
    }

    /** The mean of both parts, each on its scale. */
    double score(AdaptedEncoder.Found found) {
        return (highest.scaled(found.highest()) + whole.scaled(found.whole())) / 2;
    }

    static Optional<PartScales> read(ModelReader model) {
        return model.has(HIGHEST)
                ? Optional.of(new PartScales(SetScaling.read(model, HIGHEST), SetScaling.read(model, WHOLE)))
                : Optional.empty();
    }

    void write(ModelWriter model) {
        highest.write(model, HIGHEST);
        whole.write(model, WHOLE);
    }
}
