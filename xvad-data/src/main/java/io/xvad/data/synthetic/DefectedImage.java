package io.xvad.data.synthetic;

import io.xvad.core.Image;
import io.xvad.core.Mask;

/**
 * An image with a synthetic defect.
 *
 * @param image the image, with the id of the normal one
 * @param mask where the defect is; pixels outside are those of the normal image
 * @param defect name of the kind of defect
 */
public record DefectedImage(Image image, Mask mask, String defect) {}
