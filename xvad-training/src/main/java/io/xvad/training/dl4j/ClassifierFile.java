package io.xvad.training.dl4j;

import io.xvad.core.XvadModelException;
import java.util.List;

/** A classifier that somebody else has trained and written to a file. Immutable. */
public interface ClassifierFile {

    /**
     * Opens the bytes of an ONNX model whose first output has a value for each class, or of a zip that DL4J's
     * {@code ModelSerializer} has written.
     *
     * @throws XvadModelException if they are neither, or if that is no classifier of square images in colour that ends in
     *     a linear layer
     */
    static ClassifierFile of(byte[] bytes) {
        boolean zip = bytes.length > 1 && bytes[0] == 'P' && bytes[1] == 'K';
        return zip ? Dl4jClassifier.of(bytes) : OnnxClassifier.of(bytes);
    }

    /** The names of its outputs and the size of its input. */
    ClassifierOutline outline();

    /**
     * Opens the network with these outputs.
     *
     * @param outputs names of values that are asked for
     * @throws XvadModelException if there is no such value, or if DL4J cannot run it
     */
    Dl4jNetwork open(List<String> outputs);
}
