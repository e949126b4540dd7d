package io.xvad.foundation.tokens;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.nearest.NearestRows;
import io.xvad.detectors.nearest.NeighbourSearch;
import java.util.List;

/**
 * Vectors of normal reference images, and which of them is most alike to another. Immutable and thread-safe; close it to free native memory.
 */
public final class ReferenceMemory implements AutoCloseable {

    private static final int MOST_VALUES = Integer.MAX_VALUE - 8;

    private final NearestRows rows;
    private final int perImage;

    private ReferenceMemory(NearestRows rows, int perImage) {
        this.rows = rows;
        this.perImage = perImage;
    }

    /**
     * Keeps the vectors of some images.
     *
     * @param images for each its vectors, as many of each image, one after the other; made ones of unit length
     * @param dimension values in a vector
     * @param options with {@link FeatureOptions#ENGINE} and {@link FeatureOptions#THREADS}
     * @throws IllegalArgumentException if they are too many for one array
     */
    public static ReferenceMemory of(List<float[]> images, int dimension, Options options) {
        int length = images.get(0).length;
        float[] all = new float[requireAddressable(images.size(), length)];
        for (int i = 0; i < images.size(); i++) {
            System.arraycopy(images.get(i), 0, all, i * length, length);
        }
        return searched(UnitVectors.of(all, dimension), dimension, length / dimension, options);
    }

    private static int requireAddressable(int images, int values) {
        long all = (long) images * values;
        if (all > MOST_VALUES) {
            throw new IllegalArgumentException(images + " reference images have " + all
                    + " values of patches in one layer, more than a memory can hold: take at most "
                    + MOST_VALUES / values
                    + " (option 'references')");
        }
        return (int) all;
    }

    private static ReferenceMemory searched(float[] unit, int dimension, int perImage, Options options) {
        NeighbourSearch search = NeighbourSearch.of(
                unit,
                dimension,
                Engines.ofAnyNetwork(options.get(FeatureOptions.ENGINE)),
                options.get(FeatureOptions.THREADS));
        return new ReferenceMemory(new NearestRows(unit, dimension, search), perImage);
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws XvadModelException if the entry is missing or broken
     */
    public static ReferenceMemory read(ModelReader model, String name, Options options) {
        Tensor vectors = model.tensor(name);
        if (vectors.rank() != 3) {
            throw new XvadModelException("entry '" + name + "' must hold vectors of images, got " + vectors);
        }
        return searched(vectors.toArray(), vectors.size(2), vectors.size(1), options);
    }

    /** Writes it under a name. */
    public void write(ModelWriter model, String name) {
        model.tensor(name, Tensor.owning(rows.rows(), rows.count() / perImage, perImage, rows.dimension()));
    }

    /**
     * What was found for several vectors, in their order.
     *
     * @param cosines with the most alike reference vector
     * @param indices of that vector, counted through all images
     */
    public record Found(float[] cosines, int[] indices) {

        /** {@code 1 - cosine} of each, in [0, 2]. */
        public float[] distances() {
            return scaled(1);
        }

        /** {@code (1 - cosine) / 2} of each, in [0, 1]. */
        public float[] halfDistances() {
            return scaled(0.5f);
        }

        private float[] scaled(float factor) {
            float[] distances = new float[cosines.length];
            for (int i = 0; i < distances.length; i++) {
                distances[i] = factor * (1 - cosines[i]);
            }
            return distances;
        }
    }

    /**
     * The reference vector most alike to each of these.
     *
     * @param vectors one after the other; made ones of unit length
     */
    public Found nearest(float[] vectors) {
        return nearest(vectors, 1);
    }

    /**
     * The reference vectors most alike to each of these.
     *
     * @param count how many of each, the most alike first; fewer if fewer are kept
     */
    public Found nearest(float[] vectors, int count) {
        NearestRows.Found found = rows.search(UnitVectors.of(vectors, rows.dimension()), count);
        float[] cosines = new float[found.distances().length];
        for (int i = 0; i < cosines.length; i++) {
            cosines[i] = 1 - found.distances()[i] * found.distances()[i] / 2;
        }
        return new Found(cosines, found.indices());
    }

    /** The image of a vector that was found. */
    public int image(int index) {
        return index / perImage;
    }

    /** Which of its image's vectors it is. */
    public int position(int index) {
        return index % perImage;
    }

    /** Vectors of each image. */
    public int perImage() {
        return perImage;
    }

    /** Values in a vector. */
    public int dimension() {
        return rows.dimension();
    }

    @Override
    public void close() {
        rows.close();
    }
}
