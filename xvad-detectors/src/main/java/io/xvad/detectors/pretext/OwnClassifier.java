package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Normalize;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.training.dl4j.ClassifierFile;
import io.xvad.training.dl4j.ClassifierOutline;
import io.xvad.training.dl4j.Dl4jNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A classifier that somebody else has trained, run forwards and backwards by DL4J. Thread-safe; one run at a time. */
public final class OwnClassifier implements AutoCloseable {

    private static final String ENTRY = "classifier";
    private static final Map<String, Normalize> NORMALISATIONS = Map.of(
            "imagenet", new Normalize(List.of(0.485f, 0.456f, 0.406f), List.of(0.229f, 0.224f, 0.225f)),
            "unit", new Normalize(List.of(0f, 0f, 0f), List.of(1f, 1f, 1f)));

    private final byte[] bytes;
    private final ClassifierOutline outline;
    private final Normalize normalize;
    private final int size;
    private final Dl4jNetwork network;

    private OwnClassifier(byte[] bytes, ClassifierFile file, List<String> layers, Options options) {
        this.bytes = bytes;
        this.outline = file.outline();
        this.normalize = Objects.requireNonNull(NORMALISATIONS.get(options.get(PretextOptions.CLASSIFIER_PIXELS)));
        this.size = outline.size() > 0 ? outline.size() : ImageOptions.size(options);
        List<String> outputs = new ArrayList<>(layers.isEmpty() ? List.of(outline.features()) : layers);
        outputs.remove(outline.logits());
        outputs.add(outline.logits());
        this.network = file.open(outputs);
    }

    /**
     * Reads the file these options name.
     *
     * @param layers names of what must be known besides the logits; none for what goes into the last linear layer
     * @throws XvadDataException if it cannot be read
     * @throws io.xvad.core.XvadModelException if it is no classifier that DL4J can run
     */
    static OwnClassifier open(Options options, List<String> layers) {
        String file = options.get(PretextOptions.CLASSIFIER);
        try {
            return of(Files.readAllBytes(Path.of(file)), options, layers);
        } catch (IOException e) {
            throw new XvadDataException("cannot read the classifier " + file + ": " + e, e);
        }
    }

    /** Brings back the one that a model file holds. */
    static OwnClassifier read(ModelReader model, Options options, List<String> layers) {
        return of(model.bytes(ENTRY), options, layers);
    }

    private static OwnClassifier of(byte[] bytes, Options options, List<String> layers) {
        return new OwnClassifier(bytes, ClassifierFile.of(bytes), layers, options);
    }

    void write(ModelWriter model) {
        model.bytes(ENTRY, bytes);
    }

    int size() {
        return size;
    }

    /** Name of the output from which probabilities are made. */
    public String logits() {
        return outline.logits();
    }

    /** Name of what goes into the last linear layer. */
    public String features() {
        return outline.features();
    }

    /** The outputs for an image: logits and layers by name, each with a first dimension of 1. */
    public Map<String, Tensor> outputs(Image image) {
        return run(input(image));
    }

    /** The input for an image, shape (1, 3, size, size). */
    Tensor input(Image image) {
        float[] values = new float[3 * size * size];
        normalize.into(Resize.image(image, size, size), values, 0);
        return Tensor.owning(values, 1, 3, size, size);
    }

    Map<String, Tensor> run(Tensor input) {
        return network.run(input);
    }

    /** The gradient of the confidence with respect to the image before it is normalised, shape (3, size, size). */
    float[] gradient(Tensor input, Confidence confidence) {
        float[] gradient = network.backward(input, confidence::gradient, false)
                .input()
                .orElseThrow()
                .toArray();
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] /= normalize.std().get(i * 3 / gradient.length);
        }
        return gradient;
    }

    /** The input after each value of the image was moved by {@code epsilon} along the sign of a gradient. */
    Tensor moved(Tensor input, float[] gradient, double epsilon) {
        float[] values = input.toArray();
        for (int i = 0; i < values.length; i++) {
            double step = epsilon * Math.signum(gradient[i]);
            values[i] += (float) (step / normalize.std().get(i * 3 / values.length));
        }
        return Tensor.owning(values, input.shape());
    }

    @Override
    public void close() {
        network.close();
    }
}
