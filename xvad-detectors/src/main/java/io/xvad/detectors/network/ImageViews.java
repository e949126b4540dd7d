package io.xvad.detectors.network;

import io.xvad.training.onnx.OnnxGraph;
import java.util.List;

/** What of a picture goes into a network, and how what it finds there becomes a map of the picture. Thread-safe. */
public interface ImageViews {

    /** The picture alone. */
    ImageViews ITSELF = new ImageViews() {
        @Override
        public List<float[]> of(float[] picture) {
            return List.of(picture);
        }

        @Override
        public float[] joined(float[] maps) {
            return maps;
        }

        @Override
        public String of(OnnxGraph onnx, String picture) {
            return picture;
        }

        @Override
        public String joined(OnnxGraph onnx, String maps) {
            return maps;
        }
    };

    /** The views of a picture, each of its shape. */
    List<float[]> of(float[] picture);

    /** One map from those of all views, one after the other. */
    float[] joined(float[] maps);

    /**
     * The views in ONNX, shape (views, 3, size, size).
     *
     * @throws io.xvad.core.XvadModelException if they cannot be written as ONNX
     */
    String of(OnnxGraph onnx, String picture);

    /** One map in ONNX from maps of shape (views, side, side). */
    String joined(OnnxGraph onnx, String maps);
}
