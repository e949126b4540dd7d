package io.xvad.detectors.reconstruction;

import io.xvad.core.SampleKind;
import io.xvad.core.Samples;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Detector;
import io.xvad.core.detect.Fingerprint;
import io.xvad.core.detect.FitRequest;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Provenance;
import io.xvad.core.model.ModelReader;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.learn.LearnOptions;
import io.xvad.detectors.learn.Optimiser;
import io.xvad.detectors.learn.Trainable;
import io.xvad.detectors.learn.TrainingLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Variational autoencoder (Kingma and Welling 2014; for anomalies An and Cho 2015): trained on normal pictures by the
 * lower bound of their likelihood. The map is the squared error of the picture decoded from the mean of its code, which is
 * twice its negative log-likelihood by pixel up to a constant.
 */
public final class Vae implements Detector {

    private static final OptionSpec<Integer> EPOCHS = LearnOptions.epochs(40);
    private static final OptionSpec<Double> RATE = LearnOptions.learningRate(0.001);
    private static final OptionSpec<Double> BETA = OptionSpec.decimal(
            "beta",
            0.01,
            0,
            1000,
            "Weight of the divergence from the prior (Higgins et al. 2017); the same as the variance of a pixel");
    private static final double WEIGHT_DECAY = 0;

    @Override
    public String name() {
        return "vae";
    }

    @Override
    public String description() {
        return "Residual of a variational autoencoder trained on normal pictures (Kingma and Welling 2014)";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.IMAGE);
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(Reconstructs.class);
    }

    @Override
    public List<OptionSpec<?>> options() {
        List<OptionSpec<?>> options = new ArrayList<>(LearnOptions.all(EPOCHS, RATE));
        options.addAll(List.of(BETA, PictureOptions.SIZE, PictureOptions.LATENT, PictureOptions.SIGMA));
        return List.copyOf(options);
    }

    private static Trainable net(Options options, long seed) {
        return VaeGraph.build(
                PictureOptions.size(options), options.get(PictureOptions.LATENT), options.get(BETA), seed);
    }

    @Override
    public FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        int size = PictureOptions.size(options);
        int latent = options.get(PictureOptions.LATENT);
        Fingerprint fingerprinted = new Fingerprint(normals);
        TrainingPictures pictures = TrainingPictures.of(fingerprinted, size, request.progress());
        Trainable net = net(options, request.seed());
        double rate = options.get(RATE);
        PictureLearner learner = new PictureLearner(
                new Optimiser(net, VaeGraph.LOSS, name -> rate, WEIGHT_DECAY),
                pictures,
                options.get(LearnOptions.BATCH),
                (some, random) -> Map.of(
                        AutoencoderGraph.INPUT,
                        TrainingPictures.batch(some, size),
                        VaeGraph.NOISE,
                        noise(some.size(), latent, random)));
        TrainingLoop.of(options, EPOCHS, request.seed()).run(learner, request.progress());
        return fitted(net, options, Provenance.of(this, request, normals.size(), fingerprinted.hex()));
    }

    private static INDArray noise(int pictures, int latent, UniformRandomProvider random) {
        ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
        float[] values = new float[pictures * latent];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) gaussian.sample();
        }
        return Nd4j.create(values, new long[] {pictures, latent}, 'c');
    }

    private static FittedDetector fitted(Trainable net, Options options, Provenance provenance) {
        int size = PictureOptions.size(options);
        int latent = options.get(PictureOptions.LATENT);
        return new FittedReconstruction(
                net,
                size,
                Residual.MSE,
                options.get(PictureOptions.SIGMA),
                picture -> Map.of(
                        AutoencoderGraph.INPUT,
                        TrainingPictures.batch(List.of(picture), size),
                        VaeGraph.NOISE,
                        Nd4j.zeros(1, latent)),
                provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        Trainable net = net(options, 0);
        net.read(model);
        return fitted(net, options, model.provenance());
    }
}
