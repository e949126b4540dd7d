package io.xvad.video.detectors.interpretable;

import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.relations.Triple;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Normal pairs, and how far another is from the nearest of the same classes. Immutable and thread-safe.
 *
 * @param pairs perhaps none
 * @param videos from which video each is, by number
 * @param triples how often each triple was there
 * @param words the vocabulary
 * @param neighbours over how many of the nearest is averaged
 */
record NominalPairs(List<PairVector> pairs, int[] videos, TripleCounts triples, List<String> words, int neighbours) {

    private static final String CLASSES = "pair-classes";
    private static final String VALUES = "pair-values";
    private static final String VIDEOS = "pair-videos";

    NominalPairs {
        pairs = List.copyOf(pairs);
        words = List.copyOf(words);
    }

    /**
     * How far a pair is from normal ones.
     *
     * @param distance the mean distance of the nearest, or that from a pair that is not related if there is none of its classes; infinite if a
     *     triple is there that no normal video has
     * @param parts how much each relation adds, by the vocabulary; unseen triples have all
     */
    record Deviation(double distance, double[] parts) {}

    Deviation deviation(PairVector pair) {
        return deviation(pair, -1);
    }

    /** Compared with those of other videos than one. */
    Deviation deviation(PairVector pair, int video) {
        double[] unseen = new double[words.size()];
        boolean any = false;
        for (int r = 0; r < unseen.length; r++) {
            if (pair.holds(r) && !isKnown(pair.triple(words.get(r)), video)) {
                unseen[r] = pair.shares()[r];
                any = true;
            }
        }
        return any ? new Deviation(Double.POSITIVE_INFINITY, unseen) : nearest(pair, video);
    }

    private boolean isKnown(Triple triple, int video) {
        return video < 0 ? triples.has(triple) : triples.hasBeside(triple, video);
    }

    private Deviation nearest(PairVector pair, int video) {
        NearestOnes nearest = new NearestOnes(neighbours);
        for (int i = 0; i < videos.length; i++) {
            PairVector other = pairs.get(i);
            if (videos[i] != video && other.isAlike(pair)) {
                nearest.offer(squared(pair, other), i);
            }
        }
        OptionalDouble mean = nearest.mean();
        if (mean.isEmpty()) {
            return unrelated(pair);
        }
        double[] parts = new double[words.size()];
        for (int index : nearest.indices()) {
            for (int r = 0; r < parts.length; r++) {
                parts[r] += pair.squared(r, pairs.get(index)) / neighbours;
            }
        }
        return new Deviation(mean.getAsDouble(), parts);
    }

    /** Pairs of classes that were never related had shares of 0. */
    private static Deviation unrelated(PairVector pair) {
        double[] parts =
                Arrays.stream(pair.shares()).map(share -> share * share).toArray();
        return new Deviation(Math.sqrt(Arrays.stream(parts).sum()), parts);
    }

    private static double squared(PairVector one, PairVector other) {
        double sum = 0;
        for (int r = 0; r < one.shares().length; r++) {
            sum += one.squared(r, other);
        }
        return sum;
    }

    /** The shares of one relation among normal pairs of the same classes. */
    double[] shares(PairVector like, int relation) {
        return pairs.stream()
                .filter(like::isAlike)
                .mapToDouble(pair -> pair.shares()[relation])
                .toArray();
    }

    void write(ModelWriter model) {
        List<String> classes = new ArrayList<>();
        double[] values = new double[words.size() * pairs.size()];
        for (int i = 0; i < pairs.size(); i++) {
            PairVector pair = pairs.get(i);
            classes.addAll(List.of(pair.subject(), pair.object()));
            System.arraycopy(pair.shares(), 0, values, words.size() * i, words.size());
        }
        model.strings(CLASSES, classes);
        model.doubles(VALUES, values);
        model.ints(VIDEOS, videos);
        triples.write(model);
    }

    static NominalPairs read(ModelReader model, List<String> words, int neighbours) {
        List<String> classes = model.strings(CLASSES);
        double[] values = model.doubles(VALUES);
        int[] videos = model.ints(VIDEOS);
        if (classes.size() != 2 * videos.length || values.length != words.size() * videos.length) {
            throw new XvadModelException("entries of " + videos.length + " normal pairs do not fit: " + classes.size()
                    + " classes, " + values.length + " values");
        }
        List<PairVector> pairs = new ArrayList<>();
        for (int i = 0; i < videos.length; i++) {
            int at = words.size() * i;
            pairs.add(new PairVector(
                    classes.get(2 * i), classes.get(2 * i + 1), Arrays.copyOfRange(values, at, at + words.size())));
        }
        return new NominalPairs(pairs, videos, TripleCounts.read(model), words, neighbours);
    }
}
