package io.xvad.foundation.segment;

import io.xvad.core.Mask;

/**
 * A mask that a network proposes.
 *
 * @param mask of the geometry of the image; may be empty
 * @param predictedIou how well the network thinks that it fits: the intersection over union with the true mask it expects, mostly in [0, 1]
 * @param stability intersection over union of the masks cut at logits of +1 and -1; 0 if both are empty
 */
public record ProposedMask(Mask mask, double predictedIou, double stability) {}
