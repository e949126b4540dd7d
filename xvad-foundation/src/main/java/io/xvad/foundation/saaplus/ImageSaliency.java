package io.xvad.foundation.saaplus;

import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.foundation.tokens.ReferenceMemory;
import io.xvad.foundation.tokens.UnitVectors;
import java.util.ArrayList;
import java.util.List;

/**
 * How unlike the rest of an image each place of it is, by the features of a backbone: {@code (1 - cosine) / 2}. Thread-safe; close it to free native memory.
 */
final class ImageSaliency implements AutoCloseable {

    private final Backbone backbone;
    private final int neighbours;
    private final Options options;
    private final int side;
    private final int dimension;

    /**
     * One that owns the backbone.
     *
     * @param neighbours each place is compared with so many that it is most unlike
     * @param options with the engine that searches, and its threads
     */
    ImageSaliency(Backbone backbone, int neighbours, Options options) {
        this.backbone = backbone;
        this.neighbours = neighbours;
        this.options = options;
        int finest = backbone.layers().stream()
                .mapToInt(BackboneSpec.Layer::stride)
                .min()
                .orElseThrow();
        side = backbone.spec().inputSize() / finest;
        dimension = backbone.layers().stream()
                .mapToInt(BackboneSpec.Layer::channels)
                .sum();
    }

    BackboneSpec spec() {
        return backbone.spec();
    }

    /**
     * The saliency of each pixel of an image, row-major, in [0, 1]: the mean distance of its place to those that it is most unlike; or, with several objects, the distance
     * to the nearest place of the other objects, and 0 outside of objects.
     *
     * @param objects masks of objects that look alike; with fewer than two the image is compared with itself
     */
    float[] of(Image image, List<Mask> objects) {
        float[] rows = rows(image);
        float[] grid = objects.size() > 1 ? unlikeTheOthers(rows, objects) : unlikeItself(rows);
        return Resize.plane(grid, side, side, image.height(), image.width(), false);
    }

    /** One vector of unit length for each place of the finest grid; coarser layers repeat theirs. */
    private float[] rows(Image image) {
        float[] rows = new float[side * side * dimension];
        int first = 0;
        for (Tensor layer : backbone.features(List.of(image))) {
            float[] values = layer.toArray();
            int own = layer.size(2);
            for (int place = 0; place < side * side; place++) {
                int nearest = place / side * own / side * own + place % side * own / side;
                for (int c = 0; c < layer.size(1); c++) {
                    rows[place * dimension + first + c] = values[c * own * own + nearest];
                }
            }
            first += layer.size(1);
        }
        return UnitVectors.of(rows, dimension);
    }

    /** What a place is most unlike is what its opposite is most alike to. */
    private float[] unlikeItself(float[] rows) {
        float[] opposite = new float[rows.length];
        for (int i = 0; i < rows.length; i++) {
            opposite[i] = -rows[i];
        }
        int count = Math.min(neighbours, side * side);
        try (ReferenceMemory memory = ReferenceMemory.of(List.of(rows), dimension, options)) {
            float[] cosines = memory.nearest(opposite, count).cosines();
            float[] saliency = new float[side * side];
            for (int place = 0; place < saliency.length; place++) {
                double sum = 0;
                for (int i = 0; i < count; i++) {
                    sum += (1 + cosines[place * count + i]) / 2;
                }
                saliency[place] = (float) (sum / count);
            }
            return saliency;
        }
    }

    private float[] unlikeTheOthers(float[] rows, List<Mask> objects) {
        List<List<Integer>> places = objects.stream().map(this::places).toList();
        float[] saliency = new float[side * side];
        for (int object = 0; object < places.size(); object++) {
            List<Integer> others = new ArrayList<>();
            for (int other = 0; other < places.size(); other++) {
                others.addAll(other == object ? List.of() : places.get(other));
            }
            if (!others.isEmpty() && !places.get(object).isEmpty()) {
                compare(rows, places.get(object), others, saliency);
            }
        }
        return saliency;
    }

    private void compare(float[] rows, List<Integer> own, List<Integer> others, float[] saliency) {
        try (ReferenceMemory memory = ReferenceMemory.of(List.of(chosen(rows, others)), dimension, options)) {
            float[] distances = memory.nearest(chosen(rows, own)).halfDistances();
            for (int i = 0; i < distances.length; i++) {
                saliency[own.get(i)] = Math.max(saliency[own.get(i)], distances[i]);
            }
        }
    }

    private float[] chosen(float[] rows, List<Integer> places) {
        float[] chosen = new float[places.size() * dimension];
        for (int i = 0; i < places.size(); i++) {
            System.arraycopy(rows, places.get(i) * dimension, chosen, i * dimension, dimension);
        }
        return chosen;
    }

    /** The places of the grid whose centres lie in a mask. */
    private List<Integer> places(Mask mask) {
        List<Integer> places = new ArrayList<>();
        for (int place = 0; place < side * side; place++) {
            int y = (int) ((place / side + 0.5) * mask.height() / side);
            int x = (int) ((place % side + 0.5) * mask.width() / side);
            if (mask.at(y, x)) {
                places.add(place);
            }
        }
        return places;
    }

    @Override
    public void close() {
        backbone.close();
    }
}
