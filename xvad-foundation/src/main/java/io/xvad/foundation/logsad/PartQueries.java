package io.xvad.foundation.logsad;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.json.JsonObject;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.parts.PartNames;
import io.xvad.foundation.text.TextEncoder;
import io.xvad.foundation.tokens.UnitVectors;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Directions of kinds of parts in the space of sentences. Immutable and thread-safe.
 *
 * @param parts kinds of parts; the last is the background
 * @param vectors for each its direction, of unit length, one after the other
 */
record PartQueries(List<PartNames> parts, float[] vectors) {

    private static final String ENTRY = "part-directions";

    PartQueries {
        parts = List.copyOf(parts);
    }

    /** Each direction is the mean of the directions of all templates filled with all words for the part. */
    static PartQueries of(List<PartNames> parts, TextEncoder encoder) {
        List<String> templates = templates();
        List<float[]> directions = new ArrayList<>();
        for (PartNames part : parts) {
            List<String> sentences = part.words().stream()
                    .flatMap(word -> templates.stream().map(template -> template.replace("{}", word)))
                    .toList();
            directions.add(mean(encoder.encode(sentences)));
        }
        int dimension = directions.get(0).length;
        float[] vectors = new float[directions.size() * dimension];
        for (int i = 0; i < directions.size(); i++) {
            System.arraycopy(directions.get(i), 0, vectors, i * dimension, dimension);
        }
        return new PartQueries(parts, vectors);
    }

    private static float[] mean(List<float[]> sentences) {
        float[] sum = new float[sentences.get(0).length];
        for (float[] sentence : sentences) {
            float[] unit = UnitVectors.of(sentence, sentence.length);
            for (int d = 0; d < sum.length; d++) {
                sum[d] += unit[d] / sentences.size();
            }
        }
        return UnitVectors.of(sum, sum.length);
    }

    private static List<String> templates() {
        try (InputStream in = PartQueries.class.getResourceAsStream("templates.json")) {
            if (in == null) {
                throw new IllegalStateException("no resource 'templates.json'");
            }
            return JsonObject.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .strings("templates");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The kind of part that a vector is most alike to; the background if to none. */
    int nearest(List<Float> vector) {
        int best = background();
        double highest = 0;
        for (int part = 0; part < parts.size(); part++) {
            double product = 0;
            for (int d = 0; d < vector.size(); d++) {
                product += vector.get(d) * vectors[part * vector.size() + d];
            }
            if (product > highest) {
                highest = product;
                best = part;
            }
        }
        return best;
    }

    /** The kind that stands for all else. */
    int background() {
        return parts.size() - 1;
    }

    static PartQueries read(ModelReader model, List<PartNames> parts) {
        Tensor vectors = model.tensor(ENTRY);
        if (vectors.rank() != 2 || vectors.size(0) != parts.size()) {
            throw new XvadModelException(
                    "entry '" + ENTRY + "' must hold " + parts.size() + " directions, got " + vectors);
        }
        return new PartQueries(parts, vectors.toArray());
    }

    void write(ModelWriter model) {
        model.tensor(ENTRY, Tensor.of(vectors, parts.size(), vectors.length / parts.size()));
    }
}
