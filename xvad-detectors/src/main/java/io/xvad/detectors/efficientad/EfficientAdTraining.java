package io.xvad.detectors.efficientad;

import io.xvad.core.Image;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.draem.Textures;
import io.xvad.detectors.efficientad.EfficientAdNetworks.Shape;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.heads.Standardisation;
import io.xvad.detectors.heads.TrainingRows;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.stfpm.StudentTraining;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the networks of EfficientAD one after the other. */
final class EfficientAdTraining {

    private final PatchExtractor extractor;
    private final FitRequest request;
    private final Options options;
    private final Shape shape;
    private final Textures textures;
    private final List<float[]> pictures;

    /** A picture and the rows that a network is to learn of it. */
    private record Lesson(float[] picture, float[] rows) {}

    EfficientAdTraining(TrainingRows rows, PatchExtractor extractor, FitRequest request) {
        this.extractor = extractor;
        this.request = request;
        this.options = request.options();
        int size = extractor.spec().inputSize();
        int finest = extractor.layers().stream()
                .mapToInt(BackboneSpec.Layer::stride)
                .min()
                .orElseThrow();
        this.shape = new Shape(size, Integer.numberOfTrailingZeros(finest), extractor.dimension());
        this.textures = Textures.of(size);
        this.pictures = rows.images().stream()
                .map(image -> Channels.colour(image).toArray())
                .toList();
    }

    EfficientAdNetworks run() {
        Trainable teacher = teacher();
        List<float[]> described = pictures.stream()
                .map(picture -> EfficientAdNetworks.describe(shape, teacher, picture))
                .toList();
        Standardisation standardisation = Standardisation.of(described, shape.dimension());
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            lessons.add(new Lesson(pictures.get(i), standardisation.apply(described.get(i))));
        }
        Trainable student = student(lessons);
        MapScaling unscaled = new MapScaling(0, 1);
        EfficientAdNetworks raw = new EfficientAdNetworks(shape, teacher, standardisation, student, unscaled, unscaled);
        return new EfficientAdNetworks(
                shape,
                teacher,
                standardisation,
                student,
                scaling(raw, EfficientAdGraph.STRUCTURAL),
                scaling(raw, EfficientAdGraph.LOGICAL));
    }

    /** Learns from the backbone on normal pictures, on such with textures mixed in, and on textures. */
    private Trainable teacher() {
        Trainable net = shape.teacher(options.get(EfficientAd.WIDTH), request.seed());
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        List<Lesson> lessons = new ArrayList<>();
        for (float[] picture : pictures) {
            Cancellation.check();
            float[] mask = new float[shape.size() * shape.size()];
            lessons.add(lesson(picture));
            lessons.add(lesson(textures.mixedInto(picture, mask, 0, random)));
            lessons.add(lesson(textures.drawn(random).toArray()));
        }
        int epochs = options.get(EfficientAd.TEACHER_EPOCHS);
        TrainingLoop loop =
                new TrainingLoop(epochs, options.get(TrainingOptions.PATIENCE), Optional.empty(), request.seed());
        loop.run(
                learner(
                        net,
                        PatchDescription.LOSS,
                        lessons,
                        (some, random1) -> StudentTraining.inputs(
                                some.stream().map(Lesson::picture).toList(),
                                some.stream().map(Lesson::rows).toList(),
                                shape.dimension())),
                request.progress());
        return net;
    }

    private Lesson lesson(float[] picture) {
        Image image = Image.of("lesson", 3, shape.size(), shape.size(), picture);
        return new Lesson(picture, extractor.rows(List.of(image)).get(0));
    }

    private BatchLearner<Lesson> learner(
            Trainable net, String loss, List<Lesson> lessons, BatchLearner.Inputs<Lesson> inputs) {
        double rate = options.get(EfficientAd.RATE);
        int split = lessons.size() - BatchLearner.heldOut(lessons.size());
        return new BatchLearner<>(
                new Optimiser(net, loss, name -> rate, 0),
                lessons.subList(0, split),
                lessons.subList(split, lessons.size()),
                options.get(TrainingOptions.BATCH),
                inputs,
                values -> {});
    }

    private Trainable student(List<Lesson> lessons) {
        Trainable net = shape.student(options.get(EfficientAd.WIDTH), request.seed() + 1);
        BatchLearner<Lesson> learner =
                learner(net, EfficientAdGraph.LOSS, lessons, (some, random) -> studentInputs(net, some, random));
        TrainingLoop.of(options, EfficientAd.EPOCHS, request.seed()).run(learner, request.progress());
        return net;
    }

    /** With the quantile of the present differences as threshold. */
    private Map<String, INDArray> studentInputs(Trainable net, List<Lesson> some, UniformRandomProvider random) {
        List<float[]> batch = some.stream().map(Lesson::picture).toList();
        int perPicture = some.get(0).rows().length;
        float[] rows = new float[some.size() * perPicture];
        List<float[]> others = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            System.arraycopy(some.get(i).rows(), 0, rows, i * perPicture, perPicture);
            others.add(textures.drawn(random).toArray());
        }
        INDArray other = NetworkImages.batch(others, shape.size());
        Map<String, INDArray> inputs = EfficientAdNetworks.inputs(shape, batch, rows, other, 0);
        float[] differences = net.run(inputs, EfficientAdGraph.SQUARES);
        inputs.put(EfficientAdGraph.THRESHOLD, threshold(differences));
        return inputs;
    }

    private INDArray threshold(float[] differences) {
        double[] values = new double[differences.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = differences[i];
        }
        double share = options.get(EfficientAd.HARD);
        double quantile = share > 0 ? new Percentile().evaluate(values, 100 * share) : 0;
        return Nd4j.createFromArray(new float[][] {{(float) quantile}});
    }

    /** On held-out pictures, or on all if none are. */
    private MapScaling scaling(EfficientAdNetworks raw, String output) {
        int heldOut = BatchLearner.heldOut(pictures.size());
        List<float[]> judged = heldOut == 0 ? pictures : pictures.subList(pictures.size() - heldOut, pictures.size());
        int cells = shape.side() * shape.side();
        double[] values = new double[judged.size() * cells];
        for (int i = 0; i < judged.size(); i++) {
            float[] map = raw.map(judged.get(i), output);
            for (int cell = 0; cell < cells; cell++) {
                values[i * cells + cell] = map[cell];
            }
        }
        return MapScaling.ofNormal(values);
    }
}
