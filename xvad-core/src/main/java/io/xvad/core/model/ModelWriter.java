package io.xvad.core.model;

import io.xvad.core.engine.Tensor;
import java.util.List;
import java.util.Map;

/** Takes the entries of a model file while a detector saves itself. Names are kebab-case and used once. */
public interface ModelWriter {

    /** Writes float32 values as an npy entry. */
    void tensor(String name, Tensor values);

    /** Writes values rounded to float16 as an npy entry. */
    void halves(String name, Tensor values);

    /** Writes float64 values as a one-dimensional npy entry. */
    void doubles(String name, double[] values);

    /** Writes int32 values as a one-dimensional npy entry. */
    void ints(String name, int[] values);

    /** Writes bytes as they are, for example an ONNX network. */
    void bytes(String name, byte[] values);

    /** Writes texts as a JSON array. */
    void strings(String name, List<String> values);

    /** Writes names and texts as a JSON object. */
    void properties(String name, Map<String, String> values);
}
