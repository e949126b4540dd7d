package io.xvad.evaluation.reason;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.Optional;

/**
 * An image and what is known of it.
 *
 * @param image the image
 * @param mask where it is anomalous, with its geometry; empty if it is normal or nobody drew it
 * @param clean the same image without the defect; known of synthetic defects only
 */
public record ReasonTruth(Image image, Optional<Mask> mask, Optional<Image> clean) {

    public ReasonTruth {
        mask = mask.filter(Mask::any);
    }
}
