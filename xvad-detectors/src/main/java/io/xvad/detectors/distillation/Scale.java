package io.xvad.detectors.distillation;

import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.PatchExtractor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * One layer of the teacher among the joined features.
 *
 * @param first its first value in a row
 * @param channels how many values of a row are its
 * @param ratio how many positions of the finest layer make one of its, along a side
 */
public record Scale(int first, int channels, int ratio) {

    /**
     * The scales of an extractor, from fine to coarse.
     *
     * @throws IllegalArgumentException if a layer is not by a power of two coarser than the finest, or its grid does not
     *     divide the finest
     */
    public static List<Scale> of(PatchExtractor extractor) {
        int finest = extractor.layers().stream()
                .mapToInt(BackboneSpec.Layer::stride)
                .min()
                .orElseThrow();
        List<Scale> scales = new ArrayList<>();
        int first = 0;
        for (BackboneSpec.Layer layer : extractor.layers()) {
            int ratio = layer.stride() / finest;
            if (layer.stride() % finest != 0 || Integer.bitCount(ratio) != 1 || extractor.side() % ratio != 0) {
                throw new IllegalArgumentException("layer '" + layer.name() + "' of stride " + layer.stride()
                        + " must be coarser than stride " + finest + " by a power of two that divides a grid of "
                        + extractor.side());
            }
            scales.add(new Scale(first, layer.channels(), ratio));
            first += layer.channels();
        }
        scales.sort(Comparator.comparingInt(Scale::ratio));
        return List.copyOf(scales);
    }

    /** How often this grid must be halved to get the grid of a coarser scale. */
    public int halvings(Scale coarser) {
        return Integer.numberOfTrailingZeros(coarser.ratio / ratio);
    }
}
