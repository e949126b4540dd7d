package io.xvad.detectors.features;

/** The 3 x 3 mean of a plane, with zeros beyond the border, divided by 9 everywhere. */
final class Neighbourhood {

    private Neighbourhood() {}

    static float[] mean(float[] plane, int side) {
        float[] across = new float[plane.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y * side + x;
                float sum = plane[at];
                sum += x > 0 ? plane[at - 1] : 0;
                sum += x < side - 1 ? plane[at + 1] : 0;
                across[at] = sum;
            }
        }
        float[] mean = new float[plane.length];
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int at = y * side + x;
                float sum = across[at];
                sum += y > 0 ? across[at - side] : 0;
                sum += y < side - 1 ? across[at + side] : 0;
                mean[at] = sum / 9;
            }
        }
        return mean;
    }
}
