package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadTrainingException;
import java.util.ArrayList;
import java.util.List;

/**
 * How rarely a {@link Cusum} raises a false alarm. With {@code omega > 0} such that normal evidence has {@code E[exp(omega delta)] <= 1}, a
 * sum that has begun anywhere reaches h with a probability of at most {@code exp(-omega h)} (Ville's inequality), so that there is an alarm
 * within n frames with a probability of at most {@code n exp(-omega h)}, and the mean time to one is at least {@code exp(omega h)} frames
 * (Lorden 1971). That holds where frames are independent of those before them. Those of a video are not: omega is found from the sums of
 * blocks of frames, {@code mean(exp(omega S)) = 1}, so that the bound takes in what hangs together within a block and is approximate
 * beyond it. Frames of a video that has more of them a second than those it was learned from hang together by as much more, so that each
 * counts for less; where there are fewer of them each counts for one, and an alarm comes later. Immutable.
 *
 * @param omega decay, above 0
 * @param framesPerSecond of the videos it was learned from, above 0; the lowest if they differ
 */
record FalseAlarmBound(double omega, double framesPerSecond) {

    private static final double SECONDS = 3600;
    private static final int STEPS = 200;

    /**
     * A stretch of normal video.
     *
     * @param framesPerSecond above 0
     * @param evidence frame by frame
     */
    record Stretch(double framesPerSecond, double[] evidence) {

        private int block() {
            return Math.max(1, (int) Math.round(framesPerSecond));
        }
    }

    /**
     * Learned from normal evidence, in blocks of a second. Beside the blocks there is one more that was not seen, with as much evidence as the block that had most,
     * or all evidence there can be for a while, so that a few quiet videos promise little. Of some seconds of video nothing could be promised: it
     * has at most half of what the others have against it.
     *
     * @param stretches at least one
     * @param lasting seconds for which what was never seen lasts once it is there; it lasts for at least a frame, and counts for at most a block
     * @throws XvadTrainingException if normal evidence does not drift downwards
     */
    static FalseAlarmBound of(List<Stretch> stretches, double lasting) {
        double slowest =
                stretches.stream().mapToDouble(Stretch::framesPerSecond).min().orElseThrow();
        double[] sums = sums(stretches, slowest, lasting);
        double low = 0;
        double high = 1e-3;
        while (growth(sums, high) < 0) {
            low = high;
            high *= 2;
        }
        for (int i = 0; i < STEPS && high - low > 1e-12 * high; i++) {
            double middle = (low + high) / 2;
            if (growth(sums, middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return new FalseAlarmBound(low, slowest);
    }

    private static double[] sums(List<Stretch> stretches, double slowest, double lasting) {
        List<Double> sums = new ArrayList<>();
        for (Stretch stretch : stretches) {
            double[] evidence = stretch.evidence;
            double weight = weight(slowest, stretch.framesPerSecond);
            int block = stretch.block();
            for (int from = 0; from < evidence.length; from += block) {
                double sum = 0;
                for (int t = from; t < Math.min(evidence.length, from + block); t++) {
                    sum += weight * evidence[t];
                }
                sums.add(sum);
            }
        }
        sums.add(unseen(sums, Math.max(1, Math.min(1, lasting) * slowest)));
        return sums.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The evidence of the block that was not seen. */
    private static double unseen(List<Double> seen, double frames) {
        double all = seen.stream().mapToDouble(Double::doubleValue).sum();
        double most = seen.stream().mapToDouble(Double::doubleValue).max().orElse(0);
        double least = Math.max(EvidenceScale.MOST, most);
        if (all + least >= 0) {
            throw new XvadTrainingException(
                    "normal videos have so many unusual frames that no false-alarm bound holds; give more"
                            + " normal videos, or a smaller 'alpha'");
        }
        return Math.max(least, Math.min(EvidenceScale.MOST * frames, -all / 2));
    }

    /** The mean of {@code exp(omega S) - 1}, which is below 0 from 0 up to its root and above 0 beyond. */
    private static double growth(double[] sums, double omega) {
        double mean = 0;
        for (double sum : sums) {
            mean += Math.expm1(omega * sum) / sums.length;
        }
        return mean;
    }

    private static double weight(double learned, double framesPerSecond) {
        return Math.min(1, learned / framesPerSecond);
    }

    /** What the evidence of one frame counts in a video of so many frames a second, in (0, 1]. */
    double weight(double framesPerSecond) {
        return weight(this.framesPerSecond, framesPerSecond);
    }

    /** The threshold h that keeps false alarms, in the mean, at or below so many an hour of a video of so many frames a second. */
    double threshold(double alarmsPerHour, double framesPerSecond) {
        return Math.log(Math.max(Math.E, SECONDS * framesPerSecond / alarmsPerHour)) / omega;
    }

    /** The least mean time to a false alarm at a threshold, in frames of any video. */
    double framesToAlarm(double threshold) {
        return Math.exp(omega * threshold);
    }
}
