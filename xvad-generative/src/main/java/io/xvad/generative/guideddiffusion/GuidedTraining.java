package io.xvad.generative.guideddiffusion;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.engine.Network;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoiseNetwork;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.diffusion.Noised;
import io.xvad.generative.diffusion.Pixels;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.search.GaussianNoise;
import io.xvad.training.BatchLearner;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import io.xvad.training.WeightAverage;
import io.xvad.training.onnx.OnnxGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Trains, on normal and anomalous images, first a network that tells Gaussian noise in them, then a classifier of images with noise.
 *
 * @param options of {@link GuidedDiffusion}
 */
record GuidedTraining(Options options) {

    private static final String CLASSIFIER = "classifier";

    /** Both networks, of the first the average of its weights. */
    SavedNetwork on(List<Lesson> lessons, FitRequest request) {
        NoiseNetwork noise = noise(lessons, request);
        return saved(noise, classifier(lessons, request));
    }

    private NoiseNetwork noise(List<Lesson> lessons, FitRequest request) {
        NoiseNetwork noise = new NoiseNetwork(DiffusionOptions.form(options), request.seed());
        WeightAverage average = new WeightAverage(noise.net(), options.get(DiffusionOptions.AVERAGE));
        BatchLearner<Lesson> learner = new BatchLearner<>(
                noise.optimiser(options.get(GuidedDiffusion.LEARNING_RATE)),
                lessons,
                List.of(),
                options.get(TrainingOptions.BATCH),
                (some, random) -> noise.inputs(noised(some, random)),
                average);
        TrainingLoop.toTheEnd(options, GuidedDiffusion.EPOCHS, request.seed())
                .run(drawing(learner), request.progress());
        average.set();
        return noise;
    }

    private NoisyClassifier classifier(List<Lesson> lessons, FitRequest request) {
        NoisyClassifier classifier = new NoisyClassifier(GuidedDiffusion.classifierForm(options), request.seed());
        BatchLearner<Lesson> learner = new BatchLearner<>(
                classifier.optimiser(options.get(GuidedDiffusion.CLASSIFIER_LEARNING_RATE)),
                lessons,
                List.of(),
                options.get(TrainingOptions.BATCH),
                (some, random) -> inputs(classifier, some, random),
                inputs -> {});
        TrainingLoop.toTheEnd(options, GuidedDiffusion.CLASSIFIER_EPOCHS, request.seed())
                .stage(CLASSIFIER)
                .run(drawing(learner), request.progress());
        return classifier;
    }

    private BatchLearner<Lesson> drawing(BatchLearner<Lesson> learner) {
        int drawn = options.get(DiffusionOptions.EPOCH_IMAGES);
        return drawn > 0 ? learner.drawing(drawn) : learner;
    }

    private Map<String, INDArray> inputs(
            NoisyClassifier classifier, List<Lesson> lessons, UniformRandomProvider random) {
        float[] labels = new float[lessons.size()];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = lessons.get(i).label();
        }
        return classifier.inputs(noised(lessons, random), labels);
    }

    /** The images at times drawn evenly from all that are trained. */
    private List<Noised> noised(List<Lesson> lessons, UniformRandomProvider random) {
        Pixels pixels = DiffusionOptions.pixels(options);
        NoiseSchedule schedule = DiffusionOptions.schedule();
        List<Noised> noised = new ArrayList<>();
        for (Lesson lesson : lessons) {
            float[] clean = lesson.seen(pixels, random);
            float[] noise = GaussianNoise.drawn(random, clean.length);
            noised.add(Noised.of(schedule, clean, random.nextInt(options.get(GuidedDiffusion.TRAINED_TIMES)), noise));
        }
        return noised;
    }

    /** One ONNX graph of both. */
    private SavedNetwork saved(NoiseNetwork noise, NoisyClassifier classifier) {
        UNetForm form = DiffusionOptions.form(options);
        OnnxGraph onnx = new OnnxGraph();
        String noised = onnx.input(NoisePredictor.NOISED, -1, form.in(), form.side(), form.side());
        String time = onnx.input(NoisePredictor.TIME, -1, form.width());
        noise.addTo(onnx, noised, time);
        classifier.addTo(onnx, noised, time);
        return Trainable.saved(onnx.bytes(), noise.net(), classifier.net());
    }

    /** The network that tells noise, in SameDiff. */
    static Network liveNoise(SavedNetwork saved, Options options) {
        NoiseNetwork network = new NoiseNetwork(DiffusionOptions.form(options), 0);
        network.net().restore(saved);
        return network.live();
    }

    /** The classifier, in SameDiff. */
    static Network liveClassifier(SavedNetwork saved, Options options) {
        NoisyClassifier classifier = new NoisyClassifier(GuidedDiffusion.classifierForm(options), 0);
        classifier.net().restore(saved);
        return classifier.live();
    }
}
