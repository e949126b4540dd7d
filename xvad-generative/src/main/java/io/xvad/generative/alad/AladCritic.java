package io.xvad.generative.alad;

import io.xvad.generative.gan.AdversarialLoss;
import io.xvad.generative.gan.AveragedWeights;
import io.xvad.generative.gan.Pyramid;
import io.xvad.training.BatchLearner;
import io.xvad.training.KeptRandom;
import io.xvad.training.Mode;
import io.xvad.training.Optimiser;
import io.xvad.training.Trainable;
import io.xvad.training.WeightRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The discriminators' part in the training of ALAD (Zenati et al., 2018, equations 1 to 4), by cross-entropy: they are to take for real an image with its
 * code, an image with itself and a code with itself; for made a drawn code with its image, an image with its reconstruction and a code with
 * its own. They learn in a graph of their own, after each step of generator and encoder, whose graph has a copy of their weights. Not
 * thread-safe.
 */
final class AladCritic implements BatchLearner.AfterStep {

    static final String LOSS = "discriminator-loss";

    private static final String RANDOM = "discriminator-random";
    private static final List<String> MADE =
            List.of(AladNetwork.CODED, AladNetwork.MADE, AladNetwork.RESTORED, AladNetwork.RECODED);

    private final Trainable net;
    private final Trainable critic;
    private final Discriminators discriminators;
    private final Optimiser optimiser;
    private final KeptRandom random;

    /**
     * Discriminators of generator and encoder.
     *
     * @param net graph of generator and encoder, with the names of {@link AladNetwork}
     * @param latent values of a code
     * @param rule of the weights
     * @param decay of the averages of weights
     */
    AladCritic(Trainable net, Pyramid pyramid, int latent, WeightRule rule, double decay, long seed) {
        this.net = net;
        critic = new Trainable(seed);
        discriminators = new Discriminators(critic, pyramid, latent, Mode.TRAINING);
        SDVariable loss = loss(critic, discriminators, pyramid.size(), latent);
        AveragedWeights.follow(critic, name -> name.startsWith(Discriminators.IMAGES), decay, loss);
        optimiser = new Optimiser(critic, name -> rule, LOSS);
        random = new KeptRandom(seed);
        net.keep(critic);
    }

    static SDVariable loss(Trainable critic, Discriminators discriminators, int size, int latent) {
        SDVariable images = critic.input(AladNetwork.SIGNED, 3, size, size);
        SDVariable codes = critic.input(AladNetwork.CODES, latent);
        SDVariable coded = critic.input(AladNetwork.CODED, latent);
        SDVariable made = critic.input(AladNetwork.MADE, 3, size, size);
        SDVariable restored = critic.input(AladNetwork.RESTORED, 3, size, size);
        SDVariable recoded = critic.input(AladNetwork.RECODED, latent);
        SDVariable ofJoint = AdversarialLoss.real(discriminators.joint(images, coded, "coded"))
                .add(AdversarialLoss.made(discriminators.joint(made, codes, "made")));
        SDVariable ofImages = AdversarialLoss.real(
                        discriminators.images(discriminators.features(images, images, "same-images")))
                .add(AdversarialLoss.made(
                        discriminators.images(discriminators.features(images, restored, "restored"))));
        SDVariable ofCodes = AdversarialLoss.real(discriminators.codes(codes, codes, "same-codes"))
                .add(AdversarialLoss.made(discriminators.codes(codes, recoded, "recoded")));
        return ofJoint.add(ofImages).add(ofCodes).rename(LOSS);
    }

    /** Learns from a batch. */
    @Override
    public void stepped(Map<String, INDArray> inputs) {
        INDArray images = Objects.requireNonNull(inputs.get(AladNetwork.TRAINED));
        Map<String, INDArray> own = new HashMap<>(net.output(inputs, MADE.toArray(String[]::new)));
        own.put(AladNetwork.SIGNED, images.mul(2).subi(1));
        own.putAll(discriminators.masks(Math.toIntExact(images.size(0)), random.numbers()));
        Map<String, INDArray> all = new HashMap<>(own);
        all.put(AladNetwork.CODES, Objects.requireNonNull(inputs.get(AladNetwork.CODES)));
        optimiser.step(all);
        own.values().forEach(INDArray::close);
        net.keep(critic);
    }

    /** All values, with averages in the place of the weights that score. */
    Map<String, float[]> averaged() {
        return AveragedWeights.averaged(critic);
    }

    @Override
    public Map<String, Optimiser> optimisers() {
        return Map.of("discriminators", optimiser);
    }

    @Override
    public Map<String, float[]> state() {
        return Map.of(RANDOM, random.state());
    }

    @Override
    public void restore(Map<String, float[]> state) {
        random.restore(Objects.requireNonNull(state.get(RANDOM), RANDOM));
    }
}
