package io.xvad.detectors.mahalanobis;

import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.pretext.FittedClassifier;
import io.xvad.detectors.pretext.FrozenClassifier;
import io.xvad.detectors.pretext.SoftmaxCertainty;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;

/**
 * The Mahalanobis detector on somebody else's classifier: the class of a normal picture is the one the classifier gives it.
 *
 * @param detector the detector
 */
record FrozenMahalanobis(Detector detector) {

    static final OptionSpec<String> LAYERS = OptionSpec.text(
            "classifier-layers",
            "",
            "names of values in the ONNX file with commas between, or empty",
            "Layers of one's own classifier that are looked at; none: what goes into its last linear layer");

    private static final String LAYER = "classifier-layer-";
    private static final String NAMES = "classifier-layers";
    private static final double SMALLEST = 1e-6;

    FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        if (normals.size() == 0) {
            throw new IllegalArgumentException("at least one normal image is needed, got none");
        }
        Options options = request.options();
        FrozenClassifier classifier = FrozenClassifier.open(options, named(options));
        try {
            TrainingRecord record = TrainingRecord.of(data);
            GaussianCertainty certainty = learned(classifier, record.normals(), request);
            Provenance provenance = request.provenance(detector, record);
            return fitted(classifier, certainty, options, provenance);
        } catch (RuntimeException e) {
            classifier.close();
            throw e;
        }
    }

    private static GaussianCertainty learned(FrozenClassifier classifier, Samples normals, FitRequest request) {
        List<Map<String, Tensor>> outputs = new ArrayList<>();
        for (int i = 0; i < normals.size(); i++) {
            Cancellation.check();
            Map<String, Tensor> found = classifier.run(classifier.input(PatchExtractor.image(normals.get(i))));
            outputs.add(found);
            request.progress().progressed("classify", i + 1L, normals.size());
        }
        String logits = classifier.outline().logits();
        int[] kinds = outputs.stream()
                .mapToInt(output -> SoftmaxCertainty.highest(GaussianCertainty.features(output, logits)))
                .toArray();
        List<Integer> present = Arrays.stream(kinds).distinct().boxed().toList();
        int[] labels = Arrays.stream(kinds).map(present::indexOf).toArray();
        return new GaussianCertainty(names(classifier, request.options()).stream()
                .map(name -> layer(name, outputs, labels, present.size()))
                .toList());
    }

    private static List<String> named(Options options) {
        String names = options.get(LAYERS);
        return names.isEmpty() ? List.of() : List.of(names.split(","));
    }

    private static List<String> names(FrozenClassifier classifier, Options options) {
        List<String> asked = named(options);
        return asked.isEmpty() ? List.of(classifier.outline().features()) : asked;
    }

    private static GaussianCertainty.Layer layer(
            String name, List<Map<String, Tensor>> outputs, int[] labels, int classes) {
        List<double[]> features = outputs.stream()
                .map(output -> GaussianCertainty.features(output, name))
                .toList();
        ClassGaussians gaussians = ClassGaussians.of(features, labels, classes);
        double[] distances = features.stream().mapToDouble(gaussians::distance).toArray();
        double deviation = Math.max(SMALLEST, Math.sqrt(StatUtils.populationVariance(distances)));
        return new GaussianCertainty.Layer(name, gaussians, StatUtils.mean(distances), deviation);
    }

    FittedDetector load(ModelReader model, Options options) {
        List<String> names = model.strings(NAMES);
        List<GaussianCertainty.Layer> layers = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            ClassGaussians gaussians = new ClassGaussians(
                    model.tensor(LAYER + i + "-means").toArray(),
                    model.tensor(LAYER + i + "-precision").toArray());
            double[] spread = model.doubles(LAYER + i + "-distances");
            layers.add(new GaussianCertainty.Layer(names.get(i), gaussians, spread[0], spread[1]));
        }
        FrozenClassifier classifier = FrozenClassifier.read(model, options, names);
        return fitted(classifier, new GaussianCertainty(layers), options, model.provenance());
    }

    private static void write(ModelWriter model, List<GaussianCertainty.Layer> layers) {
        model.strings(NAMES, layers.stream().map(GaussianCertainty.Layer::name).toList());
        for (int i = 0; i < layers.size(); i++) {
            GaussianCertainty.Layer layer = layers.get(i);
            float[] means = layer.gaussians().means();
            float[] precision = layer.gaussians().precision();
            model.tensor(LAYER + i + "-means", Tensor.of(means, means.length));
            model.tensor(LAYER + i + "-precision", Tensor.of(precision, precision.length));
            model.doubles(LAYER + i + "-distances", new double[] {layer.mean(), layer.deviation()});
        }
    }

    private static FittedDetector fitted(
            FrozenClassifier classifier, GaussianCertainty certainty, Options options, Provenance provenance) {
        return new FittedClassifier(
                classifier,
                certainty,
                options.get(Mahalanobis.EPSILON),
                options.get(ImageOptions.SIGMA),
                provenance,
                model -> write(model, certainty.layers()));
    }
}
