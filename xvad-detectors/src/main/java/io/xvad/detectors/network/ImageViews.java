package io.xvad.detectors.network;

import io.xvad.training.onnx.OnnxGraph;
import java.util.List;

/**
 * The views of an image that go into a network together, and how the maps of the views become one map of the image.
 * Thread-safe.
 */
public interface ImageViews {

    /** The image alone. */
    ImageViews ITSELF = new ImageViews() {
        @Override
        public List<float[]> of(float[] image) {
            return List.of(image);
        }

        @Override
        public float[] joined(float[] maps) {
            return maps;
        }

        @Override
        public String of(OnnxGraph onnx, String image) {
            return image;
        }

        @Override
        public String joined(OnnxGraph onnx, String maps) {
            return maps;
        }
    };

    /** The views of an image, each of its shape. */
    List<float[]> of(float[] image);

    /** One map from the maps of all views, one after the other. */
    float[] joined(float[] maps);

    /**
     * The views in ONNX, shape (views, 3, size, size).
     *
     * @throws io.xvad.core.XvadModelException if they cannot be written as ONNX
     */
    String of(OnnxGraph onnx, String image);

    /** One map in ONNX from maps of shape (views, side, side). */
    String joined(OnnxGraph onnx, String maps);
}
