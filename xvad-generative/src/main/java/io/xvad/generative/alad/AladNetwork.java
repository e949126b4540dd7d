package io.xvad.generative.alad;

import io.xvad.core.option.Options;
import io.xvad.detectors.network.GaussianCode;
import io.xvad.detectors.network.ImageExport;
import io.xvad.detectors.network.ImageNetwork;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.detectors.network.ScoreTerms;
import io.xvad.generative.gan.AdversarialLoss;
import io.xvad.generative.gan.AveragedWeights;
import io.xvad.generative.gan.Dcgan;
import io.xvad.generative.gan.GanOptions;
import io.xvad.generative.gan.ImageRange;
import io.xvad.generative.gan.Pyramid;
import io.xvad.training.BatchLearner;
import io.xvad.training.Descent;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.SameDiffNetwork;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Generator and encoder of ALAD with copies of the three discriminators, twice over the same weights. To train, both wish the discriminators
 * to be wrong (Zenati et al., 2018, equations 1 to 4, by cross-entropy): about images with their codes and drawn codes with their images,
 * about reconstructed images, and about reconstructed codes. To score, {@code |f(x, x) - f(x, G(E(x)))|} with the features f of the
 * discriminator of two images, summed (equation 6), or how surely it takes x and G(E(x)) for two images.
 */
final class AladNetwork extends ImageNetwork {

    static final String TRAINED = "training-images";
    static final String CODES = "codes";
    static final String SIGNED = "signed-images";
    static final String CODED = "coded";
    static final String MADE = "made";
    static final String RESTORED = "restored";
    static final String RECODED = "recoded";
    static final String LOSS = "loss";
    static final String RESIDUAL = "residual";
    static final String FEATURES = "feature-difference";
    static final String LOGITS = "told-apart";

    private static final Descent ADAM = new Descent.Adam(0.5, 0.999);
    private static final long CRITIC = 47;

    private final Options options;
    private final Pyramid pyramid;
    private final Discriminators copies;
    private final long seed;
    private Optional<AladCritic> critic = Optional.empty();

    /** The network that options ask for. */
    static AladNetwork of(Options options, long seed) {
        return new AladNetwork(new Trainable(seed), options, seed);
    }

    private AladNetwork(Trainable net, Options options, long seed) {
        super(net, Pyramid.of(options).size());
        this.options = options;
        pyramid = Pyramid.of(options);
        int latent = options.get(GanOptions.LATENT);
        copies = new Discriminators(net, pyramid, latent, Mode.TRAINING);
        SDVariable loss = training(net, pyramid, latent, copies);
        AveragedWeights.follow(net, AladNetwork::isOwn, options.get(Alad.AVERAGE_DECAY), loss);
        scoring(net, pyramid, latent);
        this.seed = seed;
    }

    private static boolean isOwn(String weight) {
        return !weight.startsWith(Discriminators.NAME);
    }

    static SDVariable training(Trainable net, Pyramid pyramid, int latent, Discriminators judges) {
        Encoder encoder = new Encoder(net, pyramid, latent, Mode.TRAINING);
        Dcgan generator = new Dcgan(net, pyramid);
        SDVariable images = ImageRange.signed(net.input(TRAINED, 3, pyramid.size(), pyramid.size()));
        SDVariable codes = net.input(CODES, latent);
        SDVariable coded = encoder.code(images, "real-").rename(CODED);
        SDVariable made =
                generator.generated(codes, latent, Mode.TRAINING, "made-").rename(MADE);
        SDVariable restored =
                generator.generated(coded, latent, Mode.TRAINING, "restored-").rename(RESTORED);
        SDVariable recoded = encoder.code(made, "made-").rename(RECODED);
        return AdversarialLoss.made(judges.joint(images, coded, "coded"))
                .add(AdversarialLoss.real(judges.joint(made, codes, "made")))
                .add(AdversarialLoss.real(judges.images(judges.features(images, restored, "restored"))))
                .add(AdversarialLoss.real(judges.codes(codes, recoded, "recoded")))
                .rename(LOSS);
    }

    static void scoring(Trainable net, Pyramid pyramid, int latent) {
        Encoder encoder = new Encoder(net, pyramid, latent, Mode.SCORING);
        Discriminators judges = new Discriminators(net, pyramid, latent, Mode.SCORING);
        SDVariable images = net.input(INPUT, 3, pyramid.size(), pyramid.size());
        SDVariable real = ImageRange.signed(images);
        SDVariable restored =
                new Dcgan(net, pyramid).generated(encoder.code(real, "real-"), latent, Mode.SCORING, "restored-");
        SDVariable output = ImageRange.unsigned(restored).rename(OUTPUT);
        net.graph().math().abs(images.sub(output)).mean(1).rename(RESIDUAL);
        SDVariable ofBoth = judges.features(real, restored, "restored");
        SDVariable ofItself = judges.features(real, real, "same-images");
        net.graph().math().abs(ofItself.sub(ofBoth)).sum(1).rename(FEATURES);
        net.graph().nn().softplus(judges.images(ofBoth).neg()).reshape(-1).rename(LOGITS);
    }

    private WeightRule rule() {
        return WeightRule.of(options.get(Alad.LEARNING_RATE)).by(ADAM);
    }

    @Override
    protected Optimiser optimiser() {
        WeightRule rule = rule();
        return new Optimiser(net(), name -> isOwn(name) ? rule : WeightRule.FROZEN, LOSS);
    }

    @Override
    protected BatchLearner.AfterStep afterStep() {
        AladCritic made = new AladCritic(
                net(), pyramid, options.get(GanOptions.LATENT), rule(), options.get(Alad.AVERAGE_DECAY), seed + CRITIC);
        critic = Optional.of(made);
        return made;
    }

    @Override
    protected boolean keepsLast() {
        return true;
    }

    @Override
    protected Map<String, INDArray> inputs(List<float[]> images, UniformRandomProvider random) {
        Map<String, INDArray> inputs = new HashMap<>(copies.masks(images.size(), random));
        inputs.put(TRAINED, NetworkImages.batch(images, size()));
        inputs.put(CODES, GaussianCode.noise(random, images.size(), options.get(GanOptions.LATENT)));
        return inputs;
    }

    /** Puts averages in the place of weights. */
    @Override
    protected void finish(List<float[]> images, List<float[]> heldOut) {
        Map<String, float[]> values = AveragedWeights.averaged(net());
        critic.orElseThrow().averaged().forEach(values::replace);
        net().restore(values);
    }

    private String score() {
        return options.get(Alad.SCORE).equals(Alad.LOGITS) ? LOGITS : FEATURES;
    }

    @Override
    protected Optional<ScoreTerms> terms() {
        return Optional.of(ScoreTerms.itself(score()));
    }

    @Override
    protected SameDiffNetwork.Graph found() {
        return variables(RESIDUAL, score());
    }

    @Override
    protected ImageExport.Found found(ImageExport export) {
        return export.variables(RESIDUAL, score());
    }
}
