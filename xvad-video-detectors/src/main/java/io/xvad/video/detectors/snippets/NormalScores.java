package io.xvad.video.detectors.snippets;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The scores that snippets of normal videos got which were learned from, from the 5th to the 95th percentile. Immutable.
 *
 * @param low 5th percentile
 * @param high 95th percentile
 */
record NormalScores(double low, double high) {

    private static final String ENTRY = "normal-scores";
    private static final double TAIL = 0.05;
    private static final double SMALLEST = 1e-6;

    static NormalScores of(List<Bag> bags, SnippetScoring scoring, Network network) {
        List<Double> scores = new ArrayList<>();
        for (Bag bag : bags) {
            if (!bag.anomalous()) {
                Cancellation.check();
                SnippetJudge judge = scoring.judge(network);
                bag.snippets().forEach(snippet -> scores.add(judge.next(snippet).score()));
            }
        }
        Collections.sort(scores);
        int last = scores.size() - 1;
        return new NormalScores(
                scores.get((int) Math.round(TAIL * last)), scores.get((int) Math.round((1 - TAIL) * last)));
    }

    /** How far a score is above this range, in widths of it. */
    AttributeDeviation attribute(double score) {
        double surprise = Math.max(0, score - high) / Math.max(SMALLEST, high - low);
        return new AttributeDeviation("snippet score", "", score, low, high, surprise);
    }

    void write(ModelWriter model) {
        model.doubles(ENTRY, new double[] {low, high});
    }

    static NormalScores read(ModelReader model) {
        double[] values = model.doubles(ENTRY);
        if (values.length != 2 || !(values[0] <= values[1])) {
            throw new XvadModelException("entry '" + ENTRY + "' must have two rising numbers");
        }
        return new NormalScores(values[0], values[1]);
    }
}
