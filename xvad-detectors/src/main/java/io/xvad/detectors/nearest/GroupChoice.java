package io.xvad.detectors.nearest;

/** The groups that one query has to look at. */
final class GroupChoice {

    private final int[] groups;
    private int count;
    private int first;

    GroupChoice(int most) {
        this.groups = new int[most];
    }

    /** Those whose value, from {@code offset} on, is at most {@code limit}. */
    void choose(float[] smallest, int offset, float limit) {
        count = 0;
        float least = Float.POSITIVE_INFINITY;
        for (int group = 0; group < groups.length; group++) {
            float value = smallest[offset + group];
            if (value <= limit) {
                groups[count++] = group;
                if (value < least) {
                    least = value;
                    first = group;
                }
            }
        }
    }

    /** Those of them whose value is also at most this limit. */
    void narrow(float[] smallest, int offset, float limit) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            if (smallest[offset + groups[i]] <= limit) {
                groups[kept++] = groups[i];
            }
        }
        count = kept;
    }

    int count() {
        return count;
    }

    int group(int index) {
        return groups[index];
    }

    /** The one of the least value. */
    int first() {
        return first;
    }
}
