package io.xvad.foundation.winclip;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.foundation.detector.Opening;
import io.xvad.foundation.model.ImageInput;
import io.xvad.foundation.tokens.HarmonicSpread;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.References;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Patches and windows of normal reference images, to which those of an image are compared: the association maps of WinCLIP+ (Jeong et al. 2023, section 4.3).
 * Thread-safe; close it to free native memory.
 *
 * @param references the images
 * @param patches vectors of their patches
 * @param small vectors of their windows of 2 x 2 patches
 * @param large vectors of their windows of 3 x 3 patches
 */
record WindowMemory(References references, ReferenceMemory patches, ReferenceMemory small, ReferenceMemory large)
        implements AutoCloseable {

    private static final String PATCHES = "reference-patches";
    private static final String SMALL = "reference-windows-2";
    private static final String LARGE = "reference-windows-3";

    /** The memory of some images; empty without any. */
    static Optional<WindowMemory> of(List<WindowEncoder.Encoded> encoded, References references, Options options) {
        if (encoded.isEmpty()) {
            return Optional.empty();
        }
        int width = encoded.get(0).width();
        int dimension = encoded.get(0).image().length;
        return Optional.of(Opening.of(opening -> new WindowMemory(
                references,
                memory(opening, encoded, WindowEncoder.Encoded::patches, width, options),
                memory(opening, encoded, WindowEncoder.Encoded::small, dimension, options),
                memory(opening, encoded, WindowEncoder.Encoded::large, dimension, options))));
    }

    private static ReferenceMemory memory(
            Opening opening,
            List<WindowEncoder.Encoded> encoded,
            Function<WindowEncoder.Encoded, float[]> part,
            int dimension,
            Options options) {
        ReferenceMemory memory = ReferenceMemory.of(encoded.stream().map(part).toList(), dimension, options);
        return opening.keep(memory, ReferenceMemory::close);
    }

    static Optional<WindowMemory> read(ModelReader model, ImageInput input, Options options) {
        return model.has(PATCHES) ? Optional.of(present(model, input, options)) : Optional.empty();
    }

    private static WindowMemory present(ModelReader model, ImageInput input, Options options) {
        return Opening.of(opening -> new WindowMemory(
                References.read(model, input),
                opening.keep(ReferenceMemory.read(model, PATCHES, options), ReferenceMemory::close),
                opening.keep(ReferenceMemory.read(model, SMALL, options), ReferenceMemory::close),
                ReferenceMemory.read(model, LARGE, options)));
    }

    void write(ModelWriter model) {
        references.write(model);
        patches.write(model, PATCHES);
        small.write(model, SMALL);
        large.write(model, LARGE);
    }

    /** How far each patch is from the references, at the scale of patches and of both windows: the mean, in [0, 1]. */
    float[] distances(WindowEncoder.Encoded image, int side) {
        float[] ofPatches = patches.nearest(image.patches()).halfDistances();
        float[] ofSmall = HarmonicSpread.of(small.nearest(image.small()).halfDistances(), 2, side);
        float[] ofLarge = HarmonicSpread.of(large.nearest(image.large()).halfDistances(), 3, side);
        float[] mean = new float[ofPatches.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (ofPatches[i] + ofSmall[i] + ofLarge[i]) / 3;
        }
        return mean;
    }

    @Override
    public void close() {
        patches.close();
        small.close();
        large.close();
    }
}
