package io.xvad.metrics.video;

import io.xvad.core.Box;
import io.xvad.core.stream.TrackedBox;
import io.xvad.metrics.Accumulator;
import io.xvad.metrics.detection.LimitedArea;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Region-based and track-based detection criteria, RBDC and TBDC (Ramachandra and Jones 2020, "Street Scene"). A
 * true region is found when a detection in its frame overlaps it with an IoU of at least beta; a track is found
 * when at least a share alpha of its regions is. A detection is a false positive when it overlaps no true region of its
 * frame so; a second hit is neither. Both rates are drawn over false positives a frame, and the area up to 1 is the
 * figure; the curves begin at (0, 0), are interpolated linearly at 1, and stay level to 1 if they end before. Detections
 * of one score are crossed together. Not thread-safe; merging is exact.
 */
public final class RegionTrackMetrics implements Accumulator<RegionTrackMetrics, RegionTrackMetrics.Result> {

    private final double alpha;
    private final double beta;
    private final List<Hit> hits = new ArrayList<>();
    private final List<Integer> trackSizes = new ArrayList<>();
    private long frames;
    private int regions;

    /** The effect of a detection above the threshold: the true regions it finds, or none if it is a false positive. */
    private record Hit(double score, int[] regions, int[] tracks) {}

    private RegionTrackMetrics(double alpha, double beta) {
        this.alpha = alpha;
        this.beta = beta;
    }

    /** Alpha and beta of the paper, 0.1 and 0.1. */
    public static RegionTrackMetrics withDefaults() {
        return of(0.1, 0.1);
    }

    /**
     * The criteria with other shares.
     *
     * @param alpha share of a track's regions that must be found, in (0, 1]
     * @param beta IoU at which a region is found, in (0, 1]
     * @throws IllegalArgumentException if out of range
     */
    public static RegionTrackMetrics of(double alpha, double beta) {
        if (!(alpha > 0 && alpha <= 1 && beta > 0 && beta <= 1)) {
            throw new IllegalArgumentException("alpha and beta must be in (0, 1], got " + alpha + " and " + beta);
        }
        return new RegionTrackMetrics(alpha, beta);
    }

    /**
     * The two figures; both in [0, 1], higher is better, NaN without a true region.
     *
     * @param rbdc area under the share of regions found
     * @param tbdc area under the share of tracks found
     */
    public record Result(double rbdc, double tbdc) {}

    /**
     * Adds one clip.
     *
     * @param frameCount number of frames, at least 1
     * @throws IllegalArgumentException if there are no frames, or a box belongs to none
     */
    public void add(int frameCount, List<TrackedBox> truth, List<ScoredBox> detections) {
        if (frameCount < 1) {
            throw new IllegalArgumentException("a clip has at least 1 frame, got " + frameCount);
        }
        Map<Integer, List<Integer>> regionsOf = new HashMap<>();
        Map<Integer, Integer> tracks = new HashMap<>();
        int[] trackOf = new int[truth.size()];
        for (int i = 0; i < trackOf.length; i++) {
            TrackedBox region = truth.get(i);
            requireInside(region.frame(), frameCount);
            regionsOf
                    .computeIfAbsent(region.frame(), frame -> new ArrayList<>())
                    .add(i);
            trackOf[i] = tracks.computeIfAbsent(region.track(), track -> {
                trackSizes.add(0);
                return trackSizes.size() - 1;
            });
            trackSizes.set(trackOf[i], trackSizes.get(trackOf[i]) + 1);
        }
        for (ScoredBox detection : detections) {
            requireInside(detection.frame(), frameCount);
            int[] found = regionsOf.getOrDefault(detection.frame(), List.of()).stream()
                    .mapToInt(Integer::intValue)
                    .filter(i -> iou(truth.get(i).box(), detection.box()) >= beta)
                    .toArray();
            int[] global = new int[found.length];
            int[] foundTracks = new int[found.length];
            for (int i = 0; i < found.length; i++) {
                global[i] = regions + found[i];
                foundTracks[i] = trackOf[found[i]];
            }
            hits.add(new Hit(detection.score() + 0.0, global, foundTracks));
        }
        frames += frameCount;
        regions += truth.size();
    }

    private static void requireInside(int frame, int frameCount) {
        if (frame < 0 || frame >= frameCount) {
            throw new IllegalArgumentException("frame must be in [0, " + frameCount + "), got " + frame);
        }
    }

    private static double iou(Box a, Box b) {
        double common = a.common(b);
        return common / ((double) a.width() * a.height() + (double) b.width() * b.height() - common);
    }

    /**
     * {@inheritDoc}
     *
     * @throws IllegalArgumentException if the other's alpha or beta differs
     */
    @Override
    public void merge(RegionTrackMetrics other) {
        if (other.alpha != alpha || other.beta != beta) {
            throw new IllegalArgumentException("cannot merge other values of alpha and beta");
        }
        int firstRegion = regions;
        int firstTrack = trackSizes.size();
        for (Hit hit : List.copyOf(other.hits)) {
            hits.add(new Hit(hit.score, shifted(hit.regions, firstRegion), shifted(hit.tracks, firstTrack)));
        }
        trackSizes.addAll(List.copyOf(other.trackSizes));
        frames += other.frames;
        regions += other.regions;
    }

    private static int[] shifted(int[] indices, int by) {
        int[] moved = indices.clone();
        for (int i = 0; i < moved.length; i++) {
            moved[i] += by;
        }
        return moved;
    }

    @Override
    public Result result() {
        if (regions == 0) {
            return new Result(Double.NaN, Double.NaN);
        }
        List<Hit> sorted = new ArrayList<>(hits);
        sorted.sort(Comparator.comparingDouble(Hit::score).reversed());
        LimitedArea byRegion = new LimitedArea(1);
        LimitedArea byTrack = new LimitedArea(1);
        Found found = new Found();
        for (int i = 0; i < sorted.size() && !byRegion.full(); i++) {
            found.add(sorted.get(i));
            if (i + 1 == sorted.size() || sorted.get(i + 1).score != sorted.get(i).score) {
                byRegion.to(found.falsePositiveRate(), found.regionRate());
                byTrack.to(found.falsePositiveRate(), found.trackRate());
            }
        }
        if (!byRegion.full()) {
            byRegion.to(1, found.regionRate());
            byTrack.to(1, found.trackRate());
        }
        return new Result(byRegion.total(), byTrack.total());
    }

    /** The regions and tracks found so far. */
    private final class Found {
        private final Set<Integer> foundRegions = new HashSet<>();
        private final int[] foundOfTrack = new int[trackSizes.size()];
        private int foundTracks;
        private long falsePositives;

        void add(Hit hit) {
            if (hit.regions.length == 0) {
                falsePositives++;
            }
            for (int i = 0; i < hit.regions.length; i++) {
                if (foundRegions.add(hit.regions[i])) {
                    count(hit.tracks[i]);
                }
            }
        }

        private void count(int track) {
            double needed = alpha * trackSizes.get(track);
            boolean before = foundOfTrack[track] >= needed;
            foundOfTrack[track]++;
            if (!before && foundOfTrack[track] >= needed) {
                foundTracks++;
            }
        }

        double falsePositiveRate() {
            return falsePositives / (double) frames;
        }

        double regionRate() {
            return foundRegions.size() / (double) regions;
        }

        double trackRate() {
            return foundTracks / (double) trackSizes.size();
        }
    }
}
