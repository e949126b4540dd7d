package io.xvad.generative.latentddpm;

import io.xvad.core.XvadModelException;
import io.xvad.core.engine.Network;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.model.TrainedElsewhere;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.generative.diffusion.DiffusionOptions;
import io.xvad.generative.diffusion.NoisePredictor;
import io.xvad.generative.diffusion.NoiseSchedule;
import io.xvad.generative.latent.LatentCodec;
import io.xvad.generative.latent.LatentForm;
import io.xvad.generative.search.Budget;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What has been learned.
 *
 * @param networks trained
 * @param thresholds of the divergence
 */
record LatentDdpmModel(Networks networks, Thresholds thresholds) {

    private static final String ENCODER = "frozen-encoder";
    private static final String THRESHOLDS = "divergence-thresholds";

    /**
     * The trained networks at rest.
     *
     * @param saved weights of all, the ONNX form of what tells the noise and, as what reconstructs, that of the decoder
     * @param encoder its ONNX form
     */
    record Networks(SavedNetwork saved, byte[] encoder) {

        private static final String ENCODING = "encoder";
        private static final String DECODING = "decoder";

        /** Those that are parts where they were trained elsewhere, with what each gives. */
        static final Map<String, String> PARTS = Map.of(ENCODING, LatentCodec.LATENT, DECODING, LatentCodec.RESTORED);

        /** Networks that were trained elsewhere. */
        static Networks of(TrainedElsewhere elsewhere) {
            return new Networks(
                    elsewhere.saved().withReconstruction(onnx(elsewhere, DECODING)), onnx(elsewhere, ENCODING));
        }

        private static byte[] onnx(TrainedElsewhere elsewhere, String part) {
            return Objects.requireNonNull(elsewhere.parts().get(part)).saved().onnx();
        }

        /** The networks, ready to run. */
        LatentRestorer open(Options options, Thresholds thresholds) {
            int threads = options.get(FeatureOptions.THREADS);
            Network coder = SavedNetwork.of(encoder, saved.weights())
                    .open(
                            threads,
                            () -> new LatentDdpmTraining(options).live(saved, LatentCodec.LATENT),
                            LatentCodec.LATENT);
            Network decoder = saved.openReconstruction(
                    threads,
                    () -> new LatentDdpmTraining(options).live(saved, LatentCodec.RESTORED),
                    LatentCodec.RESTORED);
            Network noise =
                    saved.open(threads, () -> new LatentDdpmTraining(options).liveNoise(saved), NoisePredictor.NOISE);
            NoisePredictor predictor = new NoisePredictor(noise, LatentDdpm.unetForm(options));
            NoiseSchedule schedule = DiffusionOptions.schedule();
            int[] times = LatentDdpm.times(options);
            int first = options.get(LatentDdpm.TIME) - 1;
            return new LatentRestorer(
                    new LatentCodec(coder, decoder, LatentDdpm.latentForm(options)),
                    new StepDivergence(predictor, schedule, times),
                    thresholds,
                    new MaskedDiffusion(predictor, schedule, schedule.strided(first, options.get(LatentDdpm.STEPS))),
                    new Budget(options.get(Budget.SECONDS)));
        }

        /** Thresholds from normal images that were not learned from, each in [-1, 1]. */
        Thresholds thresholds(List<float[]> images, Options options, long seed) {
            LatentForm form = LatentDdpm.latentForm(options);
            Thresholds none = new Thresholds(new float[form.side() * form.side()]);
            try (LatentRestorer restorer = open(options, none)) {
                List<float[]> divergences = new ArrayList<>();
                for (int i = 0; i < images.size(); i++) {
                    Cancellation.check();
                    divergences.add(restorer.divergences(images.get(i), seed + i));
                }
                return Thresholds.of(divergences, options.get(LatentDdpm.PERCENTILE));
            }
        }
    }

    void write(ModelWriter model) {
        networks.saved.write(model);
        model.bytes(ENCODER, networks.encoder);
        model.tensor(THRESHOLDS, Tensor.of(thresholds.values(), thresholds.values().length));
    }

    /** @throws XvadModelException if an entry is missing or of another size */
    static LatentDdpmModel read(ModelReader model, Options options) {
        LatentForm form = LatentDdpm.latentForm(options);
        float[] thresholds = model.tensor(THRESHOLDS).toArray();
        if (thresholds.length != form.side() * form.side()) {
            throw new XvadModelException("the model has " + thresholds.length + " thresholds, wanted one for each of "
                    + form.side() * form.side() + " places");
        }
        return new LatentDdpmModel(
                new Networks(SavedNetwork.read(model), model.bytes(ENCODER)), new Thresholds(thresholds));
    }
}
