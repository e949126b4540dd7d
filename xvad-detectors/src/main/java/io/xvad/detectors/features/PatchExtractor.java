package io.xvad.detectors.features;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Turns images into rows of features, one row for each position of the finest layer's grid; coarser layers are made as
 * large as it. Immutable and thread-safe.
 */
public final class PatchExtractor implements AutoCloseable {

    private final Backbone backbone;
    private final Joining joining;
    private final int side;
    private final int dimension;
    private final ConcurrentMap<Integer, LayerGrid> grids = new ConcurrentHashMap<>();

    /**
     * An extractor over an open backbone, which is closed with it.
     *
     * @param joining how coarser layers are made as large as the finest
     */
    public PatchExtractor(Backbone backbone, Joining joining) {
        this.backbone = backbone;
        this.joining = joining;
        int finest = backbone.layers().stream()
                .mapToInt(BackboneSpec.Layer::stride)
                .min()
                .orElseThrow();
        side = backbone.spec().inputSize() / finest;
        dimension = backbone.layers().stream()
                .mapToInt(BackboneSpec.Layer::channels)
                .sum();
    }

    /** An extractor of these layers, with the engine and threads of these options. */
    public static PatchExtractor open(BackboneSpec spec, List<String> layers, Options options, Joining joining) {
        return new PatchExtractor(
                Backbone.open(spec, layers, options.get(FeatureOptions.ENGINE), options.get(FeatureOptions.THREADS)),
                joining);
    }

    /** Another extractor like this one, which is closed by itself. */
    public PatchExtractor reopened(Options options) {
        List<String> names = layers().stream().map(BackboneSpec.Layer::name).toList();
        return open(spec(), names, options, joining);
    }

    /**
     * The image among samples.
     *
     * @throws IllegalArgumentException if the sample is not an image
     */
    public static Image image(Sample sample) {
        if (sample instanceof Image image) {
            return image;
        }
        throw new IllegalArgumentException("this detector takes images, got " + sample);
    }

    /** The network behind it. */
    public BackboneSpec spec() {
        return backbone.spec();
    }

    /** How coarser layers are made as large as the finest. */
    Joining joining() {
        return joining;
    }

    /** Rows and columns of the grid. */
    public int side() {
        return side;
    }

    /** Values in a row. */
    public int dimension() {
        return dimension;
    }

    /** The layer and channel a value of a row comes from, for example {@code stride8 channel 3}. */
    public String featureName(int value) {
        int channel = value;
        for (BackboneSpec.Layer layer : backbone.layers()) {
            if (channel < layer.channels()) {
                return layer.name() + " channel " + channel;
            }
            channel -= layer.channels();
        }
        throw new IndexOutOfBoundsException("value " + value + " of " + dimension);
    }

    /** The square image the network sees. */
    public Image seen(Image image) {
        return backbone.seen(image);
    }

    /** The grid position, row by row, that covers a pixel of an image. */
    public int position(Image image, int y, int x) {
        return (int) ((long) y * side / image.height()) * side + (int) ((long) x * side / image.width());
    }

    /** The square of {@code size} pixels around a position in the image the network sees, moved inside. */
    public Box boxSeen(int position, int size) {
        int pixels = spec().inputSize();
        int centreY = (2 * (position / side) + 1) * pixels / (2 * side);
        int centreX = (2 * (position % side) + 1) * pixels / (2 * side);
        return Box.around(centreY, centreX, size, pixels, pixels);
    }

    /**
     * Features of images in one run of the network.
     *
     * @return for each image {@code side * side} rows of {@code dimension} values
     */
    public List<float[]> rows(List<Image> images) {
        List<Tensor> features = backbone.features(images);
        List<float[]> rows = new ArrayList<>(images.size());
        for (int image = 0; image < images.size(); image++) {
            rows.add(joined(features, image));
        }
        return rows;
    }

    /** Features of one image: {@code side * side} rows of {@code dimension} values. */
    public float[] rows(Image image) {
        return rows(List.of(image)).get(0);
    }

    /** The input of the network for one image. */
    Tensor input(Image image) {
        return backbone.input(List.of(image));
    }

    /** The layers whose features are joined. */
    public List<BackboneSpec.Layer> layers() {
        return backbone.layers();
    }

    /** The rows of one image from the features of its layers. */
    float[] joined(List<Tensor> features, int image) {
        float[] joined = new float[side * side * dimension];
        int firstChannel = 0;
        for (Tensor layer : features) {
            join(layer, image, joined, firstChannel);
            firstChannel += layer.size(1);
        }
        return joined;
    }

    /** Takes a gradient with respect to the rows back to the features of each layer: the transpose of joining. */
    public Map<String, Tensor> separated(float[] rowGradients) {
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        int firstChannel = 0;
        for (BackboneSpec.Layer layer : layers()) {
            gradients.put(layer.name(), separated(rowGradients, layer, firstChannel));
            firstChannel += layer.channels();
        }
        return gradients;
    }

    private Tensor separated(float[] rowGradients, BackboneSpec.Layer layer, int firstChannel) {
        int layerSide = spec().inputSize() / layer.stride();
        int cells = layerSide * layerSide;
        float[] gradients = new float[layer.channels() * cells];
        for (int c = 0; c < layer.channels(); c++) {
            float[] finest = new float[side * side];
            for (int i = 0; i < finest.length; i++) {
                finest[i] = rowGradients[i * dimension + firstChannel + c];
            }
            float[] local = joining.transposed(finest, layerSide, side);
            float[] plane = joining.isLocallyAware() ? Neighbourhood.mean(local, layerSide) : local;
            System.arraycopy(plane, 0, gradients, c * cells, cells);
        }
        return Tensor.owning(gradients, 1, layer.channels(), layerSide, layerSide);
    }

    private void join(Tensor layer, int image, float[] joined, int firstChannel) {
        float[] planes = new float[layer.size(1) * layer.size(2) * layer.size(2)];
        layer.buffer().position(image * planes.length).get(planes);
        grids.computeIfAbsent(layer.size(2), layerSide -> new LayerGrid(layerSide, side, joining))
                .into(planes, layer.size(1), joined, dimension, firstChannel);
    }

    @Override
    public void close() {
        backbone.close();
    }
}
