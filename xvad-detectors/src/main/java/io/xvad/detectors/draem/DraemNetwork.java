package io.xvad.detectors.draem;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.Ssim;
import io.xvad.detectors.textures.TextureSource;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The two networks of DRAEM (Zavrtanik et al., 2021, figure 3) and their loss (equations 2 and 3): squared error and structural
 * dissimilarity of the reconstruction, and focal loss (Lin et al., 2017) of the segmentation, each with the weight 1. The score is the
 * highest mean of the probability over a square window (section 3.4). A predictive block (Ristea et al., 2022) may stand at the end of
 * the reconstruction's encoder; its loss is added.
 */
final class DraemNetwork extends ImageNetwork {

    static final String SEEN = "seen";
    static final String NORMAL = "normal";
    static final String MASK = "mask";
    static final String PROBABILITY = "probability";
    static final String LOSS = "loss";

    private static final int LEAST_CROP = 32;
    private static final int FOCUS = 2;
    private static final double SMOOTHING = 1e-5;

    private final Options options;
    private final Shape shape;
    private Optional<AnomalySimulation> simulation = Optional.empty();

    /**
     * What both networks are like.
     *
     * @param side of the images that are scored
     * @param trainingSide of what of them is seen in a training step
     * @param window side of the squares over which probabilities are averaged for the score
     */
    record Shape(
            int side, int trainingSide, int window, ReconstructiveNetwork restoring, DiscriminativeNetwork telling) {

        static Shape of(Options options) {
            int side = ImageOptions.size(options);
            return new Shape(
                    side,
                    trainingSide(side, options.get(Draem.CROP)),
                    options.get(Draem.WINDOW),
                    new ReconstructiveNetwork(options.get(Draem.WIDTH), options.get(ImageOptions.SSPCAB)),
                    new DiscriminativeNetwork(options.get(Draem.SEGMENTATION_WIDTH)));
        }

        private static int trainingSide(int side, int crop) {
            if (crop != 0 && crop < LEAST_CROP) {
                throw new IllegalArgumentException("option 'crop' must be 0 or at least " + LEAST_CROP
                        + ", which is halved five times, got " + crop);
            }
            return crop == 0 ? side : Math.min(side, crop);
        }
    }

    DraemNetwork(Options options, long seed) {
        this(options, Shape.of(options), seed);
    }

    private DraemNetwork(Options options, Shape shape, long seed) {
        super(graph(shape, seed), shape.side);
        this.options = options;
        this.shape = shape;
    }

    static Trainable graph(Shape shape, long seed) {
        Trainable net = new Trainable(seed);
        learning(net, shape);
        scoring(net, shape);
        return net;
    }

    private static void learning(Trainable net, Shape shape) {
        int side = shape.trainingSide;
        SDVariable seen = net.input(SEEN, 3, side, side);
        SDVariable normal = net.input(NORMAL, 3, side, side);
        SDVariable mask = net.input(MASK, side, side);
        ReconstructiveNetwork.Restored restored = shape.restoring.of(net, Mode.TRAINING, seen, side);
        SDVariable logits = shape.telling.of(net, Mode.TRAINING, restored.image(), seen, side);
        SDVariable loss = reconstructionLoss(net.graph(), normal, restored.image(), side)
                .add(focalLoss(probability(net.graph(), logits), mask));
        restored.blockLoss().map(loss::add).orElse(loss).rename(LOSS);
    }

    private static void scoring(Trainable net, Shape shape) {
        int side = shape.side;
        SDVariable input = net.input(INPUT, 3, side, side);
        SDVariable restored =
                shape.restoring.of(net, Mode.SCORING, input, side).image().rename(OUTPUT);
        SDVariable logits = shape.telling.of(net, Mode.SCORING, restored, input, side);
        SDVariable probability = probability(net.graph(), logits).rename(PROBABILITY);
        new WindowMean(side, shape.window)
                .of(probability)
                .reshape(-1, (long) side * side)
                .max(1)
                .rename(SCORE);
    }

    /** Squared error and structural dissimilarity (equation 2). */
    static SDVariable reconstructionLoss(SameDiff graph, SDVariable normal, SDVariable output, int size) {
        SDVariable squared = graph.math().square(output.sub(normal)).mean();
        return squared.add(Ssim.of(graph, normal, output, 3, size).mean().rsub(1));
    }

    /** The softmax's second channel of logits of shape (N, 2, H, W), shape (N, H, W). */
    static SDVariable probability(SameDiff graph, SDVariable logits) {
        SDVariable sides =
                graph.constant(Nd4j.createFromArray(new float[] {-1, 1}).reshape(1, 2, 1, 1));
        return graph.nn().sigmoid(logits.mul(sides).sum(1));
    }

    /** The focal loss of probabilities of shape (N, H, W), kept from 0 by smoothed labels as in the authors' code. */
    static SDVariable focalLoss(SDVariable probability, SDVariable mask) {
        SameDiff graph = probability.getSameDiff();
        SDVariable right = probability.mul(mask).add(probability.rsub(1).mul(mask.rsub(1)));
        SDVariable kept = right.mul(1 - 2 * SMOOTHING).add(2 * SMOOTHING);
        return graph.math()
                .pow(kept.rsub(1), FOCUS)
                .mul(graph.math().log(kept))
                .mean()
                .neg();
    }

    @Override
    protected void begin(List<float[]> images, FitRequest request) {
        String folder = options.get(Draem.TEXTURES);
        TextureSource textures = folder.isEmpty()
                ? TextureSource.packaged(shape.trainingSide)
                : TextureSource.folder(Path.of(folder), shape.trainingSide);
        simulation = Optional.of(
                AnomalySimulation.of(size(), shape.trainingSide, options.get(Draem.ROTATED), textures, images));
    }

    @Override
    protected Optimiser optimiser() {
        WeightRule falling = WeightRule.falling(options.get(Draem.LEARNING_RATE), options.get(Draem.EPOCHS));
        return new Optimiser(net(), name -> falling, LOSS);
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        List<float[]> seen = new ArrayList<>();
        List<float[]> normal = new ArrayList<>();
        int side = shape.trainingSide;
        float[] masks = new float[images.size() * side * side];
        for (int i = 0; i < images.size(); i++) {
            AnomalySimulation.Lesson lesson = simulation.orElseThrow().drawn(images.get(i), random);
            seen.add(lesson.seen());
            normal.add(lesson.normal());
            System.arraycopy(lesson.mask(), 0, masks, i * lesson.mask().length, lesson.mask().length);
        }
        return Map.of(
                SEEN,
                NetworkImages.batch(seen, side),
                NORMAL,
                NetworkImages.batch(normal, side),
                MASK,
                Nd4j.create(masks, new long[] {images.size(), side, side}, 'c'));
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.itself(SCORE));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(PROBABILITY, SCORE);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(PROBABILITY, SCORE);
    }
}
