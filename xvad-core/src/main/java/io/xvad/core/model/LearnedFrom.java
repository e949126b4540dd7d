package io.xvad.core.model;

/**
 * How much a model learned from, and a fingerprint of it. Counts what was really learned from: samples held out, or left out
 * because a method takes only so many, are not counted.
 *
 * @param normals normal samples
 * @param labelled labelled samples of the same things
 * @param unlabelled samples that may hold anomalies
 * @param auxiliary labelled samples of other things
 * @param fingerprint SHA-256, in hex, of the ids, pixels and labels of all of these
 */
public record LearnedFrom(int normals, int labelled, int unlabelled, int auxiliary, String fingerprint) {

    public LearnedFrom {
        if (normals < 0 || labelled < 0 || unlabelled < 0 || auxiliary < 0) {
            throw new IllegalArgumentException("numbers of samples must be at least 0, got " + normals + ", " + labelled
                    + ", " + unlabelled + " and " + auxiliary);
        }
    }

    /** Normal samples only. */
    public static LearnedFrom normals(int normals, String fingerprint) {
        return new LearnedFrom(normals, 0, 0, 0, fingerprint);
    }

    /** Whether it learned from normal samples, or from none at all. */
    boolean isNormalsOnly() {
        return labelled == 0 && unlabelled == 0 && auxiliary == 0;
    }
}
