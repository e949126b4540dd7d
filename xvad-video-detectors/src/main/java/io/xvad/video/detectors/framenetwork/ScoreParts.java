package io.xvad.video.detectors.framenetwork;

import io.xvad.core.XvadModelException;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * The score of a frame: the weighted sum of its error and of the terms of the network, each standardised on normal frames that were held out from training.
 *
 * @param terms the error, and then the others
 * @param normal what is normal for each
 */
record ScoreParts(List<ScoreTerm> terms, List<NormalRange> normal) {

    private static final String ENTRY = "score-parts";
    private static final double LEAST_DEVIATION = 1e-3;

    private static List<ScoreTerm> terms(FrameScoring scoring) {
        List<ScoreTerm> terms = new ArrayList<>();
        terms.add(new ScoreTerm("error", "dB", FrameNetwork.ERROR, scoring.errorWeight()));
        terms.addAll(scoring.terms());
        return terms;
    }

    /** Learned from the parts of normal frames. */
    static ScoreParts of(FrameScoring scoring, List<double[]> frames) {
        List<ScoreTerm> terms = terms(scoring);
        List<NormalRange> normal = new ArrayList<>();
        for (int part = 0; part < terms.size(); part++) {
            int which = part;
            normal.add(NormalRange.of(
                    frames.stream().mapToDouble(frame -> frame[which]).toArray(), LEAST_DEVIATION));
        }
        return new ScoreParts(terms, normal);
    }

    double score(double[] parts) {
        double score = 0;
        for (int i = 0; i < parts.length; i++) {
            score += contribution(i, parts[i]);
        }
        return score;
    }

    private double contribution(int part, double value) {
        return terms.get(part).weight() * normal.get(part).standardised(value);
    }

    /** The derivative of the score with respect to a part. */
    double slope(int part) {
        return terms.get(part).weight() / normal.get(part).deviation();
    }

    /** Each part with its normal range; its surprise is what it contributes to the score. */
    List<AttributeDeviation> attributes(double[] parts) {
        List<AttributeDeviation> attributes = new ArrayList<>();
        for (int i = 0; i < parts.length; i++) {
            ScoreTerm term = terms.get(i);
            NormalRange range = normal.get(i);
            attributes.add(new AttributeDeviation(
                    term.name(), term.unit(), parts[i], range.low(), range.high(), contribution(i, parts[i])));
        }
        return attributes;
    }

    void write(ModelWriter model) {
        double[] numbers = new double[NormalRange.NUMBERS * normal.size()];
        for (int i = 0; i < normal.size(); i++) {
            normal.get(i).into(numbers, NormalRange.NUMBERS * i);
        }
        model.doubles(ENTRY, numbers);
    }

    static ScoreParts read(ModelReader model, FrameScoring scoring) {
        List<ScoreTerm> terms = terms(scoring);
        double[] numbers = model.doubles(ENTRY);
        if (numbers.length != NormalRange.NUMBERS * terms.size()) {
            throw new XvadModelException("'" + ENTRY + "' must have " + NormalRange.NUMBERS * terms.size()
                    + " numbers, got " + numbers.length);
        }
        List<NormalRange> normal = new ArrayList<>();
        for (int i = 0; i < numbers.length; i += NormalRange.NUMBERS) {
            normal.add(NormalRange.from(numbers, i));
        }
        return new ScoreParts(terms, normal);
    }
}
