package io.xvad.detectors.efficientad;

import io.xvad.core.Image;
import io.xvad.core.Samples;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.option.TrainingOptions;
import io.xvad.core.progress.Cancellation;
import io.xvad.data.preprocess.Channels;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.featurenetwork.FeatureNetwork;
import io.xvad.detectors.featurenetwork.KeptRows;
import io.xvad.detectors.featurenetwork.Standardisation;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.features.TrainingImages;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.textures.Textures;
import io.xvad.training.BatchLearner;
import io.xvad.training.Optimiser;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Trains the networks of EfficientAD one after the other: the teacher from a backbone, then student and autoencoder. */
final class EfficientAdTraining {

    private final PatchExtractor extractor;
    private final FitRequest request;
    private final Options options;
    private final EfficientAdNetworks networks;
    private final Textures textures;
    private final List<float[]> images;

    /** An image and the rows that a network is to learn of it. */
    private record Lesson(float[] image, float[] rows) {}

    private EfficientAdTraining(List<float[]> images, PatchExtractor extractor, FitRequest request) {
        this.images = images;
        this.extractor = extractor;
        this.request = request;
        this.options = request.options();
        int size = extractor.spec().inputSize();
        int finest = extractor.layers().stream()
                .mapToInt(BackboneSpec.Layer::stride)
                .min()
                .orElseThrow();
        this.networks = new EfficientAdNetworks(
                size, Integer.numberOfTrailingZeros(finest), extractor.dimension(), options.get(EfficientAd.WIDTH));
        this.textures = Textures.of(size);
    }

    /** Trains all networks on normal images, with the features of a backbone. */
    static TrainedNetworks run(Samples normals, PatchExtractor extractor, FitRequest request) {
        Samples drawn = TrainingImages.drawn(normals, request.options(), request.seed());
        List<float[]> images = new ArrayList<>();
        for (int i = 0; i < drawn.size(); i++) {
            Cancellation.check();
            Image seen = extractor.seen(drawn.get(i).requireImage());
            images.add(Channels.colour(seen).toArray());
            request.progress().progressed("images", i + 1L, drawn.size());
        }
        return new EfficientAdTraining(List.copyOf(images), extractor, request).trained();
    }

    private TrainedNetworks trained() {
        Trainable teacher = teacher();
        List<float[]> described = images.stream()
                .map(image -> TrainedNetworks.run(
                        teacher,
                        TrainedNetworks.teacherInputs(image, networks.size(), networks.dimension()),
                        EfficientAdNetworks.DESCRIPTION))
                .toList();
        Standardisation standardisation = Standardisation.of(
                described.stream().<KeptRows>map(KeptRows.Exact::new).toList(), networks.dimension());
        MapScaling unscaled = new MapScaling(0, 1);
        TrainedNetworks raw = new TrainedNetworks(
                new EfficientAdSettings(networks.size(), networks.halvings(), standardisation, unscaled, unscaled),
                teacher,
                networks.student(request.seed() + 1));
        List<Lesson> lessons = new ArrayList<>();
        for (int i = 0; i < images.size(); i++) {
            lessons.add(new Lesson(images.get(i), standardisation.apply(described.get(i))));
        }
        trainStudent(raw, lessons);
        EfficientAdSettings settings = new EfficientAdSettings(
                networks.size(),
                networks.halvings(),
                standardisation,
                scaling(raw, EfficientAdNetworks.STRUCTURAL),
                scaling(raw, EfficientAdNetworks.LOGICAL));
        return new TrainedNetworks(settings, teacher, raw.student());
    }

    /** Learns from the backbone on normal images, on such with textures mixed in, and on textures. */
    private Trainable teacher() {
        Trainable net = networks.teacher(request.seed());
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(request.seed());
        List<Lesson> lessons = new ArrayList<>();
        for (float[] image : images) {
            Cancellation.check();
            float[] mask = new float[networks.size() * networks.size()];
            lessons.add(lesson(image));
            lessons.add(lesson(textures.mixedInto(image, mask, 0, random)));
            lessons.add(lesson(textures.drawn(random).toArray()));
        }
        TrainingLoop loop = TrainingLoop.of(options, EfficientAd.TEACHER_EPOCHS, request.seed());
        loop.stage("teacher")
                .run(
                        learner(net, EfficientAdNetworks.TEACHER_LOSS, lessons, (some, unused) -> teacherInputs(some)),
                        request.progress());
        return net;
    }

    private Lesson lesson(float[] values) {
        Image image = Image.of("lesson", 3, networks.size(), networks.size(), values);
        return new Lesson(values, extractor.rows(image));
    }

    private Map<String, INDArray> teacherInputs(List<Lesson> lessons) {
        List<float[]> rows = lessons.stream().map(Lesson::rows).toList();
        return Map.of(
                EfficientAdNetworks.IMAGES,
                NetworkImages.batch(lessons.stream().map(Lesson::image).toList(), networks.size()),
                FeatureNetwork.ROWS,
                FeatureNetwork.matrix(rows, networks.dimension()));
    }

    private BatchLearner<Lesson> learner(
            Trainable net, String loss, List<Lesson> lessons, BatchLearner.Inputs<Lesson> inputs) {
        double rate = options.get(EfficientAd.LEARNING_RATE);
        return new BatchLearner<>(
                new Optimiser(net, loss, name -> rate, 0),
                Split.drawn(lessons, request.seed()),
                options.get(TrainingOptions.BATCH),
                inputs,
                values -> {});
    }

    private void trainStudent(TrainedNetworks raw, List<Lesson> lessons) {
        BatchLearner<Lesson> learner = learner(
                raw.student(), EfficientAdNetworks.LOSS, lessons, (some, random) -> studentInputs(raw, some, random));
        TrainingLoop.of(options, EfficientAd.EPOCHS, request.seed()).run(learner, request.progress());
    }

    /** Inputs of a training step; the threshold is the quantile of the differences as they are now. */
    private Map<String, INDArray> studentInputs(TrainedNetworks raw, List<Lesson> some, UniformRandomProvider random) {
        List<float[]> batch = some.stream().map(Lesson::image).toList();
        int perImage = some.get(0).rows().length;
        float[] rows = new float[some.size() * perImage];
        List<float[]> others = new ArrayList<>();
        for (int i = 0; i < some.size(); i++) {
            System.arraycopy(some.get(i).rows(), 0, rows, i * perImage, perImage);
            others.add(textures.drawn(random).toArray());
        }
        INDArray other = NetworkImages.batch(others, networks.size());
        Map<String, INDArray> inputs = raw.studentInputs(batch, rows, other, 0);
        float[] differences = raw.student().run(inputs, EfficientAdNetworks.SQUARES);
        inputs.put(EfficientAdNetworks.THRESHOLD, threshold(differences));
        return inputs;
    }

    private INDArray threshold(float[] differences) {
        double share = options.get(EfficientAd.HARD_QUANTILE);
        double quantile = share > 0 ? new Percentile().evaluate(doubles(differences), 100 * share) : 0;
        return Nd4j.createFromArray(new float[][] {{(float) quantile}});
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** On the images held out from the student, or on all if none are. */
    private MapScaling scaling(TrainedNetworks raw, String output) {
        List<float[]> heldOut = Split.drawn(images, request.seed()).heldOut();
        List<float[]> judged = heldOut.isEmpty() ? images : heldOut;
        int cells = networks.side() * networks.side();
        double[] values = new double[judged.size() * cells];
        for (int i = 0; i < judged.size(); i++) {
            System.arraycopy(doubles(raw.map(judged.get(i), output)), 0, values, i * cells, cells);
        }
        return MapScaling.ofNormal(values);
    }
}
