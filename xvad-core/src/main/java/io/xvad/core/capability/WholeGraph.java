package io.xvad.core.capability;

/**
 * A fitted detector as one ONNX graph, to run without XVAD: from the pixels of an image to its map and score. Asked for
 * as a capability of a fitted detector; needs the jars of ND4J, but not its native code.
 */
public interface WholeGraph {

    /** Name of the input: an image, float32, shape (1, 3, size, size), red, green and blue in [0, 1]. */
    String IMAGE = "image";

    /** Name of the anomaly map, shape (1, size, size). */
    String MAP = "map";

    /** Name of the score, shape (1). */
    String SCORE = "score";

    /** Side of the square image it takes. */
    int size();

    /**
     * The bytes of an ONNX file. Of an image of that size it gives the score and the map of the detector.
     *
     * @throws io.xvad.core.XvadModelException if this detector, as it was fitted, cannot be written as one graph
     */
    byte[] onnx();
}
