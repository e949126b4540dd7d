package io.xvad.foundation.logsad;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.foundation.logsad.VisionNetworks.Features;
import io.xvad.foundation.parts.Assignment;
import io.xvad.foundation.parts.FeatureGrid;
import io.xvad.foundation.parts.Part;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Instances of parts in normal images, with which those of an image are matched one by one. Immutable and thread-safe.
 *
 * @param layers for each layer of CLIP the vectors of all instances, of unit length
 */
record InstanceMatch(List<List<float[]>> layers) {

    private static final String ENTRY = "instances-";

    /** The score of an image without instances. */
    private static final double NONE = 1;

    InstanceMatch {
        layers = layers.stream().map(List::copyOf).toList();
    }

    /** For each layer of CLIP the mean feature of each part that covers a place of the grid, of unit length. */
    static List<List<float[]>> instances(List<Part> parts, Features features) {
        return features.clip().stream().map(grid -> instances(parts, grid)).toList();
    }

    private static List<float[]> instances(List<Part> parts, FeatureGrid grid) {
        List<float[]> instances = new ArrayList<>();
        for (Part part : parts) {
            List<Float> mean = grid.mean(grid.within(part.mask()));
            if (!mean.isEmpty()) {
                float[] values = new float[mean.size()];
                for (int d = 0; d < values.length; d++) {
                    values[d] = mean.get(d);
                }
                instances.add(UnitVectors.of(values, values.length));
            }
        }
        return instances;
    }

    /** Those of several images together. */
    static InstanceMatch of(List<List<List<float[]>>> images, int layers) {
        List<List<float[]>> all = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            List<float[]> together = new ArrayList<>();
            for (List<List<float[]>> image : images) {
                together.addAll(image.get(layer));
            }
            all.add(together);
        }
        return new InstanceMatch(all);
    }

    /** Whether normal images have any, so that there is something to match. */
    boolean hasAny() {
        return !layers.get(0).isEmpty();
    }

    /** The mean over layers of the mean cost of a match, one minus the cosine. */
    double score(List<List<float[]>> image) {
        if (image.get(0).isEmpty() || !hasAny()) {
            return NONE;
        }
        double sum = 0;
        for (int layer = 0; layer < layers.size(); layer++) {
            sum += Assignment.of(costs(image.get(layer), layers.get(layer))).meanCost();
        }
        return sum / layers.size();
    }

    private static double[][] costs(List<float[]> image, List<float[]> normal) {
        double[][] costs = new double[image.size()][normal.size()];
        for (int i = 0; i < image.size(); i++) {
            for (int j = 0; j < normal.size(); j++) {
                costs[i][j] = 1 - UnitVectors.dot(image.get(i), 0, normal.get(j), 0, image.get(i).length);
            }
        }
        return costs;
    }

    static InstanceMatch read(ModelReader model, int layers) {
        List<List<float[]>> all = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            all.add(model.has(ENTRY + layer) ? rows(model.tensor(ENTRY + layer)) : List.of());
        }
        return new InstanceMatch(all);
    }

    private static List<float[]> rows(Tensor vectors) {
        if (vectors.rank() != 2) {
            throw new XvadModelException("entries of instances must hold vectors, got " + vectors);
        }
        List<float[]> rows = new ArrayList<>();
        float[] values = vectors.toArray();
        for (int from = 0; from < values.length; from += vectors.size(1)) {
            rows.add(Arrays.copyOfRange(values, from, from + vectors.size(1)));
        }
        return rows;
    }

    void write(ModelWriter model) {
        for (int layer = 0; layer < layers.size(); layer++) {
            List<float[]> rows = layers.get(layer);
            if (!rows.isEmpty()) {
                int dimension = rows.get(0).length;
                float[] values = new float[rows.size() * dimension];
                for (int i = 0; i < rows.size(); i++) {
                    System.arraycopy(rows.get(i), 0, values, i * dimension, dimension);
                }
                model.tensor(ENTRY + layer, Tensor.owning(values, rows.size(), dimension));
            }
        }
    }
}
