package io.xvad.detectors.padim;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Differentiable;
import io.xvad.core.capability.GuidesGradients;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.capability.PropagatesRelevance;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.RemembersImages;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.NormalExamples;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.TrainingImages;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * PaDiM (Defard, Setkov, Loesch and Audigier 2021, "PaDiM: a Patch Distribution Modeling Framework for Anomaly Detection
 * and Localization"): a Gaussian of the features at each position of the grid; a patch is as anomalous as its Mahalanobis
 * distance. Suits pictures in which the same thing is always at the same place.
 *
 * <p>Fit reads every image once and keeps sums only: {@code positions * channels * (channels + 1) / 2} doubles, 32 MB with
 * the defaults, however many images there are.
 */
public final class PaDiM implements Detector {

    static final OptionSpec<Integer> CHANNELS = OptionSpec.integer(
            "channels",
            100,
            1,
            4096,
            "Channels drawn at random from all channels of the layers; all if there are fewer");
    static final OptionSpec<Double> SHRINKAGE = OptionSpec.decimal(
            "shrinkage", 0.01, 1e-9, 1e6, "Multiple of the identity that is added to each covariance (equation 1)");

    @Override
    public String name() {
        return "padim";
    }

    @Override
    public String description() {
        return "Mahalanobis distance to the normal features at the same place (Defard et al. 2021)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(
                Reconstructs.class,
                HasAttributes.class,
                Differentiable.class,
                GuidesGradients.class,
                RemembersImages.class,
                PropagatesRelevance.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(FeatureOptions.all());
        options.addAll(List.of(CHANNELS, SHRINKAGE));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        Options options = request.options();
        BackboneSpec spec = FeatureOptions.backbone(options);
        TrainingRecord record = TrainingRecord.of(data);
        PatchExtractor extractor = PatchExtractor.open(spec, options, false);
        try {
            int[] channels = ChannelSubset.draw(extractor.dimension(), options.get(CHANNELS), request.seed());
            GaussianSums sums = new GaussianSums(extractor.side() * extractor.side(), channels, extractor.dimension());
            TrainingImages.visit(
                    record.normals(), extractor, request.progress(), (index, image, rows) -> sums.add(rows));
            Gaussians gaussians = sums.gaussians(options.get(SHRINKAGE), request.progress());
            Provenance provenance = request.provenance(this, record);
            NormalExamples examples = NormalExamples.fit(normals, extractor, request.seed());
            return new FittedPaDiM(extractor, gaussians, examples, painter(spec, options), provenance);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }

    private static MapPainter painter(BackboneSpec spec, Options options) {
        return new MapPainter(spec.inputSize(), options.get(FeatureOptions.SIGMA));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Provenance provenance = model.provenance();
        Options options = Options.parse(options(), provenance.options());
        BackboneSpec spec = BackboneEntry.read(model);
        PatchExtractor extractor = PatchExtractor.open(spec, options, false);
        try {
            Gaussians gaussians = Gaussians.read(model, extractor.side() * extractor.side(), extractor.dimension());
            NormalExamples examples = NormalExamples.read(model);
            return new FittedPaDiM(extractor, gaussians, examples, painter(spec, options), provenance);
        } catch (RuntimeException e) {
            extractor.close();
            throw e;
        }
    }
}
