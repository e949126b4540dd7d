package io.xvad.detectors.pixelgaussian;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.padim.GaussianSums;
import io.xvad.detectors.padim.Gaussians;
import java.util.List;
import java.util.Set;

/**
 * The yardstick: a Gaussian of the colour of each pixel, without any network. A detector that learns should beat it; where
 * it does not, learning has found nothing. With {@code distance=mean} it is the plain difference from the mean picture.
 */
public final class PixelGaussian implements Detector {

    static final String MAHALANOBIS = "mahalanobis";
    static final String MEAN = "mean";

    static final OptionSpec<Integer> SIZE =
            OptionSpec.integer("input-size", 128, 1, 1024, "Side in pixels to which pictures are resized");
    static final OptionSpec<String> DISTANCE = OptionSpec.choice(
            "distance",
            MAHALANOBIS,
            List.of(MAHALANOBIS, MEAN),
            "In standard deviations of the pixel, or the root mean square difference from the mean");
    static final OptionSpec<Double> SHRINKAGE = OptionSpec.decimal(
            "shrinkage", 1e-4, 1e-9, 1e6, "Multiple of the identity that is added to each covariance");
    static final OptionSpec<Double> SIGMA = OptionSpec.decimal(
            "sigma",
            2,
            0,
            100,
            "Standard deviation of the Gaussian that smooths the map, in pixels of the resized picture");

    @Override
    public String name() {
        return "pixel-gaussian";
    }

    @Override
    public String description() {
        return "How far each pixel's colour is from normal at its place; a yardstick without a network";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(SIZE, DISTANCE, SHRINKAGE, SIGMA);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        Samples normals = data.normals();
        if (normals.size() == 0) {
            throw new IllegalArgumentException("training needs at least one normal image, got none");
        }
        Options options = request.options();
        int size = options.get(SIZE);
        TrainingRecord record = TrainingRecord.of(data);
        GaussianSums sums = new GaussianSums(size * size, PixelRows.CHANNELS, PixelRows.CHANNELS.length);
        for (int i = 0; i < record.normals().size(); i++) {
            Cancellation.check();
            sums.add(PixelRows.of(PatchExtractor.image(record.normals().get(i)), size));
            request.progress().progressed("pictures", i + 1L, normals.size());
        }
        Gaussians gaussians = sums.gaussians(options.get(SHRINKAGE), request.progress());
        return new FittedPixelGaussian(gaussians, options, request.provenance(this, record));
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        int size = options.get(SIZE);
        return new FittedPixelGaussian(
                Gaussians.read(model, size * size, PixelRows.CHANNELS.length), options, model.provenance());
    }
}
