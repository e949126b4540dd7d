package io.xvad.detectors.pretext;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.engine.Tensor;
import io.xvad.core.option.Options;
import io.xvad.training.dl4j.Dl4jClassifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** A classifier that somebody else has trained, while a detector learns what to make of it. Thread-safe. */
public interface OwnClassifier extends AutoCloseable {

    /**
     * Opens the file these options name.
     *
     * @param layers names of what must be known besides the logits; none for what goes into the last linear layer
     * @throws XvadDataException if it cannot be read
     * @throws io.xvad.core.XvadModelException if it is no classifier
     */
    static OwnClassifier open(Options options, List<String> layers) {
        String file = options.get(PretextOptions.CLASSIFIER);
        try {
            return of(Files.readAllBytes(Path.of(file)), options, layers);
        } catch (IOException e) {
            throw new XvadDataException("cannot read the classifier " + file + ": " + e, e);
        }
    }

    /** Opens the bytes of an ONNX model or of a zip that DL4J's {@code ModelSerializer} has written. */
    static OwnClassifier of(byte[] bytes, Options options, List<String> layers) {
        return Dl4jClassifier.isIn(bytes)
                ? new OwnDl4jClassifier(bytes, options, layers)
                : new OwnOnnxClassifier(bytes, options, layers);
    }

    /** Name of the output from which probabilities are made. */
    String logits();

    /**
     * Names of the outputs that are looked at: those that were asked for, or what goes into the last linear layer.
     *
     * @throws io.xvad.core.XvadModelException if none were asked for and it does not end in a linear layer
     */
    List<String> layers();

    /** The outputs for an image: logits and layers by name, each with a first dimension of 1. */
    Map<String, Tensor> outputs(Image image);

    /**
     * What scores images by this confidence.
     *
     * @param epsilon how far each value of an image in [0, 1] is moved; empty for what makes it most confident of some images
     * @param images normal, for that choice
     * @throws io.xvad.core.XvadModelException if images are to be moved and the gradient of an operator is not known
     */
    ClassifierScore score(Confidence confidence, OptionalDouble epsilon, List<Image> images);

    @Override
    void close();
}
