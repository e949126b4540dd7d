package io.xvad.evaluation;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Cover;
import io.xvad.core.Decision;
import io.xvad.core.Detection;
import io.xvad.core.HeapSpace;
import io.xvad.core.IgnoredRegions;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Mask;
import io.xvad.core.ReducedMap;
import io.xvad.core.Sample;
import io.xvad.core.XvadDataException;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.progress.ProgressListener;
import io.xvad.data.dataset.TestCase;
import io.xvad.data.map.MaskChecks;
import io.xvad.metrics.detection.Curve;
import io.xvad.metrics.detection.DetectionFigures;
import io.xvad.metrics.detection.LabelledScores;
import io.xvad.metrics.explanation.agreement.PointingGame;
import io.xvad.metrics.localisation.PixelMetrics;
import io.xvad.metrics.uncertainty.Bootstrap;
import io.xvad.metrics.uncertainty.Proportion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Measures a detector on labelled images: image and pixel figures, their confidence intervals, and what each kind of defect
 * scores. A detection without maps counts for the image figures alone.
 *
 * <pre>{@code
 * ImageEvaluation evaluation = ImageEvaluation.of(model, dataset.test(), ProgressListener.none());
 * double auroc = evaluation.result().image().auroc();
 * }</pre>
 *
 * Not thread-safe.
 */
public final class ImageEvaluation {

    private static final double DISPLAY_STEP = 0.002;

    private final List<Row> rows = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private final PixelMetrics pixels = PixelMetrics.withDefaults();
    private final SummaryStatistics pointing = new SummaryStatistics();
    private final MaskChecks checks = new MaskChecks();
    private final BrightnessCheck brightness = new BrightnessCheck();
    private final List<String> unmasked = new ArrayList<>();
    private final List<String> outside = new ArrayList<>();
    private final IgnoredRegions ignored;
    private int masked;
    private boolean maps;

    /** An evaluation in which every pixel counts. */
    public ImageEvaluation() {
        this(IgnoredRegions.none());
    }

    /**
     * An evaluation in which pixels in ignored regions do not count, as normal or as anomalous, and images are left out that are anomalous
     * nowhere else.
     *
     * @param ignored those that the detector ignores
     */
    public ImageEvaluation(IgnoredRegions ignored) {
        this.ignored = ignored;
    }

    /** An evaluation that ignores what a detector ignores. */
    public static ImageEvaluation ignoringAs(FittedDetector fitted) {
        return new ImageEvaluation(
                fitted.capability(Cover.class).map(Cover::regions).orElse(IgnoredRegions.none()));
    }

    /**
     * The result of one image.
     *
     * @param id its id
     * @param defect what is wrong with it; {@value TestCase#GOOD} if nothing is
     * @param score raw score
     * @param decision what the detector decided
     */
    public record Row(String id, String defect, double score, Decision decision) {}

    /**
     * The figures of an evaluation on images.
     *
     * @param image figures over image scores
     * @param pixel figures over pixels; empty without masks of anomalous images, or without maps
     * @param pointing share of anomalous images whose highest value lies in the mask; NaN if there are none with masks
     * @param roc ROC curve of the image scores; empty if a class is missing
     * @param byDefect image AUROC of each defect against the normal images
     * @param falseAlarms share of normal images called anomalous; NaN if there are none of which was decided
     * @param detected share of anomalous images called anomalous; NaN if there are none of which was decided
     * @param rows the images
     * @param failures images that could not be scored, and why
     * @param pixelNote why there are no pixel figures; empty if there are
     * @param notes what is odd about the images or masks, a sentence each: brightness that tells the classes apart, masks that are inverted, empty or missing
     */
    public record Result(
            DetectionFigures image,
            Optional<PixelMetrics.Result> pixel,
            double pointing,
            Optional<Curve> roc,
            Map<String, Double> byDefect,
            double falseAlarms,
            double detected,
            List<Row> rows,
            List<String> failures,
            String pixelNote,
            List<String> notes) {

        /** The score of each image by its id, in their order. */
        public Map<String, Double> scores() {
            Map<String, Double> scores = new LinkedHashMap<>();
            rows.forEach(row -> scores.put(row.id(), row.score()));
            return scores;
        }
    }

    /**
     * Scores all test cases of a data set, one after the other; what the detector ignores does not count.
     *
     * @param fitted scores them
     * @param progress hears how far it has come
     */
    public static ImageEvaluation of(FittedDetector fitted, List<TestCase> cases, ProgressListener progress) {
        return ignoringAs(fitted).addAll(fitted::detect, cases, progress);
    }

    /**
     * Adds one image.
     *
     * @param defect what is wrong with it; {@value TestCase#GOOD} if nothing is
     * @param detection what was found; without a map its pixels are left out
     * @param mask where it is anomalous, of the geometry of the map; without one its pixels are left out
     */
    public void add(String defect, Detection detection, Optional<Mask> mask) {
        Optional<Mask> hidden =
                ignored.isEmpty() ? Optional.empty() : mask.map(drawn -> ignored.mask(drawn.height(), drawn.width()));
        Optional<Mask> seen = hidden.isEmpty() ? mask : mask.map(drawn -> drawn.without(hidden.get()));
        if (mask.isPresent() && mask.get().any() && !seen.get().any()) {
            outside.add(detection.sampleId());
            return;
        }
        addSeen(defect, detection, seen, hidden);
    }

    private void addSeen(String defect, Detection detection, Optional<Mask> mask, Optional<Mask> hidden) {
        rows.add(new Row(
                detection.sampleId(),
                defect,
                detection.score(),
                detection.verdict().decision()));
        maps |= detection.hasMaps();
        if (!defect.equals(TestCase.GOOD)) {
            mask.ifPresentOrElse(
                    drawn -> checks.add(detection.sampleId(), drawn), () -> unmasked.add(detection.sampleId()));
        }
        if (mask.isPresent() && detection.hasMaps()) {
            addPixels(detection.map(), mask.get(), hidden);
        }
    }

    private void addPixels(AnomalyMap map, Mask mask, Optional<Mask> hidden) {
        hidden.ifPresentOrElse(
                none -> pixels.add(map, mask.toArray(), none.toArray()), () -> pixels.add(map, mask.toArray()));
        if (mask.any()) {
            masked++;
            pointing.addValue(PointingGame.of(map, mask.toArray(), 0));
        }
    }

    /**
     * Scores every test case; one that cannot be read is noted and the rest go on. Of a large image of which the detector gives a reduced
     * map, the mask is reduced as well: a block is anomalous if one of its pixels is.
     *
     * @param detect what is found in an image
     * @return this
     */
    public ImageEvaluation addAll(
            Function<? super Sample, Detection> detect, List<TestCase> cases, ProgressListener progress) {
        int done = 0;
        for (TestCase test : cases) {
            Cancellation.check();
            try {
                Sample image = test.sample();
                brightness.add(looked(image), !test.defect().equals(TestCase.GOOD));
                Detection detection = HeapSpace.of(test.id(), () -> detect.apply(image));
                add(test.defect(), detection, HeapSpace.of(test.id(), () -> test.mask(image)
                        .map(mask -> fitting(mask, detection))));
            } catch (XvadDataException e) {
                failures.add(String.valueOf(e.getMessage()));
            }
            progress.progressed("evaluate", ++done, cases.size());
        }
        return this;
    }

    private static Image looked(Sample sample) {
        return sample instanceof LargeImage large
                ? large.overview(ReducedMap.factor(large.height(), large.width()))
                : sample.requireImage();
    }

    private static Mask fitting(Mask mask, Detection detection) {
        return detection.hasMaps() && detection.map().height() < mask.height()
                ? mask.reduced(ReducedMap.factor(mask.height(), mask.width()))
                : mask;
    }

    /**
     * The figures.
     *
     * @throws XvadDataException if no image could be scored
     */
    public Result result() {
        if (rows.isEmpty()) {
            throw new XvadDataException("no test image could be scored: " + failures);
        }
        DetectionFigures image = figures(rows);
        return new Result(
                image,
                masked > 0 ? Optional.of(pixels.result()) : Optional.empty(),
                pointing.getMean(),
                image.normal() > 0 && image.anomalous() > 0
                        ? Optional.of(Curve.roc(scores(rows), labels(rows), DISPLAY_STEP))
                        : Optional.empty(),
                byDefect(),
                calledAnomalous(false).share(),
                calledAnomalous(true).share(),
                List.copyOf(rows),
                List.copyOf(failures),
                pixelNote(image.anomalous()),
                notes());
    }

    private String pixelNote(long anomalous) {
        if (masked > 0) {
            return "";
        }
        if (anomalous == 0) {
            return "pixels were not measured: no anomalous image was tested";
        }
        if (!maps) {
            return "pixels were not measured: the detector gives no maps";
        }
        return unmasked.isEmpty()
                ? "pixels were not measured: no mask has an anomalous pixel"
                : "pixels were not measured: no masks (no ground_truth or masks of the " + anomalous
                        + " anomalous images)";
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>(checks.notes());
        if (masked > 0 && !unmasked.isEmpty()) {
            notes.add(unmasked.size() + " anomalous images have no mask and are left out of the pixel figures: "
                    + MaskChecks.named(unmasked));
        }
        if (!outside.isEmpty()) {
            notes.add(outside.size() + " images that are anomalous only where the detector ignores are left out: "
                    + MaskChecks.named(outside));
        }
        brightness.note().ifPresent(notes::add);
        return List.copyOf(notes);
    }

    /**
     * The confidence intervals of the headline figures.
     *
     * @throws XvadDataException if no image could be scored
     */
    public ImageEstimates estimates(Bootstrap bootstrap) {
        if (rows.isEmpty()) {
            throw new XvadDataException("no test image could be scored: " + failures);
        }
        return new ImageEstimates(
                LabelledScores.of(scores(rows), labels(rows)).estimate(bootstrap),
                masked > 0 ? Optional.of(pixels.estimate(bootstrap)) : Optional.empty(),
                calledAnomalous(false),
                calledAnomalous(true));
    }

    /** The pixel figures of each draw of images; empty without masks of anomalous images, or without maps. */
    public Optional<PixelMetrics.Replicates> pixelReplicates(Bootstrap bootstrap) {
        return masked > 0 ? Optional.of(pixels.replicates(bootstrap)) : Optional.empty();
    }

    private Map<String, Double> byDefect() {
        Map<String, Double> aurocs = new TreeMap<>();
        TreeSet<String> defects = new TreeSet<>();
        rows.forEach(row -> defects.add(row.defect()));
        defects.remove(TestCase.GOOD);
        for (String defect : defects) {
            List<Row> some = rows.stream()
                    .filter(row -> row.defect().equals(defect) || row.defect().equals(TestCase.GOOD))
                    .toList();
            aurocs.put(defect, figures(some).auroc());
        }
        return aurocs;
    }

    private Proportion calledAnomalous(boolean anomalous) {
        List<Decision> decisions = rows.stream()
                .filter(row -> row.defect().equals(TestCase.GOOD) != anomalous && row.decision() != Decision.UNDECIDED)
                .map(Row::decision)
                .toList();
        return Proportion.of(Collections.frequency(decisions, Decision.ANOMALOUS), decisions.size());
    }

    private static DetectionFigures figures(List<Row> rows) {
        return DetectionFigures.of(scores(rows), labels(rows));
    }

    private static double[] scores(List<Row> rows) {
        return rows.stream().mapToDouble(Row::score).toArray();
    }

    private static boolean[] labels(List<Row> rows) {
        boolean[] labels = new boolean[rows.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = !rows.get(i).defect().equals(TestCase.GOOD);
        }
        return labels;
    }
}
