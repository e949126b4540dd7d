package io.xvad.detectors.simplenet;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Fingerprint;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.FittedFeatures;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.Head;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.detectors.learn.LearnOptions;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * SimpleNet (Liu, Zhou, Xu and Wang 2023, "SimpleNet: A Simple Network for Image Anomaly Detection and Localization"):
 * features of a frozen backbone are adapted, noise makes anomalous ones of them, and a discriminator learns to tell the
 * two apart. Features are standardised first, and the noise is in standard deviations; the paper's 0.015 is for features
 * of another network as they are. The paper's hidden layer has 1024 units.
 */
public final class SimpleNet implements Detector {

    private static final OptionSpec<Integer> EPOCHS = LearnOptions.epochs(20);
    private static final OptionSpec<Double> RATE = LearnOptions.learningRate(0.0002);
    private static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 256, 1, 8192, "Units of the discriminator's hidden layer");
    private static final OptionSpec<Double> NOISE = OptionSpec.decimal(
            "noise", 0.5, 1e-6, 100, "Standard deviation of the noise that makes anomalous features");
    private static final double WEIGHT_DECAY = 1e-5;

    @Override
    public String name() {
        return "simplenet";
    }

    @Override
    public String description() {
        return "Learns to tell normal features from the same with noise (Liu et al. 2023)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return FittedFeatures.CAPABILITIES;
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
        options.addAll(LearnOptions.all(EPOCHS, RATE));
        options.addAll(List.of(HIDDEN, NOISE));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        Fingerprint fingerprinted = new Fingerprint(normals);
        PatchExtractor extractor = PatchExtractor.open(FeatureOptions.backbone(options), options, true);
        try {
            TrainingRows rows = TrainingRows.of(fingerprinted, extractor, request.seed(), request.progress());
            Standardisation standardisation = Standardisation.of(rows.rows(), extractor.dimension());
            Trainable net = SimpleNetGraph.build(extractor.dimension(), options.get(HIDDEN), request.seed());
            train(net, rows.rows().stream().map(standardisation::apply).toList(), rows.heldOut(), request);
            Head head = head(net, standardisation, extractor.dimension());
            NormalExamples examples = NormalExamples.fit(normals, extractor, request.seed());
            Provenance provenance = Provenance.of(this, request, normals.size(), fingerprinted.hex());
            return new FittedFeatures(
                    extractor, head, painter(extractor.spec(), options), examples, provenance, head::write);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private static void train(Trainable net, List<float[]> rows, int heldOut, FitRequest request) {
        Options options = request.options();
        double rate = options.get(RATE);
        int split = rows.size() - heldOut;
        int dimension = (int) net.graph().getVariable(SimpleNetGraph.ADAPTOR).getShape()[0];
        SimpleNetLearner learner = new SimpleNetLearner(
                net,
                new Optimiser(
                        net,
                        SimpleNetGraph.LOSS,
                        name -> name.equals(SimpleNetGraph.ADAPTOR) ? rate / 2 : rate,
                        WEIGHT_DECAY),
                rows.subList(0, split),
                rows.subList(split, rows.size()),
                dimension,
                options.get(LearnOptions.BATCH),
                options.get(NOISE));
        TrainingLoop.of(options, EPOCHS, request.seed()).run(learner, request.progress());
    }

    private static Head head(Trainable net, Standardisation standardisation, int dimension) {
        Map<String, INDArray> unused =
                Map.of(SimpleNetGraph.NOISE, Nd4j.zeros(1, dimension), SimpleNetGraph.SIGN, Nd4j.ones(2, 1));
        return new Head(net, standardisation, unused);
    }

    private static MapPainter painter(BackboneSpec spec, Options options) {
        return new MapPainter(spec.inputSize(), options.get(FeatureOptions.SIGMA));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        BackboneSpec spec = BackboneEntry.read(model);
        PatchExtractor extractor = PatchExtractor.open(spec, options, true);
        try {
            Trainable net = SimpleNetGraph.build(extractor.dimension(), options.get(HIDDEN), 0);
            net.read(model);
            Head head = head(net, Standardisation.read(model, extractor.dimension()), extractor.dimension());
            NormalExamples examples = NormalExamples.read(model);
            return new FittedFeatures(
                    extractor, head, painter(spec, options), examples, model.provenance(), head::write);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }
}
