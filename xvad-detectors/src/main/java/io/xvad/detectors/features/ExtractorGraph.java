package io.xvad.detectors.features;

import io.xvad.data.preprocess.Normalize;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.training.onnx.OnnxGraph;
import java.util.Map;
import java.util.Objects;

/**
 * Adds the feature extraction of a {@link PatchExtractor} to an ONNX graph.
 *
 * @param extractor the extractor
 * @param onnx where nodes are added
 */
public record ExtractorGraph(PatchExtractor extractor, OnnxGraph onnx) {

    /** Rows of features, shape (side * side, dimension), of an image of shape (1, 3, size, size) in [0, 1]. */
    public String rows(String image) {
        BackboneSpec spec = extractor.spec();
        Map<String, String> features = onnx.embed(spec.onnx(), normalised(image, spec.normalize()), "backbone-");
        String[] planes = extractor.layers().stream()
                .map(layer -> grid(
                        Objects.requireNonNull(features.get(layer.name()), layer.name()),
                        spec.inputSize() / layer.stride()))
                .toArray(String[]::new);
        String joined = onnx.node("Concat", node -> node.integer("axis", 1), planes);
        int side = extractor.side();
        return onnx.reshaped(onnx.transposed(joined, 0, 2, 3, 1), (long) side * side, extractor.dimension());
    }

    private String normalised(String image, Normalize normalize) {
        float[] mean = new float[3];
        float[] deviation = new float[3];
        for (int c = 0; c < 3; c++) {
            mean[c] = normalize.mean().get(c);
            deviation[c] = normalize.std().get(c);
        }
        String centred = onnx.node("Sub", image, onnx.constant(mean, 1, 3, 1, 1));
        return onnx.node("Div", centred, onnx.constant(deviation, 1, 3, 1, 1));
    }

    /** A layer as large as the finest grid; before, each feature is averaged with its neighbours if the extractor does so. */
    private String grid(String layer, int layerSide) {
        String local = extractor.joining().isLocallyAware()
                ? onnx.node(
                        "AveragePool",
                        node -> node.integers("kernel_shape", 3, 3)
                                .integers("pads", 1, 1, 1, 1)
                                .integer("count_include_pad", 1),
                        layer)
                : layer;
        int side = extractor.side();
        if (layerSide == side) {
            return local;
        }
        float[] across = new float[layerSide * side];
        float[] down = new float[side * layerSide];
        for (int i = 0; i < layerSide; i++) {
            float[] unit = new float[layerSide];
            unit[i] = 1;
            float[] line = extractor.joining().enlarged(unit, side);
            for (int j = 0; j < side; j++) {
                across[i * side + j] = line[j];
                down[j * layerSide + i] = line[j];
            }
        }
        String wide = onnx.node("MatMul", local, onnx.constant(across, layerSide, side));
        return onnx.node("MatMul", onnx.constant(down, side, layerSide), wide);
    }
}
