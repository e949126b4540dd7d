package io.xvad.spark;

import io.xvad.core.Detection;
import io.xvad.core.Verdict;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.data.dataset.TestCase;
import io.xvad.evaluation.ImageEvaluation;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.localisation.BinnedPixelMetrics;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * Measures a detector on labelled images that many machines score. Figures over image scores are those of {@link ImageEvaluation}, exactly:
 * the scores come to the driver, some bytes an image. Pixels stay where they are: executors count them into {@link BinnedPixelMetrics},
 * which are merged, so that the figures over pixels have the error bounds that the result names, and memory does not grow with the number of
 * images. As there, what the model ignores does not count. Confidence intervals, and what is odd about the images and masks, are left to {@link ImageEvaluation}.
 */
public final class SparkEvaluation {

    private static final double PRO_LIMIT = 0.3;

    private SparkEvaluation() {}

    /**
     * The figures of an evaluation.
     *
     * @param image figures over image scores
     * @param pixel figures over pixels, and how far from the exact ones they can be; empty without masks of anomalous images, or without
     *     maps
     * @param pointing share of anomalous images whose highest value lies in the mask; NaN if there are none with masks
     * @param byDefect image AUROC of each defect against the normal images
     * @param falseAlarms share of normal images called anomalous; NaN if there are none of which was decided
     * @param detected share of anomalous images called anomalous; NaN if there are none of which was decided
     * @param rows the images that were scored, in the order of the cases
     * @param outside ids of images that are left out, because they are anomalous only where the model ignores, in the order of the cases
     * @param failures images that could not be scored, and why
     */
    public record Result(
            DetectionFigures image,
            Optional<BinnedPixelMetrics.Result> pixel,
            double pointing,
            Map<String, Double> byDefect,
            double falseAlarms,
            double detected,
            List<ImageEvaluation.Row> rows,
            List<String> outside,
            List<String> failures) {}

    /**
     * Scores all test cases of a data set; one that cannot be read is noted and the rest go on. AU-PRO is up to a false-positive rate of 0.3.
     *
     * @param cases image files and mask files, read with the pixel bound and white level of their readers; driver and executors must see the same file system, such as NFS, at the same place
     * @throws IllegalArgumentException if a case is no file of its own, or there are none
     * @throws XvadDataException if no image could be scored
     */
    public static Result of(SparkSession spark, FittedDetector model, List<TestCase> cases) {
        if (cases.isEmpty()) {
            throw new IllegalArgumentException("evaluation needs at least one image, got none");
        }
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        List<LabelledFile> files = IntStream.range(0, cases.size())
                .mapToObj(i -> LabelledFile.of(i, cases.get(i)))
                .toList();
        SharedModel shared = SharedModel.of(spark, Models.toBytes(model));
        int parts = Math.min(files.size(), 4 * context.defaultParallelism());
        return result(context.parallelize(files, parts)
                .mapPartitions(some -> List.of(EvaluatedPart.of(shared.openForTask(), some, PRO_LIMIT))
                        .iterator())
                .treeReduce(EvaluatedPart::and));
    }

    private static Result result(EvaluatedPart all) {
        Collection<EvaluatedPart.Scored> scored = all.scored().values();
        if (scored.isEmpty()) {
            throw new XvadDataException(
                    "no test image could be scored: " + all.failures().values());
        }
        ImageEvaluation images = new ImageEvaluation();
        scored.forEach(one -> images.add(one.defect(), detection(one), Optional.empty()));
        ImageEvaluation.Result figures = images.result();
        double[] hits = scored.stream()
                .mapToDouble(EvaluatedPart.Scored::pointing)
                .filter(hit -> !Double.isNaN(hit))
                .toArray();
        return new Result(
                figures.image(),
                hits.length > 0 ? Optional.of(all.pixels().result()) : Optional.empty(),
                Arrays.stream(hits).average().orElse(Double.NaN),
                figures.byDefect(),
                figures.falseAlarms(),
                figures.detected(),
                figures.rows(),
                List.copyOf(all.outside().values()),
                List.copyOf(all.failures().values()));
    }

    private static Detection detection(EvaluatedPart.Scored one) {
        Verdict verdict = new Verdict(one.decision(), OptionalDouble.empty(), OptionalDouble.empty());
        return new Detection(one.id(), one.score(), verdict, List.of(), List.of());
    }
}
