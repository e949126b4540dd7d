package io.xvad.generative.decodiff;

import io.xvad.core.detect.FitRequest;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.generative.diffusion.TimeCode;
import io.xvad.generative.diffusion.UNet;
import io.xvad.generative.diffusion.UNetForm;
import io.xvad.generative.latent.KlAutoencoder;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.latent.LatentTraining;
import io.xvad.generative.latent.Shift;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Split;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.descriptive.DescriptiveStatistics;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The autoencoder and the U-Net of DeCo-Diff in one graph: the loss of the deviation, {@code mean (eta_theta(z_t, t) - eta)^2} (see {@link
 * PatchCorruption}), and the {@link Correction} of the latent of an image with what comes of it.
 */
final class DecoDiffNetwork extends ImageNetwork {

    static final String DEVIATED = "deviated-latents";
    static final String TIME = "time-codes";
    static final String DEVIATION = "deviations";
    static final String LOSS = "deviation-loss";

    /** Name of the latent of an image, shape (N, channels, side, side). */
    static final String LATENT = "latent";

    /** Name of the corrected one. */
    static final String CORRECTED = "corrected-latent";

    private final Options options;
    private final Graph graph;

    DecoDiffNetwork(Options options, long seed) {
        this(options, new Graph(new Trainable(seed), DecoDiff.latentForm(options), DecoDiff.unetForm(options)));
    }

    private DecoDiffNetwork(Options options, Graph graph) {
        super(graph.net, graph.latentForm.size());
        this.options = options;
        this.graph = graph;
    }

    /** The graph in the making. */
    static final class Graph {

        final Trainable net;
        final LatentForm latentForm;
        final KlAutoencoder autoencoder;
        final Deviations deviations;
        private final UNetForm form;

        Graph(Trainable net, LatentForm latentForm, UNetForm form) {
            this.net = net;
            this.latentForm = latentForm;
            this.form = form;
            autoencoder = new KlAutoencoder(net, latentForm);
            deviations = new Deviations(net, latentForm);
            train();
            score();
        }

        private UNet unet(Mode mode) {
            return new UNet(net, "unet-", form, mode);
        }

        private void train() {
            SDVariable deviated = latents(DEVIATED);
            SDVariable found = unet(Mode.TRAINING).of(deviated, net.input(TIME, form.width()));
            net.graph().math().square(found.sub(latents(DEVIATION))).mean().rename(LOSS);
        }

        private SDVariable latents(String name) {
            return net.input(name, latentForm.channels(), latentForm.side(), latentForm.side());
        }

        private void score() {
            SDVariable images = net.input(INPUT, 3, latentForm.size(), latentForm.size());
            SDVariable latent = autoencoder.encoded(images).rename(LATENT);
            SDVariable corrected = corrected(latent).rename(CORRECTED);
            SDVariable restored = autoencoder.decoded(corrected, "-corrected").rename(OUTPUT);
            deviations.add(latent, corrected, autoencoder.decoded(latent, "-out"), restored);
        }

        private SDVariable corrected(SDVariable latent) {
            UNet unet = unet(Mode.SCORING);
            return Correction.of(
                    latent,
                    (value, time) -> unet.of(value, net.graph().constant(codes(new int[] {time}, form.width()))));
        }
    }

    private static INDArray codes(int[] times, int length) {
        return Nd4j.create(TimeCode.of(times, length), new long[] {times.length, length}, 'c');
    }

    @Override
    protected Optimiser optimiser() {
        WeightRule rule = WeightRule.annealed(options.get(DecoDiff.LEARNING_RATE), options.get(DecoDiff.EPOCHS));
        return new Optimiser(net(), name -> KlAutoencoder.isWeight(name) ? WeightRule.FROZEN : rule, LOSS);
    }

    @Override
    protected Split<float[]> split(List<float[]> images, long seed) {
        return Split.drawn(images, seed);
    }

    /** Trains the autoencoder, which the U-Net's training leaves as it is. */
    @Override
    protected void begin(List<float[]> images, FitRequest request) {
        graph.autoencoder.train(
                images,
                request,
                new LatentTraining(
                        DecoDiff.AUTOENCODER_EPOCHS,
                        DecoDiff.BATCH,
                        DecoDiff.LEARNING_RATE,
                        DecoDiff.EPOCH_IMAGES,
                        shift()));
    }

    private Shift shift() {
        return graph.latentForm.shift();
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        float[] latents = run(Map.of(INPUT, NetworkImages.batch(shift().of(images, random), size())), LATENT);
        LatentForm form = graph.latentForm;
        PatchCorruption.Deviated deviated = new PatchCorruption(
                        Correction.SCHEDULE, form, options.get(DecoDiff.CORRUPTED), options.get(DecoDiff.SHUFFLED))
                .of(latents, random);
        long[] shape = {images.size(), form.channels(), form.side(), form.side()};
        return Map.of(
                DEVIATED,
                Nd4j.create(deviated.latents(), shape, 'c'),
                TIME,
                codes(deviated.times(), graph.form.width()),
                DEVIATION,
                Nd4j.create(deviated.deviations(), shape, 'c'));
    }

    /** Measures the deviations of normal images that it did not learn from, or of those it did if there are too few. */
    @Override
    protected void finish(List<float[]> images, List<float[]> heldOut) {
        DescriptiveStatistics pixels = new DescriptiveStatistics();
        DescriptiveStatistics places = new DescriptiveStatistics();
        for (float[] image : heldOut.isEmpty() ? images : heldOut) {
            Cancellation.check();
            try (INDArray batch = NetworkImages.batch(List.of(image), size())) {
                Map<String, float[]> found =
                        net().run(Map.of(INPUT, batch), List.of(Deviations.PIXEL, Deviations.LATENT));
                add(pixels, Objects.requireNonNull(found.get(Deviations.PIXEL)));
                add(places, Objects.requireNonNull(found.get(Deviations.LATENT)));
            }
        }
        graph.deviations.limit(pixels, places, options.get(DecoDiff.LIMIT));
    }

    private static void add(DescriptiveStatistics statistics, float[] values) {
        IntStream.range(0, values.length).forEach(i -> statistics.addValue(values[i]));
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.maximum(Deviations.MAP));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(Deviations.MAP);
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(Deviations.MAP);
    }
}
