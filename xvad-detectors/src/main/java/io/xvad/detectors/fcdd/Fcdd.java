package io.xvad.detectors.fcdd;

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
import java.util.stream.Stream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * FCDD (Liznerski et al. 2021, "Explainable Deep One-Class Classification"): a fully convolutional network maps normal
 * pictures near 0 and pictures with synthetic defects away from it, and its output is the map that explains it. As in the
 * paper's experiments on MVTec-AD, the first layers are frozen ones of a network trained on ImageNet; here they are the
 * packaged backbone, and convolutions of one pixel are trained on its features. The map is enlarged with a Gaussian.
 */
public final class Fcdd implements Detector {

    private static final String IMAGE = "image";
    private static final String PIXEL = "pixel";
    private static final double WEIGHT_DECAY = 1e-6;

    private static final OptionSpec<Integer> EPOCHS = LearnOptions.epochs(30);
    private static final OptionSpec<Double> RATE = LearnOptions.learningRate(0.001);
    private static final OptionSpec<Integer> HIDDEN =
            OptionSpec.integer("hidden", 128, 1, 8192, "Channels of the hidden convolution");
    private static final OptionSpec<Integer> OUTLIERS =
            OptionSpec.integer("outliers", 2, 1, 100, "Copies with a synthetic defect for each training image");
    private static final OptionSpec<String> SUPERVISION = OptionSpec.choice(
            "supervision",
            IMAGE,
            List.of(IMAGE, PIXEL),
            "Whether training is told which images have a synthetic defect, or which pixels (semi-supervised)");

    @Override
    public String name() {
        return "fcdd";
    }

    @Override
    public String description() {
        return "Fully convolutional one-class network against synthetic defects (Liznerski et al. 2021)";
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
        options.addAll(List.of(HIDDEN, OUTLIERS, SUPERVISION));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        Fingerprint fingerprinted = new Fingerprint(normals);
        PatchExtractor extractor = PatchExtractor.open(FeatureOptions.backbone(options), options, false);
        try {
            TrainingRows rows = TrainingRows.of(fingerprinted, extractor, request.seed(), request.progress());
            Standardisation standardisation = Standardisation.of(rows.rows(), extractor.dimension());
            int positions = extractor.side() * extractor.side();
            Trainable net = FcddGraph.build(extractor.dimension(), options.get(HIDDEN), positions, request.seed());
            train(net, rows, standardisation, extractor, request);
            Head head = head(net, standardisation, positions);
            NormalExamples examples = NormalExamples.fit(normals, extractor, request.seed());
            Provenance provenance = Provenance.of(this, request, normals.size(), fingerprinted.hex());
            return new FittedFeatures(extractor, head, painter(extractor, options), examples, provenance, head::write);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private static void train(
            Trainable net,
            TrainingRows rows,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request) {
        Options options = request.options();
        double rate = options.get(RATE);
        int split = rows.size() - rows.heldOut();
        Optimiser optimiser = new Optimiser(
                net,
                options.get(SUPERVISION).equals(PIXEL) ? FcddGraph.PIXEL_LOSS : FcddGraph.IMAGE_LOSS,
                name -> rate,
                WEIGHT_DECAY);
        FcddLearner learner = new FcddLearner(
                optimiser,
                exposures(rows, 0, split, standardisation, extractor, request),
                exposures(rows, split, rows.size(), standardisation, extractor, request),
                extractor.dimension(),
                options.get(LearnOptions.BATCH));
        TrainingLoop.of(options, EPOCHS, request.seed()).run(learner, request.progress());
    }

    private static List<Exposure> exposures(
            TrainingRows rows,
            int from,
            int to,
            Standardisation standardisation,
            PatchExtractor extractor,
            FitRequest request) {
        Stream<Exposure> normal = rows.rows().subList(from, to).stream()
                .map(one -> Exposure.normal(standardisation.apply(one), extractor.side() * extractor.side()));
        Stream<Exposure> outliers = Exposure.outliers(
                rows.images().subList(from, to),
                request.options().get(OUTLIERS),
                extractor,
                standardisation::apply,
                request.seed() + from)
                .stream();
        return Stream.concat(normal, outliers).toList();
    }

    private static Head head(Trainable net, Standardisation standardisation, int positions) {
        Map<String, INDArray> unused =
                Map.of(FcddGraph.LABELS, Nd4j.zeros(1), FcddGraph.MASKS, Nd4j.zeros(1, positions));
        return new Head(net, standardisation, unused);
    }

    private static MapPainter painter(PatchExtractor extractor, Options options) {
        return MapPainter.gaussian(extractor.spec().inputSize(), options.get(FeatureOptions.SIGMA));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        PatchExtractor extractor = PatchExtractor.open(BackboneEntry.read(model), options, false);
        try {
            int positions = extractor.side() * extractor.side();
            Trainable net = FcddGraph.build(extractor.dimension(), options.get(HIDDEN), positions, 0);
            net.read(model);
            Head head = head(net, Standardisation.read(model, extractor.dimension()), positions);
            NormalExamples examples = NormalExamples.read(model);
            return new FittedFeatures(
                    extractor, head, painter(extractor, options), examples, model.provenance(), head::write);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }
}
