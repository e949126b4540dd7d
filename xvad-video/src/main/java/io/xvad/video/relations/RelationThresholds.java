package io.xvad.video.relations;

/**
 * Where relations begin. Lengths are in sizes, see {@link PairMoment}. Immutable.
 *
 * @param near greatest gap of two that are near each other, in sizes, above 0
 * @param reach greatest gap at which two are looked at as a pair at all, in sizes, at least {@code near}
 * @param still speed below which something stands, in sizes a second, above 0
 * @param lasting seconds for which what takes time must have lasted, above 0
 */
public record RelationThresholds(double near, double reach, double still, double lasting) {

    public RelationThresholds {
        if (!(near > 0 && reach >= near && still > 0 && lasting > 0)) {
            throw new IllegalArgumentException(
                    "thresholds of relations must be above 0 and reach at least near, got near=" + near + ", reach="
                            + reach + ", still=" + still + ", lasting=" + lasting);
        }
    }

    /** Near up to half a size, pairs up to two and a half, still below a fifth of a size a second, lasting for a second. */
    public static RelationThresholds defaults() {
        return new RelationThresholds(0.5, 2.5, 0.2, 1);
    }
}
