package io.xvad.detectors.efficientad;

import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.SavedNetwork;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import io.xvad.training.onnx.SameDiffTranslation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * All networks of EfficientAD with their weights, in SameDiff. One run at a time.
 *
 * @param settings what was learned besides the weights
 * @param teacher describes patches
 * @param student and autoencoder
 */
record TrainedNetworks(EfficientAdSettings settings, Trainable teacher, Trainable student) {

    /** Networks whose weights are still to be set. */
    static TrainedNetworks of(EfficientAdSettings settings, int width) {
        EfficientAdNetworks networks = new EfficientAdNetworks(
                settings.size(), settings.halvings(), settings.standardisation().dimension(), width);
        return new TrainedNetworks(settings, networks.teacher(0), networks.student(0));
    }

    /** The networks with the weights of a saved model. */
    static TrainedNetworks restored(EfficientAdSettings settings, int width, SavedNetwork saved) {
        TrainedNetworks networks = of(settings, width);
        networks.teacher.restore(saved);
        networks.student.restore(saved);
        return networks;
    }

    /** The saved network of a model file that has no frozen form, as earlier versions wrote them. */
    static SavedNetwork readWithoutFrozenForm(EfficientAdSettings settings, int width, ModelReader model) {
        TrainedNetworks networks = of(settings, width);
        networks.teacher.read(model);
        networks.student.read(model);
        return networks.saved();
    }

    /** The map of both differences, scaled and averaged, shape (side, side). */
    synchronized float[] map(float[] image) {
        float[] structural = map(image, EfficientAdNetworks.STRUCTURAL);
        float[] logical = map(image, EfficientAdNetworks.LOGICAL);
        float[] map = new float[structural.length];
        for (int i = 0; i < map.length; i++) {
            map[i] = (float) ((settings.structural().scaled(structural[i])
                            + settings.logical().scaled(logical[i]))
                    / 2);
        }
        return map;
    }

    /** One of the maps as it is. */
    float[] map(float[] image, String output) {
        return run(student, studentInputs(image), output);
    }

    /** Runs a graph and frees what went into it. */
    static float[] run(Trainable net, Map<String, INDArray> inputs, String output) {
        try {
            return net.run(inputs, output);
        } finally {
            inputs.values().forEach(INDArray::close);
        }
    }

    /** The inputs of the student's graph for one image. */
    Map<String, INDArray> studentInputs(float[] image) {
        INDArray none = Nd4j.zeros(1, 3, settings.size(), settings.size());
        return studentInputs(List.of(image), described(image), none, 0);
    }

    /** The inputs of the student's graph for several images. */
    Map<String, INDArray> studentInputs(List<float[]> images, float[] described, INDArray others, float threshold) {
        int dimension = settings.standardisation().dimension();
        Map<String, INDArray> inputs = new HashMap<>();
        inputs.put(EfficientAdNetworks.IMAGES, NetworkImages.batch(images, settings.size()));
        inputs.put(EfficientAdNetworks.TEACHER_ROWS, FeatureNetwork.matrix(described, dimension));
        inputs.put(EfficientAdNetworks.OTHER_IMAGES, others);
        inputs.put(EfficientAdNetworks.THRESHOLD, Nd4j.createFromArray(new float[][] {{threshold}}));
        return inputs;
    }

    /** The teacher's description of an image, standardised. */
    private float[] described(float[] image) {
        return settings.standardisation().apply(run(teacher, teacherInputs(image), EfficientAdNetworks.DESCRIPTION));
    }

    /** The inputs of the teacher's graph for one image. */
    Map<String, INDArray> teacherInputs(float[] image) {
        return teacherInputs(image, settings.size(), settings.standardisation().dimension());
    }

    static Map<String, INDArray> teacherInputs(float[] image, int size, int dimension) {
        return Map.of(
                EfficientAdNetworks.IMAGES,
                NetworkImages.batch(List.of(image), size),
                FeatureNetwork.ROWS,
                Nd4j.zeros(1, dimension));
    }

    /** The networks as one that scores in SameDiff, for where no engine runs the frozen form. */
    Network sameDiff() {
        return new SameDiffNetwork(EfficientAdNetworks.IMAGES, inputs -> {
            INDArray image = Objects.requireNonNull(inputs.get(EfficientAdNetworks.IMAGES));
            float[] map = map(image.data().asFloat());
            int side = settings.side();
            return Map.of(FittedEfficientAd.MAP, Nd4j.create(map, new long[] {1, side, side}, 'c'));
        });
    }

    /** All networks as a model file keeps them: the weights, and one graph from an image to the map. */
    SavedNetwork saved() {
        int size = settings.size();
        OnnxGraph onnx = new OnnxGraph();
        String image = onnx.input(EfficientAdNetworks.IMAGES, 1, 3, size, size);
        float[] none = new float[3 * size * size];
        Map<String, String> inputs = new HashMap<>();
        inputs.put(EfficientAdNetworks.IMAGES, image);
        inputs.put(EfficientAdNetworks.TEACHER_ROWS, described(onnx, image));
        inputs.put(EfficientAdNetworks.OTHER_IMAGES, onnx.constant(none, 1, 3, size, size));
        SameDiffTranslation translated = new SameDiffTranslation(student.graph(), onnx, inputs, studentInputs(none));
        String structural = scaled(onnx, translated.value(EfficientAdNetworks.STRUCTURAL), settings.structural());
        String logical = scaled(onnx, translated.value(EfficientAdNetworks.LOGICAL), settings.logical());
        String both = onnx.node("Mul", onnx.node("Add", structural, logical), onnx.constant(0.5));
        int side = settings.side();
        onnx.output(FittedEfficientAd.MAP, onnx.reshaped(both, 1, side, side), 1, side, side);
        return Trainable.saved(onnx.bytes(), teacher, student);
    }

    private String described(OnnxGraph onnx, String image) {
        INDArray example = Nd4j.zeros(1, 3, settings.size(), settings.size());
        SameDiffTranslation translated = new SameDiffTranslation(
                teacher.graph(),
                onnx,
                Map.of(EfficientAdNetworks.IMAGES, image),
                Map.of(EfficientAdNetworks.IMAGES, example));
        return settings.standardisation().apply(onnx, translated.value(EfficientAdNetworks.DESCRIPTION));
    }

    private static String scaled(OnnxGraph onnx, String map, MapScaling scaling) {
        return onnx.node("Mul", onnx.node("Sub", map, onnx.constant(scaling.low())), onnx.constant(scaling.slope()));
    }
}
