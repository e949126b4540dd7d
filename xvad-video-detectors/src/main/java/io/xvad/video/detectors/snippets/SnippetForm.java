package io.xvad.video.detectors.snippets;

/**
 * The form of the features of a snippet: moments in time, each with a whole and perhaps patches, each of which has values.
 *
 * @param moments frames of the snippet that have features of their own, or 1
 * @param grid patches along each side of a frame, row-major after the whole; 0 for the whole alone
 * @param values of the whole or of one patch at one moment
 */
public record SnippetForm(int moments, int grid, int values) {

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

    /** The mean over moments, of shape (places, values). */
    public float[] meanOverTime(float[] features) {
        float[] mean = new float[momentValues()];
        for (int i = 0; i < features.length; i++) {
            mean[i % mean.length] += features[i] / moments;
        }
        return mean;
    }
}
