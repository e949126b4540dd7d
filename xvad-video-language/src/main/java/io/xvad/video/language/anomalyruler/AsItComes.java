package io.xvad.video.language.anomalyruler;

import io.xvad.core.stream.Frame;
import io.xvad.video.language.frame.Caption;
import io.xvad.video.language.frame.LiveScorer;
import io.xvad.video.language.smooth.ExponentialMean;
import io.xvad.video.language.smooth.TemporalSmoothing;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Consumer;

/**
 * Reasons about each position of a video when it comes: the threshold of the vote is the mean until then, and votes look back only. A position without a description that can be read has that of the one before; positions before the first description have no score, and four of them end the video, as the frames wait in memory. Of one video; not thread-safe.
 */
final class AsItComes implements LiveScorer.Judge {

    private static final int MOST_UNDESCRIBED = 4;

    private final Reasoner reasoner;
    private final int window;
    private final Describing describing;
    private final Consumer<Judged> listener;
    private final ExponentialMean firsts = new ExponentialMean(WholeVideo.ALPHA);
    private final ExponentialMean verdicts = ExponentialMean.ofSpan(WholeVideo.SPAN);
    private final Deque<Observed> recent = new ArrayDeque<>();
    private final Deque<Double> means = new ArrayDeque<>();
    private double sum;
    private int count;
    private int unread;
    private int undescribed;

    /**
     * A judge of a video that begins.
     *
     * @param listener hears of each position
     */
    AsItComes(Reasoner reasoner, int window, Describing describing, Consumer<Judged> listener) {
        this.reasoner = reasoner;
        this.window = window;
        this.describing = describing;
        this.listener = listener;
    }

    @Override
    public OptionalDouble score(Frame position) {
        Optional<Caption> caption = describing
                .describe(position.image())
                .or(() -> Optional.ofNullable(recent.peekLast()).map(Observed::caption));
        if (caption.isEmpty() && ++undescribed == MOST_UNDESCRIBED) {
            throw new Unread();
        }
        return caption.map(known -> OptionalDouble.of(score(position, known))).orElse(OptionalDouble.empty());
    }

    private double score(Frame position, Caption caption) {
        Observed observed = reasoner.observed(position.index(), position.seconds(), caption);
        recent.addLast(observed);
        means.addLast(firsts.add(observed.first()));
        if (recent.size() > window) {
            recent.removeFirst();
            means.removeFirst();
        }
        sum += means.getLast();
        count++;
        double threshold = sum / count;
        double[] votes = means.stream().mapToDouble(Double::doubleValue).toArray();
        boolean smoothed = TemporalSmoothing.isMajority(votes, 0, votes.length, threshold);
        Judged judged = reasoner.judge(observed, smoothed, List.copyOf(recent));
        unread += judged.unread() ? 1 : 0;
        Judged scored = judged.withScore(mean(judged.score(), threshold));
        listener.accept(scored);
        return scored.score();
    }

    private double mean(double score, double threshold) {
        if (reasoner.samples() > 0) {
            return verdicts.add(score);
        }
        return threshold == 0 ? 0 : verdicts.add(score, threshold);
    }

    @Override
    public List<String> remarks() {
        List<String> remarks = new ArrayList<>(describing.remarks());
        remarks.addAll(reasoner.remarks(unread));
        return remarks;
    }
}
