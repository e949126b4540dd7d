package io.xvad.detectors.network;

import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Tensor;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.features.ExtractorGraph;
import io.xvad.detectors.features.Joining;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.ReverseBackbone;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Features of the packaged backbone as an input of a network that is trained on images: planes of shape (N, {@link #channels},
 * {@link #side}, {@link #side}). The backbone is frozen; it is opened when features are first needed. Not thread-safe.
 */
public final class BackboneFeatures implements AutoCloseable {

    /** Name of the input. */
    public static final String NAME = "features";

    private static final String MEAN = "features-mean";
    private static final String SCALE = "features-scale";
    private static final double SMALLEST = 1e-6;

    private final BackboneSpec spec;
    private final List<BackboneSpec.Layer> layers;
    private final Lazy<PatchExtractor> extractor;
    private final Lazy<ReverseBackbone> reverse;
    private final IdentityHashMap<float[], KeptRows> remembered = new IdentityHashMap<>();

    /**
     * Features of images of a size.
     *
     * @param layers names of layers of the packaged backbone, which are joined at the finest grid
     * @param threads of the engine; 0 lets it decide
     */
    public BackboneFeatures(int size, List<String> layers, int threads) {
        spec = BackboneSpec.packaged().withInputSize(size);
        this.layers = layers.stream().map(spec::layer).toList();
        extractor = new Lazy<>(
                () -> new PatchExtractor(Backbone.open(spec, layers, Engines.AUTO, threads), Joining.BILINEAR));
        reverse = new Lazy<>(() -> new ReverseBackbone(extractor.get()));
    }

    /** The graph's input for the features, which is added when it is first asked for. */
    private SDVariable input(Trainable net) {
        return net.graph().hasVariable(NAME)
                ? net.graph().getVariable(NAME)
                : net.input(NAME, channels(), side(), side());
    }

    /** The input with each feature on mean 0 and standard deviation 1 over the images that were remembered last. */
    public SDVariable standardised(Trainable net) {
        return input(net).sub(net.kept(MEAN, 0, 1, channels(), 1, 1)).mul(net.kept(SCALE, 1, 1, channels(), 1, 1));
    }

    /** Features at a position. */
    public int channels() {
        return layers.stream().mapToInt(BackboneSpec.Layer::channels).sum();
    }

    /** Rows and columns of the grid. */
    public int side() {
        return spec.inputSize()
                / layers.stream().mapToInt(BackboneSpec.Layer::stride).min().orElseThrow();
    }

    /**
     * Computes the features of images that come again, which are told by their identity, and measures them.
     *
     * @param net the network whose input they are standardised for
     */
    public void remember(List<float[]> images, Trainable net) {
        int cells = side() * side();
        double[] sums = new double[channels()];
        double[] squares = new double[channels()];
        for (float[] image : images) {
            float[] planes = planes(image);
            remembered.put(image, KeptRows.of(planes, images.size()));
            for (int i = 0; i < planes.length; i++) {
                sums[i / cells] += planes[i];
                squares[i / cells] += (double) planes[i] * planes[i];
            }
        }
        float[] means = new float[sums.length];
        float[] scales = new float[sums.length];
        double count = (double) images.size() * cells;
        for (int c = 0; c < sums.length; c++) {
            double mean = sums[c] / count;
            means[c] = (float) mean;
            scales[c] = (float) (1 / Math.sqrt(Math.max(SMALLEST, squares[c] / count - mean * mean)));
        }
        net.keep(MEAN, means);
        net.keep(SCALE, scales);
    }

    /** The features of images of shape (3, size, size), in [0, 1]. */
    public INDArray of(List<float[]> images) {
        float[] values = new float[images.size() * channels() * side() * side()];
        int length = values.length / images.size();
        for (int i = 0; i < images.size(); i++) {
            KeptRows known = remembered.get(images.get(i));
            float[] planes = known == null ? planes(images.get(i)) : known.values();
            System.arraycopy(planes, 0, values, i * length, length);
        }
        return Nd4j.create(values, new long[] {images.size(), channels(), side(), side()}, 'c');
    }

    /** The features of a batch of images. */
    public INDArray of(INDArray images) {
        List<float[]> each = new ArrayList<>();
        for (long i = 0; i < images.size(0); i++) {
            try (INDArray image = images.slice(i).dup('c')) {
                each.add(image.data().asFloat());
            }
        }
        return of(each);
    }

    private Image image(float[] values) {
        return Image.of(NAME, 3, spec.inputSize(), spec.inputSize(), values);
    }

    private float[] planes(float[] image) {
        return transposed(extractor.get().rows(image(image)), side() * side(), channels());
    }

    /** A matrix of rows and columns, row-major, the other way. */
    private static float[] transposed(float[] values, int rows, int columns) {
        float[] transposed = new float[values.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                transposed[j * rows + i] = values[i * columns + j];
            }
        }
        return transposed;
    }

    /** The same in an ONNX graph, of one image. */
    public String of(OnnxGraph onnx, String image) {
        String rows = new ExtractorGraph(extractor.get(), onnx).rows(image);
        return onnx.transposed(onnx.reshaped(rows, 1, side(), side(), channels()), 0, 3, 1, 2);
    }

    /**
     * The gradient with respect to an image from one with respect to its features.
     *
     * @param image shape (3, size, size)
     */
    public float[] gradient(float[] image, float[] ofFeatures) {
        float[] rows = transposed(ofFeatures, channels(), side() * side());
        Map<String, Tensor> byLayer = extractor.get().separated(rows);
        return reverse.get().gradient(image(image), features -> byLayer, false);
    }

    @Override
    public void close() {
        reverse.ifBuilt(ReverseBackbone::close);
        extractor.ifBuilt(PatchExtractor::close);
    }
}
