package io.xvad.video.detectors.snippets;

/**
 * The form of the features of a snippet: moments in time, each with a whole and perhaps patches, each of which has values.
 *
 * @param moments frames of the snippet that have features of their own, or 1
 * @param grid patches along each side of a frame, row-major after the whole; 0 for the whole alone
 * @param values of the whole or of one patch at one moment
 * @param peaks how many of these, the last ones, tell more by their highest value in a snippet than by their mean
 */
public record SnippetForm(int moments, int grid, int values, int peaks) {

    /** The whole frame and its patches. */
    public int places() {
        return 1 + grid * grid;
    }

    /** Values of one moment. */
    public int momentValues() {
        return places() * values;
    }

    /** Values of a snippet. */
    public int size() {
        return moments * momentValues();
    }

    /** The mean over moments, or of the last values of each place the highest, of shape (places, values). */
    public float[] overTime(float[] features) {
        float[] all = new float[momentValues()];
        for (int i = 0; i < all.length; i++) {
            boolean peak = i % values >= values - peaks;
            float value = peak ? features[i] : 0;
            for (int moment = 0; moment < moments; moment++) {
                float one = features[moment * all.length + i];
                value = peak ? Math.max(value, one) : value + one / moments;
            }
            all[i] = value;
        }
        return all;
    }
}
