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

/**
 * Convolutional autoencoder (Bergmann et al. 2019, "Improving Unsupervised Defect Segmentation by Applying Structural
 * Similarity to Autoencoders"): trained on normal pictures with structural similarity or squared error as its loss, it
 * fails to reconstruct what it has not seen; the residual is the map.
 */
public final class Autoencoder implements Detector {

    private static final String SSIM = "ssim";
    private static final String MSE = "mse";

    private static final OptionSpec<Integer> EPOCHS = LearnOptions.epochs(40);
    private static final OptionSpec<Double> RATE = LearnOptions.learningRate(0.0005);
    private static final OptionSpec<String> LOSS =
            OptionSpec.choice("loss", SSIM, List.of(SSIM, MSE), "What training makes small and the map shows");
    private static final double WEIGHT_DECAY = 1e-5;

    @Override
    public String name() {
        return "autoencoder";
    }

    @Override
    public String description() {
        return "Residual of a convolutional autoencoder trained on normal pictures (Bergmann et al. 2019)";
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
        options.addAll(List.of(LOSS, PictureOptions.SIZE, PictureOptions.LATENT, PictureOptions.SIGMA));
        return List.copyOf(options);
    }

    @Override
    public FittedDetector fit(Samples normals, FitRequest request) {
        Options options = request.options();
        int size = PictureOptions.size(options);
        Fingerprint fingerprinted = new Fingerprint(normals);
        TrainingPictures pictures = TrainingPictures.of(fingerprinted, size, request.progress());
        Trainable net = AutoencoderGraph.build(size, options.get(PictureOptions.LATENT), request.seed());
        double rate = options.get(RATE);
        String loss = options.get(LOSS).equals(SSIM) ? AutoencoderGraph.SSIM : AutoencoderGraph.MSE;
        PictureLearner learner = new PictureLearner(
                new Optimiser(net, loss, name -> rate, WEIGHT_DECAY),
                pictures,
                options.get(LearnOptions.BATCH),
                (some, random) -> Map.of(AutoencoderGraph.INPUT, TrainingPictures.batch(some, size)));
        TrainingLoop.of(options, EPOCHS, request.seed()).run(learner, request.progress());
        return fitted(net, options, Provenance.of(this, request, normals.size(), fingerprinted.hex()));
    }

    private static FittedDetector fitted(Trainable net, Options options, Provenance provenance) {
        int size = PictureOptions.size(options);
        return new FittedReconstruction(
                net,
                size,
                options.get(LOSS).equals(SSIM) ? Residual.SSIM : Residual.MSE,
                options.get(PictureOptions.SIGMA),
                picture -> Map.of(AutoencoderGraph.INPUT, TrainingPictures.batch(List.of(picture), size)),
                provenance);
    }

    @Override
    public FittedDetector load(ModelReader model) {
        Options options = Options.parse(options(), model.provenance().options());
        Trainable net = AutoencoderGraph.build(PictureOptions.size(options), options.get(PictureOptions.LATENT), 0);
        net.read(model);
        return fitted(net, options, model.provenance());
    }
}
