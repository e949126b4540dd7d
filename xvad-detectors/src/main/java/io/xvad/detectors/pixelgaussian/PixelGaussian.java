package io.xvad.detectors.pixelgaussian;

import io.xvad.core.Purpose;
import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FitsInParts;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.core.progress.ProgressListener;
import io.xvad.detectors.gaussian.GaussianSums;
import io.xvad.detectors.gaussian.Gaussians;
import io.xvad.detectors.gaussian.Shrinkage;
import io.xvad.detectors.gaussian.SummedSamples;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Scores a pixel by how far its colour is from the normal ones at the same place: a Gaussian for each pixel, without any
 * network. A yardstick: a detector that learns features should beat it; where it does not, they have told nothing. With {@code
 * distance=mean} the distance is the plain difference from the mean image.
 */
public final class PixelGaussian implements FitsInParts<GaussianSums> {

    static final String MAHALANOBIS = "mahalanobis";
    static final String MEAN = "mean";

    /** Side of the images that are compared. */
    public static final OptionSpec<Integer> INPUT_SIZE =
            OptionSpec.integer("input-size", 128, 1, 1024, "Side in pixels to which images are resized");

    /** The distance of a pixel from normal ones. */
    public static final OptionSpec<String> DISTANCE = OptionSpec.choice(
            "distance",
            MAHALANOBIS,
            List.of(MAHALANOBIS, MEAN),
            "In standard deviations of the pixel, or the root mean square difference from the mean");

    /** Regularisation of the covariances: a multiple of the identity, or {@code oas}. */
    public static final OptionSpec<String> SHRINKAGE = Shrinkage.option("1.0E-4");

    /** Smoothing of the map. */
    public static final OptionSpec<Double> SIGMA = OptionSpec.decimal(
            "sigma",
            2,
            0,
            100,
            "Standard deviation of the Gaussian that smooths the map, in pixels of the resized image");

    @Override
    public String name() {
        return "pixel-gaussian";
    }

    @Override
    public String description() {
        return "How far each pixel's colour is from normal at its place; a yardstick without a network";
    }

    @Override
    public Purpose purpose() {
        return Purpose.COMPARISON;
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Forgets.class, LearnedSamples.class, LearnsMore.class, Reconstructs.class, WholeGraph.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(INPUT_SIZE, DISTANCE, SHRINKAGE, SIGMA);
    }

    @Override
    public FittedDetector fit(TrainingSet data, FitRequest request) {
        requireEnoughNormals(data);
        TrainingRecord read = TrainingRecord.of(data);
        SummedSamples summed = new SummedSamples(sums(read.normals(), request), read.learnedSamples());
        return fitted(summed, request.options(), request.provenance(this, read), request.progress());
    }

    private static GaussianSums sums(Samples normals, FitRequest request) {
        int size = request.options().get(INPUT_SIZE);
        GaussianSums sums = new GaussianSums(size * size, PixelRows.CHANNELS, PixelRows.CHANNELS.length);
        PixelRows.each(normals, size, request.progress(), sums::add);
        return sums;
    }

    static FittedDetector fitted(
            SummedSamples summed, Options options, Provenance provenance, ProgressListener progress) {
        Shrinkage shrinkage = Shrinkage.of(options.get(SHRINKAGE), summed.sums());
        Gaussians gaussians = summed.sums().gaussians(shrinkage, progress);
        return new FittedPixelGaussian(gaussians, Optional.of(summed), options, provenance);
    }

    @Override
    public Class<GaussianSums> partType() {
        return GaussianSums.class;
    }

    @Override
    public GaussianSums gather(Part part, FitRequest request) {
        return sums(part.samples(), request);
    }

    @Override
    public GaussianSums join(GaussianSums one, GaussianSums other) {
        one.merge(other);
        return one;
    }

    @Override
    public FittedDetector fitGathered(GaussianSums all, Samples normals, LearnedSamples learned, FitRequest request) {
        Provenance provenance = request.provenance(this, learned.learnedFrom(), List.of());
        return fitted(new SummedSamples(all, learned), request.options(), provenance, request.progress());
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        int size = options.get(INPUT_SIZE);
        int channels = PixelRows.CHANNELS.length;
        return new FittedPixelGaussian(
                Gaussians.read(model, size * size, channels),
                SummedSamples.read(model, size * size, PixelRows.CHANNELS, channels),
                options,
                model.provenance());
    }
}
