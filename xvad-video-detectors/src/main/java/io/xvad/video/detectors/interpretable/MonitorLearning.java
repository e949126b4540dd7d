package io.xvad.video.detectors.interpretable;

import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.detectors.objects.PairShares;
import io.xvad.video.detectors.objects.Reservoir;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.detectors.objects.SceneOptions;
import io.xvad.video.detectors.objects.SceneSource;
import io.xvad.video.detectors.objects.SourceVideos;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Learns the monitors from normal clips: what is normal, and how far normal frames of one video are from what is normal in the others. What it
 * keeps of them does not grow with their length. Learns once; not thread-safe.
 */
final class MonitorLearning {

    /** Accuracy of the distance of an object, in units. */
    private static final double OBJECT = 0.5;

    /** A pair is never nearer than by a relation that held for a quarter of a second. */
    private static final double PAIR = 0.25;

    /** Seconds of normal video by which it is known how far normal frames are from those of other videos: an hour. */
    private static final int SECONDS = 3600;

    private static final int STREAMS = 3;

    private final SceneSource source;
    private final FitRequest request;
    private final Reservoir<OfVideo<ObjectVector>> keptObjects;
    private final Reservoir<OfVideo<PairVector>> keptPairs;
    private final Reservoir<Second> seconds;
    private final TripleCounts.Counting triples = new TripleCounts.Counting();

    /** What was seen in one frame. */
    private record Seen(List<ObjectVector> objects, List<PairVector> pairs) {}

    /** The frames of a second, and the number of the video it is of. */
    private record Second(int video, double framesPerSecond, List<Seen> frames) {}

    /** Something, and the number of the video it was seen in. */
    private record OfVideo<T>(T one, int video) {}

    MonitorLearning(SceneSource source, FitRequest request) {
        this.source = source;
        this.request = request;
        int bankSize = options().get(Interpretable.BANK_SIZE);
        this.keptObjects = new Reservoir<>(bankSize, random(0));
        this.keptPairs = new Reservoir<>(bankSize, random(1));
        this.seconds = new Reservoir<>(SECONDS, random(2));
    }

    Monitors learn(Samples clips) {
        read(clips);
        NominalObjects objects = objects();
        NominalPairs pairs =
                new NominalPairs(ones(keptPairs), videos(keptPairs), triples.counted(), source.words(), neighbours());
        List<Second> normal = seconds.kept();
        requireComparable(normal, objects);
        return new Monitors(
                objects,
                pairs,
                monitor(
                        Monitor.OBJECTS,
                        OBJECT,
                        0,
                        normal,
                        (frame, video) -> farthest(frame.objects, one -> objects.distance(one, video))),
                monitor(
                        Monitor.INTERACTIONS,
                        PAIR,
                        options().get(SceneOptions.LASTING),
                        normal,
                        (frame, video) -> farthest(
                                frame.pairs,
                                one -> OptionalDouble.of(
                                        pairs.deviation(one, video).distance()))));
    }

    /** The distance of a frame from the normal ones of other videos; empty if it cannot be known. */
    @FunctionalInterface
    private interface LeftOut {
        OptionalDouble distance(Seen frame, int video);
    }

    /** 0 where there is nothing; empty if something cannot be compared. */
    private static <T> OptionalDouble farthest(List<T> all, Function<T, OptionalDouble> distance) {
        double farthest = 0;
        for (T one : all) {
            OptionalDouble known = distance.apply(one);
            if (known.isEmpty()) {
                return known;
            }
            farthest = Math.max(farthest, known.getAsDouble());
        }
        return OptionalDouble.of(farthest);
    }

    /** Clips one after another; the halves of a single one count as two videos. */
    private void read(Samples clips) {
        List<String> ids = IntStream.range(0, clips.size()).mapToObj(clips::id).toList();
        int[] videos = SourceVideos.numbers(ids);
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            Clip clip = clips.get(i).requireClip();
            List<Seen> frames =
                    source.frames(clip).stream().map(MonitorLearning::seen).toList();
            double seconds = clip.frames().size() / clip.framesPerSecond();
            int half = clips.size() == 1 ? frames.size() / 2 : frames.size();
            keep(frames.subList(0, half), videos[i], clip.framesPerSecond(), seconds);
            keep(frames.subList(half, frames.size()), videos[i] + 1, clip.framesPerSecond(), seconds);
            request.progress().progressed("clips", i + 1L, clips.size());
        }
    }

    private void keep(List<Seen> frames, int video, double framesPerSecond, double clipSeconds) {
        for (Seen frame : frames) {
            frame.objects.forEach(one -> keptObjects.offer(new OfVideo<>(one.seenFor(clipSeconds), video)));
            frame.pairs.forEach(one -> keptPairs.offer(new OfVideo<>(one, video)));
            triples.add(triples(frame), video);
        }
        int second = Math.max(1, (int) Math.round(framesPerSecond));
        for (int from = 0; from < frames.size(); from += second) {
            List<Seen> some = List.copyOf(frames.subList(from, Math.min(frames.size(), from + second)));
            seconds.offer(new Second(video, framesPerSecond, some));
        }
    }

    private static Seen seen(SceneFrame frame) {
        int height = frame.frame().image().height();
        return new Seen(
                frame.graph().objects().stream()
                        .map(one -> ObjectVector.of(one, frame.measures(one), height))
                        .toList(),
                frame.pairs().stream()
                        .filter(MonitorLearning::isRelated)
                        .map(PairVector::of)
                        .toList());
    }

    private static boolean isRelated(PairShares pair) {
        return Arrays.stream(pair.shares()).anyMatch(share -> share > 0);
    }

    private NominalObjects objects() {
        List<ObjectVector> objects = ones(keptObjects);
        if (objects.isEmpty()) {
            throw new XvadTrainingException(
                    "nothing moved in the training clips; 'interpretable' learns from things that move");
        }
        return NominalObjects.of(objects, videos(keptObjects), options().get(Interpretable.PLACE), neighbours());
    }

    private static <T> List<T> ones(Reservoir<OfVideo<T>> kept) {
        return kept.kept().stream().map(OfVideo::one).toList();
    }

    private static <T> int[] videos(Reservoir<OfVideo<T>> kept) {
        return kept.kept().stream().mapToInt(OfVideo::video).toArray();
    }

    /** How far things are from those of other videos must be known in some frame. */
    private static void requireComparable(List<Second> normal, NominalObjects objects) {
        for (Second second : normal) {
            for (Seen frame : second.frames) {
                if (!frame.objects.isEmpty()
                        && farthest(frame.objects, one -> objects.distance(one, second.video))
                                .isPresent()) {
                    return;
                }
            }
        }
        throw new XvadTrainingException(
                "things move in one of the normal videos only; 'interpretable' compares those of"
                        + " each video with those of the others: give more normal videos");
    }

    private Set<Triple> triples(Seen frame) {
        Set<Triple> triples = new HashSet<>();
        for (PairVector pair : frame.pairs) {
            IntStream.range(0, source.words().size())
                    .filter(pair::holds)
                    .forEach(r -> triples.add(pair.triple(source.words().get(r))));
        }
        return triples;
    }

    private Monitor monitor(String name, double least, double lasting, List<Second> normal, LeftOut leftOut) {
        List<double[]> distances = new ArrayList<>();
        for (Second second : normal) {
            Cancellation.check();
            distances.add(second.frames.stream()
                    .flatMapToDouble(frame -> leftOut.distance(frame, second.video).stream())
                    .toArray());
        }
        double[] all = distances.stream().flatMapToDouble(Arrays::stream).toArray();
        EvidenceScale scale = EvidenceScale.of(all, options().get(Interpretable.ALPHA), least);
        List<FalseAlarmBound.Stretch> evidence = IntStream.range(0, normal.size())
                .mapToObj(i -> new FalseAlarmBound.Stretch(
                        normal.get(i).framesPerSecond,
                        Arrays.stream(distances.get(i)).map(scale::evidence).toArray()))
                .toList();
        return new Monitor(name, scale, FalseAlarmBound.of(evidence, lasting));
    }

    private Options options() {
        return request.options();
    }

    private int neighbours() {
        return options().get(Interpretable.NEIGHBOURS);
    }

    private UniformRandomProvider random(int stream) {
        return RandomSource.XO_SHI_RO_256_PP.create(STREAMS * request.seed() + stream);
    }
}
