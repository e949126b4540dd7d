package io.xvad.video.detectors.interpretable;

import io.xvad.video.detectors.objects.PairShares;
import io.xvad.video.relations.Triple;

/**
 * What the monitor of interactions knows of a pair.
 *
 * @param subject class of the subject
 * @param object class of the object
 * @param shares of the last second in which each relation held, by the vocabulary, in [0, 1]
 */
record PairVector(String subject, String object, double[] shares) {

    /** The share of the last second from which a relation is there. */
    static final double HELD = 0.5;

    static PairVector of(PairShares pair) {
        return new PairVector(pair.subject(), pair.object(), pair.shares());
    }

    boolean isAlike(PairVector other) {
        return subject.equals(other.subject) && object.equals(other.object);
    }

    boolean holds(int relation) {
        return shares[relation] >= HELD;
    }

    double squared(int relation, PairVector other) {
        double difference = shares[relation] - other.shares[relation];
        return difference * difference;
    }

    Triple triple(String word) {
        return new Triple(subject, word, object);
    }
}
