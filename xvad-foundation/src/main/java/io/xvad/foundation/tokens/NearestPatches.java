package io.xvad.foundation.tokens;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.NormalPatch;
import io.xvad.core.capability.RemembersNormals;
import io.xvad.foundation.model.ImageInput;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** The patches of reference images that are most alike to a place of an image, by half of one minus the cosine. Thread-safe. */
public final class NearestPatches implements RemembersNormals {

    private final Function<Image, float[]> encoder;
    private final ImageInput input;
    private final ReferenceMemory memory;
    private final References references;
    private final int side;

    /**
     * Patches of some images.
     *
     * @param encoder gives the vectors of an image's patches, row by row of a square grid, as {@code memory} keeps those of the references
     * @param references the images, in their order in {@code memory}
     */
    public NearestPatches(
            Function<Image, float[]> encoder, ImageInput input, ReferenceMemory memory, References references) {
        this.encoder = encoder;
        this.input = input;
        this.memory = memory;
        this.references = references;
        this.side = (int) Math.round(Math.sqrt(memory.perImage()));
    }

    @Override
    public List<NormalPatch> nearest(Image image, int y, int x, int count) {
        int from = position(image, y, x) * memory.dimension();
        float[] query = Arrays.copyOfRange(encoder.apply(image), from, from + memory.dimension());
        ReferenceMemory.Found found = memory.nearest(query, count);
        float[] distances = found.halfDistances();
        List<NormalPatch> nearest = new ArrayList<>();
        for (int i = 0; i < distances.length; i++) {
            int index = found.indices()[i];
            nearest.add(references.patch(memory.image(index), memory.position(index), side, distances[i]));
        }
        return nearest;
    }

    @Override
    public Image queryCrop(Image image, int y, int x) {
        Box seen = new Box(0, 0, input.size(), input.size());
        return input.seen(image).crop(PatchGrid.box(position(image, y, x), side, seen));
    }

    private int position(Image image, int y, int x) {
        return PatchGrid.position(input.visible(image.height(), image.width()), y, x, side);
    }
}
