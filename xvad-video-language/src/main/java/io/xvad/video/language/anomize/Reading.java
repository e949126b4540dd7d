package io.xvad.video.language.anomize;

import java.util.Arrays;
import java.util.stream.Stream;

/**
 * What is told of a position.
 *
 * @param score of both streams, from 0 to 1
 * @param dynamic what the dynamic stream says
 * @param still what the static stream says
 * @param labels cosine with each label, in [-1, 1]
 * @param descriptions cosine of the window with each description
 * @param concepts cosine of the frame with each concept
 * @param described how much each description helped, in all 1
 * @param conceived how much each concept helped, in all 1
 */
record Reading(
        double score,
        double dynamic,
        double still,
        double[] labels,
        double[] descriptions,
        double[] concepts,
        float[] described,
        float[] conceived) {

    /** Place of the score in {@link #numbers}. */
    static final int SCORE = 0;

    /** Place of what the dynamic stream says. */
    static final int DYNAMIC = 1;

    /** Place of what the static stream says. */
    static final int STATIC = 2;

    /** Place of the first label; descriptions and concepts follow. */
    static final int LABELS = 3;

    /** Score and streams, then the cosines. */
    double[] numbers() {
        return Stream.of(new double[] {score, dynamic, still}, labels, descriptions, concepts)
                .flatMapToDouble(Arrays::stream)
                .toArray();
    }

    /** How many numbers there are for these texts. */
    static int count(Encodings texts) {
        return LABELS
                + texts.labels().size()
                + texts.descriptions().size()
                + texts.concepts().size();
    }
}
