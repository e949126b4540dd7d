package io.xvad.foundation.mvfa;

import java.util.List;

/**
 * What the adapters of both heads say of an image's patches, layer by layer, without the class token; vectors of unit length, one after the other. The class token is left
 * out of references too, which the authors' code does not do.
 *
 * @param segmentation of the head that makes maps
 * @param detection of the head that judges images
 */
record AdaptedTokens(List<float[]> segmentation, List<float[]> detection) {

    AdaptedTokens {
        segmentation = List.copyOf(segmentation);
        detection = List.copyOf(detection);
    }

    /** What the segmentation says after the last of the layers. */
    float[] last() {
        return segmentation.get(segmentation.size() - 1);
    }
}
