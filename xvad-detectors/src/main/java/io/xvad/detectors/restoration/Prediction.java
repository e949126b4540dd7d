package io.xvad.detectors.restoration;

/** What the pixels of an image would be if it were normal. */
interface Prediction {

    /** The sample at a pixel of the image, in [0, 1]. */
    float at(int channel, int pixel);

    /** Whether anything is known of a pixel. */
    boolean covers(int pixel);

    /** An image of the same size. */
    record Whole(Plane plane) implements Prediction {

        @Override
        public float at(int channel, int pixel) {
            return plane.values()[channel * plane.height() * plane.width() + pixel];
        }

        @Override
        public boolean covers(int pixel) {
            return true;
        }
    }
}
