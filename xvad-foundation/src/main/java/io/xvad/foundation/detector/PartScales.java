package io.xvad.foundation.detector;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.tokens.References;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The scales of a score that is made of a map and of the whole image, by normal images. Immutable and thread-safe.
 *
 * @param map scale of the greatest value of the map
 * @param image scale of what the whole image gives
 */
public record PartScales(SetScaling map, SetScaling image) {

    private static final String MAP = "map-scaling";
    private static final String IMAGE = "image-scaling";
    private static final int FEWEST = 2;

    /**
     * The two parts of a score.
     *
     * @param map greatest value of the map
     * @param image what the whole image gives
     */
    public record Parts(float map, float image) {}

    /**
     * The scales by as many normal images as {@link FoundationOptions#SCALING_REFERENCES} says, drawn by the seed; empty if they are too few to have a range.
     *
     * @param normals to draw from
     * @param finder gives the parts of an image
     */
    public static Optional<PartScales> drawn(Samples normals, FitRequest request, Function<Image, Parts> finder) {
        int wanted = request.options().get(FoundationOptions.SCALING_REFERENCES);
        Samples references = References.drawn(normals, wanted, request.seed());
        List<Parts> found = new ArrayList<>();
        for (int i = 0; i < references.size(); i++) {
            Cancellation.check();
            found.add(finder.apply(references.get(i).requireImage()));
            request.progress().progressed("reference images", i + 1, references.size());
        }
        return found.size() < FEWEST
                ? Optional.empty()
                : Optional.of(new PartScales(
                        SetScaling.over(found.stream()
                                .map(parts -> new float[] {parts.map()})
                                .toList()),
                        SetScaling.over(found.stream()
                                .map(parts -> new float[] {parts.image()})
                                .toList())));
    }

    /** The mean of both parts, each on its scale. */
    public double mean(Parts parts) {
        return (map.scaled(parts.map()) + image.scaled(parts.image())) / 2;
    }

    /** Reads what {@link #write} wrote; empty if nothing was. */
    public static Optional<PartScales> read(ModelReader model) {
        return model.has(MAP)
                ? Optional.of(new PartScales(SetScaling.read(model, MAP), SetScaling.read(model, IMAGE)))
                : Optional.empty();
    }

    /** Writes both. */
    public void write(ModelWriter model) {
        map.write(model, MAP);
        image.write(model, IMAGE);
    }
}
