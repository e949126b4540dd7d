package io.xvad.data.dataset;

import io.xvad.data.image.ImageSource;

/**
 * An image of a data set of classes.
 *
 * @param source the image
 * @param label its class
 * @param learned whether it is of the part to learn from
 */
record ClassImage(ImageSource source, String label, boolean learned) {}
