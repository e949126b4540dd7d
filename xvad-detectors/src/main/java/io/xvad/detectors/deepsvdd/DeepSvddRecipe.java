package io.xvad.detectors.deepsvdd;

import io.xvad.core.XvadTrainingException;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageFinding;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.ImageRecipe;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.detectors.network.Sensitivity;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;

/** What is Deep SVDD's own. */
final class DeepSvddRecipe implements ImageRecipe {

    private static final int WIDTH = 32;
    private static final int RECENT = 64;
    private static final double WEIGHT_DECAY = 1e-6;
    private static final float FARTHEST_FROM_ZERO = 0.1f;
    private static final double COLLAPSED = 1e-6;

    private static boolean soft(Options options) {
        return options.get(DeepSvdd.OBJECTIVE).equals(DeepSvdd.SOFT_BOUNDARY);
    }

    private static double inside(Options options) {
        return 100 * (1 - options.get(DeepSvdd.NU));
    }

    @Override
    public Trainable graph(Options options, long seed) {
        return DeepSvddGraph.build(
                ImageOptions.size(options), WIDTH, options.get(DeepSvdd.LATENT), options.get(DeepSvdd.NU), seed);
    }

    @Override
    public Optimiser optimiser(Trainable net, Options options) {
        double rate = options.get(DeepSvdd.RATE);
        String loss = soft(options) ? DeepSvddGraph.SOFT_LOSS : DeepSvddGraph.ONE_CLASS_LOSS;
        return new Optimiser(net, loss, name -> rate, WEIGHT_DECAY);
    }

    @Override
    public OptionSpec<Integer> epochs() {
        return DeepSvdd.EPOCHS;
    }

    /** The centre is the mean of the untrained network's outputs, away from zero, to which the network could collapse. */
    @Override
    public void begin(Trainable net, List<float[]> pictures, Options options) {
        float[] centre = new float[options.get(DeepSvdd.LATENT)];
        for (float[] picture : pictures) {
            float[] code = net.run(inputs(picture, options), DeepSvddGraph.CODE);
            for (int i = 0; i < centre.length; i++) {
                centre[i] += code[i] / pictures.size();
            }
        }
        for (int i = 0; i < centre.length; i++) {
            centre[i] = Math.copySign(Math.max(FARTHEST_FROM_ZERO, Math.abs(centre[i])), centre[i]);
        }
        net.keep(DeepSvddGraph.CENTRE, centre);
    }

    /** The radius follows the distances of the latest pictures (section 3.3 of the paper: line search by quantiles). */
    @Override
    public BatchLearner.AfterStep afterStep(Trainable net, Options options) {
        if (!soft(options)) {
            return inputs -> {};
        }
        DescriptiveStatistics recent = new DescriptiveStatistics(RECENT);
        double inside = inside(options);
        return inputs -> {
            for (float distance : net.run(inputs, DeepSvddGraph.DISTANCE)) {
                recent.addValue(distance);
            }
            keepRadius(net, recent, inside);
        };
    }

    private static void keepRadius(Trainable net, DescriptiveStatistics distances, double inside) {
        double radius = inside > 0 ? distances.getPercentile(inside) : 0;
        net.keep(DeepSvddGraph.RADIUS, new float[] {(float) radius});
    }

    /** The radius is at last that of all pictures; inverted ones must not be mapped to where they are. */
    @Override
    public void finish(Trainable net, List<float[]> pictures, Options options) {
        DescriptiveStatistics distances = new DescriptiveStatistics();
        double apart = 0;
        for (float[] picture : pictures) {
            distances.addValue(distance(net, picture, options));
            apart += distance(net, inverted(picture), options);
        }
        apart = Math.abs(apart - distances.getSum()) / pictures.size();
        double length = 0;
        for (float value : net.value(DeepSvddGraph.CENTRE)) {
            length += value * value;
        }
        if (!(apart > COLLAPSED * length)) {
            throw new XvadTrainingException(
                    "the network has collapsed: it maps inverted pictures as close to the centre"
                            + " as normal ones; train for fewer epochs or with a smaller learning rate");
        }
        keepRadius(net, distances, inside(options));
    }

    private static float[] inverted(float[] picture) {
        float[] inverted = new float[picture.length];
        for (int i = 0; i < inverted.length; i++) {
            inverted[i] = 1 - picture[i];
        }
        return inverted;
    }

    private double distance(Trainable net, float[] picture, Options options) {
        return net.run(inputs(picture, options), DeepSvddGraph.DISTANCE)[0];
    }

    @Override
    public Optional<ScoreTerms> terms(Options options) {
        return Optional.of(ScoreTerms.itself(DeepSvddGraph.DISTANCE));
    }

    @Override
    public ImageFinding finding(Trainable net, Options options) {
        Sensitivity sensitivity = Sensitivity.of(net, DeepSvddGraph.DISTANCE);
        float radius = radius(net, options);
        return inputs ->
                ImageFinding.Found.of(sensitivity.map(inputs), net.run(inputs, DeepSvddGraph.DISTANCE)[0] - radius);
    }

    private static float radius(Trainable net, Options options) {
        return soft(options) ? net.value(DeepSvddGraph.RADIUS)[0] : 0;
    }

    @Override
    public boolean scoresApart(Options options) {
        return true;
    }

    @Override
    public ImageExport.Outputs outputs(ImageExport export, Options options) {
        OnnxGraph onnx = export.onnx();
        String distance = export.value(DeepSvddGraph.DISTANCE);
        return new ImageExport.Outputs(
                Sensitivity.in(export, DeepSvddGraph.DISTANCE),
                Optional.of(onnx.node("Sub", distance, onnx.constant(radius(export.net(), options)))));
    }
}
