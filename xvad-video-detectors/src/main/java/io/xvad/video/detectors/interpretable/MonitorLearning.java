package io.xvad.video.detectors.interpretable;

import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.XvadTrainingException;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.video.detectors.objects.PairShares;
import io.xvad.video.detectors.objects.SceneFrame;
import io.xvad.video.detectors.objects.SceneSource;
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

/** Learns the monitors from normal clips: what is normal, and how far normal frames of one video are from what is normal in the others. */
final class MonitorLearning {

    /** Accuracy of the distance of an object, in units. */
    private static final double OBJECT = 0.5;

    /** A pair is never nearer than by a relation that held for a quarter of a second. */
    private static final double PAIR = 0.25;

    private final SceneSource source;
    private final FitRequest request;

    /** What was seen in one frame. */
    private record Seen(List<ObjectVector> objects, List<PairVector> pairs) {}

    /** The frames of a clip, and the number of the video it is of. */
    private record Stretch(int video, double framesPerSecond, List<Seen> frames) {}

    MonitorLearning(SceneSource source, FitRequest request) {
        this.source = source;
        this.request = request;
    }

    Monitors learn(Samples clips) {
        List<Stretch> stretches = stretches(clips);
        NominalObjects objects = objects(stretches);
        NominalPairs pairs = pairs(stretches);
        requireComparable(stretches, objects);
        return new Monitors(
                objects,
                pairs,
                monitor(
                        Monitor.OBJECTS,
                        OBJECT,
                        stretches,
                        (frame, video) -> farthest(frame.objects, one -> objects.distance(one, video))),
                monitor(
                        Monitor.INTERACTIONS,
                        PAIR,
                        stretches,
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

    private List<Stretch> stretches(Samples clips) {
        List<String> ids = IntStream.range(0, clips.size()).mapToObj(clips::id).toList();
        int[] videos = SourceVideos.numbers(ids);
        List<Stretch> stretches = new ArrayList<>();
        for (int i = 0; i < clips.size(); i++) {
            Cancellation.check();
            Clip clip = clips.get(i).requireClip();
            List<Seen> frames =
                    source.frames(clip).stream().map(MonitorLearning::seen).toList();
            if (clips.size() == 1) {
                stretches.add(new Stretch(0, clip.framesPerSecond(), frames.subList(0, frames.size() / 2)));
                stretches.add(new Stretch(1, clip.framesPerSecond(), frames.subList(frames.size() / 2, frames.size())));
            } else {
                stretches.add(new Stretch(videos[i], clip.framesPerSecond(), frames));
            }
            request.progress().progressed("clips", i + 1L, clips.size());
        }
        return stretches;
    }

    private static Seen seen(SceneFrame frame) {
        int height = frame.frame().image().height();
        return new Seen(
                frame.graph().objects().stream()
                        .map(one -> ObjectVector.of(one, height))
                        .toList(),
                frame.pairs().stream()
                        .filter(MonitorLearning::isRelated)
                        .map(PairVector::of)
                        .toList());
    }

    private static boolean isRelated(PairShares pair) {
        return Arrays.stream(pair.shares()).anyMatch(share -> share > 0);
    }

    private NominalObjects objects(List<Stretch> stretches) {
        Reservoir<ObjectVector> kept = new Reservoir<>(bankSize(), random(0));
        stretches.forEach(stretch ->
                stretch.frames.forEach(frame -> frame.objects.forEach(one -> kept.offer(one, stretch.video))));
        if (kept.isEmpty()) {
            throw new XvadTrainingException(
                    "nothing moved in the training clips; 'interpretable' learns from things that move");
        }
        return new NominalObjects(
                kept.kept(),
                kept.videos(),
                ObjectUnits.of(kept.kept(), options().get(Interpretable.PLACE)),
                neighbours());
    }

    /** How far things are from those of other videos must be known in some frame. */
    private static void requireComparable(List<Stretch> stretches, NominalObjects objects) {
        for (Stretch stretch : stretches) {
            for (Seen frame : stretch.frames) {
                if (!frame.objects.isEmpty()
                        && farthest(frame.objects, one -> objects.distance(one, stretch.video))
                                .isPresent()) {
                    return;
                }
            }
        }
        throw new XvadTrainingException("things move in one of the normal videos only; 'interpretable' compares those of"
                + " each video with those of the others: give more normal videos");
    }

    private NominalPairs pairs(List<Stretch> stretches) {
        Reservoir<PairVector> kept = new Reservoir<>(bankSize(), random(1));
        TripleCounts.Counting counting = new TripleCounts.Counting();
        for (Stretch stretch : stretches) {
            for (Seen frame : stretch.frames) {
                frame.pairs.forEach(one -> kept.offer(one, stretch.video));
                counting.add(triples(frame), stretch.video);
            }
        }
        return new NominalPairs(kept.kept(), kept.videos(), counting.counted(), source.words(), neighbours());
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

    private Monitor monitor(String name, double least, List<Stretch> stretches, LeftOut leftOut) {
        List<double[]> distances = new ArrayList<>();
        for (Stretch stretch : stretches) {
            Cancellation.check();
            distances.add(stretch.frames.stream()
                    .flatMapToDouble(
                            frame -> leftOut.distance(frame, stretch.video).stream())
                    .toArray());
        }
        double[] all = distances.stream().flatMapToDouble(Arrays::stream).toArray();
        EvidenceScale scale = EvidenceScale.of(all, options().get(Interpretable.ALPHA), least);
        List<FalseAlarmBound.Stretch> evidence = IntStream.range(0, stretches.size())
                .mapToObj(i -> new FalseAlarmBound.Stretch(
                        stretches.get(i).framesPerSecond,
                        Arrays.stream(distances.get(i)).map(scale::evidence).toArray()))
                .toList();
        return new Monitor(name, scale, FalseAlarmBound.of(evidence));
    }

    private Options options() {
        return request.options();
    }

    private int bankSize() {
        return options().get(Interpretable.BANK_SIZE);
    }

    private int neighbours() {
        return options().get(Interpretable.NEIGHBOURS);
    }

    private UniformRandomProvider random(int stream) {
        return RandomSource.XO_SHI_RO_256_PP.create(2 * request.seed() + stream);
    }
}
