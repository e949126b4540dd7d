package io.xvad.foundation.text;

import io.xvad.core.XvadModelException;
import io.xvad.core.capability.ComparesSentences.SentenceSimilarity;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.model.FoundationModel;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Two directions in the space that images and sentences share: one for normal, one for anomalous, each with the sentences it stands for. Immutable and
 * thread-safe.
 */
public final class TextAnchors {

    private static final String NORMAL = "normal";
    private static final String ANOMALOUS = "anomalous";

    private final Side normal;
    private final Side anomalous;

    private TextAnchors(Side normal, Side anomalous) {
        this.normal = normal;
        this.anomalous = anomalous;
    }

    /** How the vectors of many sentences become one. */
    @FunctionalInterface
    public interface Averaging {

        /** The mean of the vectors. */
        Averaging RAW_MEAN = UnitVectors::mean;

        /** The mean of the vectors made ones of unit length. */
        Averaging UNIT_MEAN = (vectors, dimension) -> UnitVectors.mean(UnitVectors.of(vectors, dimension), dimension);

        /**
         * The one vector, of any length.
         *
         * @param vectors as the network gives them, one after the other, at least one
         * @param dimension values in each
         */
        float[] average(float[] vectors, int dimension);
    }

    /** One of the two: its direction, its sentences, and their vectors of unit length, one after the other. */
    private record Side(float[] anchor, List<String> sentences, float[] vectors) {

        static Side of(List<String> sentences, List<float[]> encoded, Averaging averaging) {
            int dimension = encoded.get(0).length;
            float[] raw = new float[sentences.size() * dimension];
            for (int i = 0; i < sentences.size(); i++) {
                System.arraycopy(encoded.get(i), 0, raw, i * dimension, dimension);
            }
            float[] anchor = UnitVectors.of(averaging.average(raw, dimension), dimension);
            return new Side(anchor, List.copyOf(sentences), UnitVectors.of(raw, dimension));
        }

        Stream<SentenceSimilarity> similarities(float[] vector, boolean anomalous) {
            return IntStream.range(0, sentences.size())
                    .mapToObj(i -> new SentenceSimilarity(
                            sentences.get(i),
                            anomalous,
                            UnitVectors.dot(vectors, i * vector.length, vector, 0, vector.length)));
        }

        void write(ModelWriter model, String name) {
            model.tensor(name + "-anchor", Tensor.of(anchor, anchor.length));
            model.strings(name + "-sentences", sentences);
            model.tensor(name + "-sentence-vectors", Tensor.of(vectors, sentences.size(), anchor.length));
        }

        static Side read(ModelReader model, String name) {
            float[] anchor = model.tensor(name + "-anchor").toArray();
            List<String> sentences = model.strings(name + "-sentences");
            float[] vectors = model.tensor(name + "-sentence-vectors").toArray();
            if (vectors.length != sentences.size() * anchor.length) {
                throw new XvadModelException("entries of the " + name + " sentences do not fit each other");
            }
            return new Side(anchor, sentences, vectors);
        }
    }

    /**
     * The anchors of an ensemble.
     *
     * @param thing name of what the images show
     */
    public static TextAnchors of(PromptEnsemble prompts, String thing, TextEncoder encoder, Averaging averaging) {
        List<String> normal = prompts.normalSentences(thing);
        List<String> anomalous = prompts.anomalousSentences(thing);
        return new TextAnchors(
                Side.of(normal, encoder.encode(normal), averaging),
                Side.of(anomalous, encoder.encode(anomalous), averaging));
    }

    /**
     * The anchors of an ensemble by the text side of a model, which is closed when they are there.
     *
     * @param thing name of what the images show
     * @throws XvadModelException if the model has no text side that this library can feed
     */
    public static TextAnchors encoded(
            PromptEnsemble prompts, String thing, FoundationModel model, Averaging averaging) {
        try (TextEncoder encoder = TextEncoder.of(model)) {
            return of(prompts, thing, encoder, averaging);
        }
    }

    /**
     * The anchors of several things, otherwise as {@link #encoded(PromptEnsemble, String, FoundationModel, Averaging)}.
     *
     * @param things names of what the images show
     * @return by name
     */
    public static Map<String, TextAnchors> encoded(
            PromptEnsemble prompts, Collection<String> things, FoundationModel model, Averaging averaging) {
        Map<String, TextAnchors> anchors = new LinkedHashMap<>();
        try (TextEncoder encoder = TextEncoder.of(model)) {
            things.forEach(thing -> anchors.put(thing, of(prompts, thing, encoder, averaging)));
        }
        return anchors;
    }

    /**
     * Anchors that were learned, which stand for no sentences.
     *
     * @param normal direction of normal, of any length
     * @param anomalous direction of anomalous, of as many values
     */
    public static TextAnchors learned(float[] normal, float[] anomalous) {
        return new TextAnchors(
                new Side(UnitVectors.of(normal, normal.length), List.of(), new float[0]),
                new Side(UnitVectors.of(anomalous, anomalous.length), List.of(), new float[0]));
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if an entry is missing or broken
     */
    public static TextAnchors read(ModelReader model) {
        Side normal = Side.read(model, NORMAL);
        Side anomalous = Side.read(model, ANOMALOUS);
        if (normal.anchor.length != anomalous.anchor.length) {
            throw new XvadModelException("the two text anchors must be of one length");
        }
        return new TextAnchors(normal, anomalous);
    }

    /** Writes both with their sentences. */
    public void write(ModelWriter model) {
        normal.write(model, NORMAL);
        anomalous.write(model, ANOMALOUS);
    }

    /** Values in a vector. */
    public int dimension() {
        return normal.anchor.length;
    }

    /** The direction of normal, of unit length. */
    public float[] normal() {
        return normal.anchor.clone();
    }

    /** The direction of anomalous, of unit length. */
    public float[] anomalous() {
        return anomalous.anchor.clone();
    }

    /**
     * How alike vectors are to anomalous rather than normal: {@code softmax([v.n, v.a] / temperature)[1]}.
     *
     * @param vectors of unit length, one after the other
     * @return a value in [0, 1] for each
     */
    public float[] probabilities(float[] vectors, double temperature) {
        float[] probabilities = new float[vectors.length / dimension()];
        for (int i = 0; i < probabilities.length; i++) {
            probabilities[i] = (float) (1 / (1 + Math.exp(-margin(vectors, i) / temperature)));
        }
        return probabilities;
    }

    /**
     * By how much vectors are more alike to anomalous than to normal: {@code v.a - v.n}.
     *
     * @param vectors of unit length, one after the other
     * @return a value in [-2, 2] for each
     */
    public float[] margins(float[] vectors) {
        float[] margins = new float[vectors.length / dimension()];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = (float) margin(vectors, i);
        }
        return margins;
    }

    private double margin(float[] vectors, int index) {
        int dimension = dimension();
        return UnitVectors.dot(vectors, index * dimension, anomalous.anchor, 0, dimension)
                - UnitVectors.dot(vectors, index * dimension, normal.anchor, 0, dimension);
    }

    /**
     * How alike a vector is to each sentence, the most alike first; empty of learned anchors.
     *
     * @param vector of unit length
     */
    public List<SentenceSimilarity> similarities(float[] vector) {
        return Stream.concat(normal.similarities(vector, false), anomalous.similarities(vector, true))
                .sorted(Comparator.comparingDouble(SentenceSimilarity::similarity)
                        .reversed())
                .toList();
    }
}
