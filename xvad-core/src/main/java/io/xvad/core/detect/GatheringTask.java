package io.xvad.core.detect;

import io.xvad.core.Samples;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.core.registry.Registry;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The part of a fit that other machines do, with the detectors of their class path. Immutable and thread-safe.
 *
 * @param detector name of the detector
 * @param options its options, as they would be typed
 * @param seed everything random follows from it
 * @param all number of normal samples that are learned from
 */
public record GatheringTask(String detector, Map<String, String> options, long seed, int all) implements Serializable {

    public GatheringTask {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    }

    /**
     * What some of the normal samples tell; throws as {@link FitsInParts#gather}.
     *
     * @param part at least one sample
     * @param places of each its index among all that are learned from, ascending
     */
    public Gathered gather(Samples part, int... places) {
        FitsInParts<?> found = find();
        SamplesRead read = new SamplesRead(part);
        FitRequest request = new FitRequest(Options.parse(found.options(), options), seed, ProgressListener.none());
        Serializable told = found.gather(new FitsInParts.Part(read, places.clone(), all), request);
        SortedMap<Integer, String> digests = new TreeMap<>();
        read.digests().forEach((index, digest) -> digests.put(places[index], digest));
        return new Gathered(told, digests);
    }

    /**
     * What several parts tell together.
     *
     * @param parts at least one, in the order of their samples; they are not to be used again
     * @throws IllegalArgumentException naming its place, if a sample is in two of them
     */
    public Gathered join(List<Gathered> parts) {
        return joined(find(), parts);
    }

    private static <P extends Serializable> Gathered joined(FitsInParts<P> detector, List<Gathered> parts) {
        P told = detector.partType().cast(parts.get(0).told());
        SortedMap<Integer, String> digests = new TreeMap<>(parts.get(0).digests());
        for (Gathered part : parts.subList(1, parts.size())) {
            requireApart(digests, part.digests());
            told = detector.join(told, detector.partType().cast(part.told()));
            digests.putAll(part.digests());
        }
        return new Gathered(told, digests);
    }

    private static void requireApart(Map<Integer, String> before, Map<Integer, String> part) {
        part.keySet().stream().filter(before::containsKey).findFirst().ifPresent(place -> {
            throw new IllegalArgumentException("the sample at place " + place + " is in two parts");
        });
    }

    private FitsInParts<?> find() {
        return TrainingInParts.divisible(Registry.load(Detector.class).get(detector));
    }
}
