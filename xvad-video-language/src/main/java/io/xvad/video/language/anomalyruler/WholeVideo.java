package io.xvad.video.language.anomalyruler;

import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.video.language.frame.Caption;
import io.xvad.video.language.frame.Positions;
import io.xvad.video.language.smooth.ExponentialMean;
import io.xvad.video.language.smooth.TemporalSmoothing;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reasons about all positions of a video that has ended, as in the paper: the threshold of the vote is the mean over the whole video, and votes look to both sides. Immutable and thread-safe.
 *
 * @param reasoner of single positions
 * @param window positions of the vote, odd
 */
record WholeVideo(Reasoner reasoner, int window) {

    static final double ALPHA = 0.33;
    static final int SPAN = 10;

    private record Described(long frame, double seconds, Optional<Caption> caption) {}

    /**
     * Judges all positions.
     *
     * @throws IllegalArgumentException if no description at all can be read
     */
    List<Judged> judged(Positions positions, Describing describing) {
        List<Observed> observed = observed(positions, describing);
        double[] first = observed.stream().mapToDouble(Observed::first).toArray();
        double[] means = TemporalSmoothing.exponential(first, ALPHA);
        double threshold = Arrays.stream(means).average().orElseThrow();
        double[] smoothed = TemporalSmoothing.majority(means, window, threshold);
        List<Judged> judged = new ArrayList<>();
        for (int i = 0; i < observed.size(); i++) {
            Cancellation.check();
            int from = Math.max(0, i - window / 2);
            int to = Math.min(observed.size(), i + window / 2 + 1);
            judged.add(reasoner.judge(observed.get(i), smoothed[i] == 1, observed.subList(from, to)));
        }
        return scored(judged, threshold);
    }

    private List<Observed> observed(Positions positions, Describing describing) {
        List<Described> described = new ArrayList<>();
        for (int i = 0; i < positions.size(); i++) {
            Cancellation.check();
            Frame frame = positions.frame(i);
            described.add(new Described(frame.index(), frame.seconds(), describing.describe(frame.image())));
        }
        Caption last = described.stream()
                .flatMap(each -> each.caption.stream())
                .findFirst()
                .orElseThrow(Unread::new);
        List<Observed> observed = new ArrayList<>();
        for (Described each : described) {
            last = each.caption.orElse(last);
            observed.add(reasoner.observed(each.frame, each.seconds, last));
        }
        return observed;
    }

    /** The scores of the paper: the mean of the verdicts over a span; where the rules are not applied, that of the smoothed first verdicts, with the threshold as its alpha. */
    private List<Judged> scored(List<Judged> judged, double threshold) {
        boolean recheck = reasoner.samples() > 0;
        if (!recheck && threshold == 0) {
            return judged;
        }
        ExponentialMean mean = recheck ? ExponentialMean.ofSpan(SPAN) : new ExponentialMean(threshold);
        return judged.stream()
                .map(each -> each.withScore(mean.add(each.score())))
                .toList();
    }
}
