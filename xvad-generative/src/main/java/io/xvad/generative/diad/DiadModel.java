package io.xvad.generative.diad;

import io.xvad.core.engine.Engines;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.detectors.backbone.Backbone;
import io.xvad.detectors.backbone.BackboneSpec;
import io.xvad.detectors.features.BackboneEntry;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.latent.CodecGraph;
import io.xvad.generative.latent.KlAutoencoder;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.search.Budget;
import io.xvad.training.Trainable;

/**
 * What has been learned, and the backbone by whose features images are compared.
 *
 * @param networks trained
 * @param backbone for images of the size of the detector
 */
record DiadModel(Networks networks, BackboneSpec backbone) {

    private static final String ENCODER = "frozen-encoder";
    private static final String HINT = "frozen-hint";

    /**
     * The trained networks at rest.
     *
     * @param saved weights of all, the ONNX form of what tells the noise and, as what reconstructs, that of the decoder
     * @param encoder its ONNX form
     * @param hint the ONNX form of what the guidance sees of images
     */
    record Networks(SavedNetwork saved, byte[] encoder, byte[] hint) {

        private LatentCodec codec(Options options) {
            Network decoder = saved.openReconstruction(
                    threads(options), () -> liveCodec(options, LatentCodec.RESTORED), LatentCodec.RESTORED);
            Network coder = SavedNetwork.of(encoder, saved.weights())
                    .open(threads(options), () -> liveCodec(options, LatentCodec.LATENT), LatentCodec.LATENT);
            return new LatentCodec(coder, decoder, Diad.latentForm(options));
        }

        private GuidedNoise noise(Options options) {
            Network told =
                    saved.open(threads(options), () -> liveGuided(options, NoisePredictor.NOISE), NoisePredictor.NOISE);
            Network seen = SavedNetwork.of(hint, saved.weights())
                    .open(threads(options), () -> liveGuided(options, DiadNetwork.HINT), DiadNetwork.HINT);
            return new GuidedNoise(seen, told, Diad.unetForm(options));
        }

        private Network liveCodec(Options options, String output) {
            CodecGraph codec = new KlAutoencoder(new Trainable(0), Diad.latentForm(options)).codec();
            codec.net().restore(saved);
            return codec.live(output);
        }

        private Network liveGuided(Options options, String output) {
            DiadNetwork network = Diad.network(options, 0);
            network.net().restore(saved);
            network.freeze();
            return network.live(output);
        }
    }

    private static int threads(Options options) {
        return options.get(FeatureOptions.THREADS);
    }

    /** The networks, ready to run. */
    DiadRestorer open(Options options) {
        Backbone opened = Backbone.open(backbone, options.get(Diad.LAYERS), Engines.AUTO, threads(options));
        return new DiadRestorer(
                networks.codec(options),
                networks.noise(options),
                Diad.sampling(options),
                new FeatureDifference(opened, backbone.inputSize()),
                new Budget(options.get(Budget.SECONDS)));
    }

    void write(ModelWriter model) {
        networks.saved.write(model);
        model.bytes(ENCODER, networks.encoder);
        model.bytes(HINT, networks.hint);
        BackboneEntry.write(model, backbone);
    }

    /** @throws io.xvad.core.XvadModelException if an entry is missing or broken */
    static DiadModel read(ModelReader model) {
        return new DiadModel(
                new Networks(SavedNetwork.read(model), model.bytes(ENCODER), model.bytes(HINT)),
                BackboneEntry.read(model));
    }
}
