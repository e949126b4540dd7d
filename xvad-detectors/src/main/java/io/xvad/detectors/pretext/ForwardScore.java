package io.xvad.detectors.pretext;

import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.FeatureOptions;
import java.util.List;
import java.util.Optional;

/** A classifier of any operators, whose gradient is not known: it is run forwards only, and there is no map. Thread-safe. */
final class ForwardScore implements ClassifierScore {

    private static final String NETWORK = "classifier-forward";
    private static final String OUTPUTS = "classifier-outputs";
    private static final String SIZE = "classifier-size";

    private final byte[] onnx;
    private final List<String> outputs;
    private final int size;
    private final ClassifierPixels pixels;
    private final Confidence confidence;
    private final Network network;

    /**
     * Opens a network.
     *
     * @param outputs that the confidence looks at, the logits last
     */
    ForwardScore(byte[] onnx, List<String> outputs, int size, Options options, Confidence confidence) {
        this.onnx = onnx;
        this.outputs = outputs;
        this.size = size;
        this.pixels = ClassifierPixels.named(options.get(PretextOptions.CLASSIFIER_PIXELS));
        this.confidence = confidence;
        this.network = Engines.ofAnyNetwork()
                .orElseThrow(Engines::none)
                .open(onnx, outputs, options.get(FeatureOptions.THREADS));
    }

    static boolean isIn(ModelReader model) {
        return model.has(NETWORK);
    }

    /** Name of the logits of what {@link #write} wrote. */
    static String logits(ModelReader model) {
        List<String> outputs = model.strings(OUTPUTS);
        return outputs.get(outputs.size() - 1);
    }

    /** Brings back what {@link #write} wrote. */
    static ForwardScore read(ModelReader model, Options options, Confidence confidence) {
        return new ForwardScore(model.bytes(NETWORK), model.strings(OUTPUTS), model.ints(SIZE)[0], options, confidence);
    }

    @Override
    public void write(ModelWriter model) {
        model.bytes(NETWORK, onnx);
        model.strings(OUTPUTS, outputs);
        model.ints(SIZE, new int[] {size});
        confidence.write(model);
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public Found of(float[] image) {
        Tensor input = Tensor.owning(pixels.seen(image), 1, 3, size, size);
        return new Found(-confidence.of(network.run(input)), Optional.empty());
    }

    @Override
    public void close() {
        network.close();
    }
}
