package io.xvad.evaluation.versions;

import io.xvad.core.Cover;
import io.xvad.core.Detection;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Samples;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.DetectorComparison;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.evaluation.versions.ComparedImage.Judged;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * Two models on the same images, such as the one at work and the one that is to follow it: figures side by side with intervals of their differences over
 * the same draws of images, and decisions that change with the exact test of McNemar (1947). Without labels the decisions alone.
 *
 * <pre>{@code
 * ModelComparison comparison = ModelComparison.ofTests(old, next, dataset.test(), Bootstrap.withDefaults(), ProgressListener.none());
 * List<ComparedImage> lookAt = comparison.changed();
 * }</pre>
 *
 * @param images those that both models scored, in order
 * @param figures image AUROC and average precision, with masks pixel AUROC and AU-PRO; empty without labels of both classes
 * @param decisions on normal and on anomalous images; without labels on all; empty if a model does not decide
 * @param rankCorrelation of the scores (Spearman 1904), in [-1, 1]; NaN of fewer than two images
 * @param failures images that could not be read or scored, and why
 */
public record ModelComparison(
        List<ComparedImage> images,
        List<ComparedFigure> figures,
        List<ComparedDecisions> decisions,
        double rankCorrelation,
        List<String> failures) {

    private static final String STAGE = "compare models";

    public ModelComparison {
        images = List.copyOf(images);
        figures = List.copyOf(figures);
        decisions = List.copyOf(decisions);
        failures = List.copyOf(failures);
    }

    /**
     * Compares on labelled images.
     *
     * @param bootstrap draws images
     * @param progress hears how far it has come
     * @throws XvadDataException if no image could be scored
     */
    public static ModelComparison ofTests(
            FittedDetector first,
            FittedDetector second,
            List<TestCase> tests,
            Bootstrap bootstrap,
            ProgressListener progress) {
        Pass pass = new Pass(first, second);
        for (int i = 0; i < tests.size(); i++) {
            pass.addTest(i, tests.get(i));
            progress.progressed(STAGE, i + 1L, tests.size());
        }
        return pass.result(Optional.of(bootstrap));
    }

    /**
     * Compares the decisions on images of which nobody said what they are.
     *
     * @param progress hears how far it has come
     * @throws XvadDataException if no image could be scored
     */
    public static ModelComparison ofImages(
            FittedDetector first, FittedDetector second, Samples images, ProgressListener progress) {
        Pass pass = new Pass(first, second);
        for (int i = 0; i < images.size(); i++) {
            pass.addImage(i, images);
            progress.progressed(STAGE, i + 1L, images.size());
        }
        return pass.result(Optional.empty());
    }

    /** Images of which the models decide otherwise: those where the second is wrong first, then those where it is right, else in order. */
    public List<ComparedImage> changed() {
        List<ComparedImage> changed = new ArrayList<>();
        for (Optional<Boolean> better : List.of(Optional.of(false), Optional.of(true), Optional.<Boolean>empty())) {
            images.stream()
                    .filter(image -> image.changed() && image.better().equals(better))
                    .forEach(changed::add);
        }
        return changed;
    }

    /** One pass over the images, one image in memory at a time. */
    private static final class Pass {
        private final FittedDetector first;
        private final FittedDetector second;
        private final ImageEvaluation firstFigures;
        private final ImageEvaluation secondFigures;
        private final List<ComparedImage> images = new ArrayList<>();
        private final List<String> failures = new ArrayList<>();

        Pass(FittedDetector first, FittedDetector second) {
            this.first = first;
            this.second = second;
            IgnoredRegions either = ignored(first).and(ignored(second));
            this.firstFigures = new ImageEvaluation(either);
            this.secondFigures = new ImageEvaluation(either);
        }

        private static IgnoredRegions ignored(FittedDetector model) {
            return model.capability(Cover.class).map(Cover::regions).orElse(IgnoredRegions.none());
        }

        void addTest(int index, TestCase test) {
            Cancellation.check();
            try {
                Image image = test.image();
                Optional<Mask> mask = test.mask(image);
                Detection one = first.detect(image);
                Detection other = second.detect(image);
                firstFigures.add(test.defect(), one, mask);
                secondFigures.add(test.defect(), other, mask);
                add(index, Optional.of(test.defect()), one, other);
            } catch (XvadDataException | IllegalArgumentException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }

        void addImage(int index, Samples all) {
            Cancellation.check();
            try {
                Image image = all.get(index).requireImage();
                add(index, Optional.empty(), first.detect(image), second.detect(image));
            } catch (XvadDataException | IllegalArgumentException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
        }

        private void add(int index, Optional<String> defect, Detection one, Detection other) {
            images.add(new ComparedImage(
                    index,
                    one.sampleId(),
                    defect,
                    new Judged(one.score(), one.verdict()),
                    new Judged(other.score(), other.verdict())));
        }

        ModelComparison result(Optional<Bootstrap> bootstrap) {
            if (images.isEmpty()) {
                throw new XvadDataException("no image could be scored: " + failures);
            }
            List<ComparedFigure> figures =
                    bootstrap.filter(draws -> bothClasses()).map(this::figures).orElse(List.of());
            return new ModelComparison(images, figures, decisions(), rankCorrelation(), failures);
        }

        private boolean bothClasses() {
            return images.stream().map(ComparedImage::defect).distinct().count() > 1
                    && images.stream().anyMatch(image -> image.defect().equals(Optional.of(TestCase.GOOD)));
        }

        private List<ComparedFigure> figures(Bootstrap bootstrap) {
            ImageEvaluation.Result one = firstFigures.result();
            ImageEvaluation.Result other = secondFigures.result();
            DetectorComparison compared = DetectorComparison.of(other, one, bootstrap);
            List<ComparedFigure> figures = new ArrayList<>();
            figures.add(new ComparedFigure(
                    "imageAuroc",
                    "image AUROC",
                    one.image().auroc(),
                    other.image().auroc(),
                    compared.auroc()));
            figures.add(new ComparedFigure(
                    "imageAp",
                    "image AP",
                    one.image().averagePrecision(),
                    other.image().averagePrecision(),
                    compared.averagePrecision()));
            if (one.pixel().isPresent() && other.pixel().isPresent()) {
                addPixels(one.pixel().get(), other.pixel().get(), bootstrap, figures);
            }
            return figures;
        }

        private void addPixels(
                PixelMetrics.Result one, PixelMetrics.Result other, Bootstrap bootstrap, List<ComparedFigure> figures) {
            PixelMetrics.Replicates ones =
                    firstFigures.pixelReplicates(bootstrap).orElseThrow();
            PixelMetrics.Replicates others =
                    secondFigures.pixelReplicates(bootstrap).orElseThrow();
            double auroc = other.pixels().auroc() - one.pixels().auroc();
            figures.add(new ComparedFigure(
                    "pixelAuroc",
                    "pixel AUROC",
                    one.pixels().auroc(),
                    other.pixels().auroc(),
                    PairedComparison.ofReplicates(bootstrap, auroc, others.auroc(), ones.auroc())));
            figures.add(new ComparedFigure(
                    "aupro",
                    "AU-PRO",
                    one.aupro(),
                    other.aupro(),
                    PairedComparison.ofReplicates(
                            bootstrap, other.aupro() - one.aupro(), others.aupro(), ones.aupro())));
        }

        private List<ComparedDecisions> decisions() {
            List<ComparedDecisions> decisions = new ArrayList<>();
            List<ComparedImage> unsaid =
                    images.stream().filter(image -> image.defect().isEmpty()).toList();
            List<ComparedImage> normal = images.stream()
                    .filter(image -> image.defect().equals(Optional.of(TestCase.GOOD)))
                    .toList();
            List<ComparedImage> anomalous = images.stream()
                    .filter(image -> image.defect().isPresent() && !normal.contains(image))
                    .toList();
            decisions.add(ComparedDecisions.of("all", "images", unsaid));
            decisions.add(ComparedDecisions.of("normal", "normal images", normal));
            decisions.add(ComparedDecisions.of("anomalous", "anomalous images", anomalous));
            decisions.removeIf(one -> one.changes().pairs() == 0);
            return decisions;
        }

        private double rankCorrelation() {
            return images.size() < 2
                    ? Double.NaN
                    : new SpearmansCorrelation()
                            .correlation(
                                    images.stream()
                                            .mapToDouble(image -> image.first().score())
                                            .toArray(),
                                    images.stream()
                                            .mapToDouble(image -> image.second().score())
                                            .toArray());
        }
    }
}
