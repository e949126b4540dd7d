package io.xvad.detectors.stfpm;

import io.xvad.data.preprocess.Normalize;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.training.Mode;
import io.xvad.training.Trainable;
import io.xvad.training.dl4j.NetworkArchitecture;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A student that is built as its teacher is, as in the paper.
 *
 * @param architecture of the teacher
 * @param layers names of its layers, from fine to coarse
 * @param normalize how the teacher's images are normalised
 */
record TeachersArchitecture(NetworkArchitecture architecture, List<String> layers, Normalize normalize)
        implements Student {

    static TeachersArchitecture of(PatchExtractor teacher) {
        List<String> layers = teacher.layers().stream()
                .sorted(Comparator.comparingInt(BackboneSpec.Layer::stride))
                .map(BackboneSpec.Layer::name)
                .toList();
        return new TeachersArchitecture(
                NetworkArchitecture.of(teacher.spec().onnx(), layers),
                layers,
                teacher.spec().normalize());
    }

    @Override
    public List<SDVariable> features(Trainable net, Mode mode, SDVariable images) {
        SDVariable normal = images.sub(channels(net, normalize.mean())).div(channels(net, normalize.std()));
        Map<String, SDVariable> features = architecture.on(net, mode, normal);
        return layers.stream()
                .map(layer -> Objects.requireNonNull(features.get(layer)))
                .toList();
    }

    private static SDVariable channels(Trainable net, List<Float> values) {
        return net.graph()
                .constant(Nd4j.createFromArray(values.toArray(Float[]::new)).reshape(1, 3, 1, 1));
    }
}
