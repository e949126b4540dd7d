package io.xvad.video.objects;

/** The class of highest score, the first of equals. */
final class BestClass {

    private BestClass() {}

    static int of(float[] values, int from, int step, int count) {
        int best = 0;
        for (int i = 1; i < count; i++) {
            if (values[from + i * step] > values[from + best * step]) {
                best = i;
            }
        }
        return best;
    }
}
