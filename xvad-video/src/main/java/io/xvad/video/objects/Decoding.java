package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Map;

/**
 * How a recognised export is used. Immutable.
 *
 * @param form what it is, in a few words
 * @param input how it wants to see an image
 * @param classes what its classes are called, if the user does not say
 * @param suppressed whether only one box is left of each object already
 * @param reader reads what it gives
 */
record Decoding(String form, ImageInput input, ClassNames classes, boolean suppressed, Reader reader) {

    /** Reads the outputs of a network. */
    @FunctionalInterface
    interface Reader {

        /**
         * The objects.
         *
         * @param outputs by plain name
         * @param placement where the frame lies in the network's image
         * @param confidence least score
         */
        List<RawObject> read(Map<String, Tensor> outputs, Placement placement, double confidence);
    }
}
