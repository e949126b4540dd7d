package io.xvad.generative.likelihoodregret;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Tensor;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.generative.likelihood.GreyLevels;
import io.xvad.generative.search.Budget;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A trained autoencoder, and how far the bound of an image's likelihood rises when its posterior is made for that image alone. */
final class FittedLikelihoodRegret implements FittedDetector {

    /** Makes another seed of the noise of the bounds, since the posterior found suits that of the search. */
    private static final long OF_BOUNDS = 17;

    private final SavedRegretNetwork saved;
    private final SavedRegretNetwork.Open networks;
    private final GreyLevels grey;
    private final MapPainter painter;
    private final PosteriorSearch search;
    private final Bound bound;
    private final boolean isRegret;
    private final Provenance provenance;
    private final Capabilities capabilities;

    FittedLikelihoodRegret(SavedRegretNetwork saved, Options options, Provenance provenance) {
        this.saved = saved;
        this.provenance = provenance;
        networks = saved.open(
                options.get(FeatureOptions.THREADS), () -> RegretTraining.restored(saved.decoder(), options));
        grey = LikelihoodRegret.grey(options);
        painter = new MapPainter(grey.side(), options.get(LikelihoodRegret.SIGMA));
        search = new PosteriorSearch(
                networks.searching(),
                options.get(LikelihoodRegret.SEARCH_STEPS),
                new Budget(options.get(Budget.SECONDS)),
                options.get(LikelihoodRegret.SEARCH_RATE),
                options.get(LikelihoodRegret.SEARCH_DRAWS),
                provenance.seed());
        bound = new Bound(
                networks.likelihoods(),
                options.get(LikelihoodRegret.BOUND).equals(LikelihoodRegret.IMPORTANCE_WEIGHTED),
                options.get(LikelihoodRegret.SAMPLES),
                provenance.seed() ^ OF_BOUNDS);
        isRegret = options.get(LikelihoodRegret.SCORE).equals(LikelihoodRegret.REGRET);
        Reconstructs reconstructs = this::reconstruct;
        capabilities = Capabilities.none().with(Reconstructs.class, reconstructs);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Tensor levels = levels(image);
        Posterior posterior = encoded(levels);
        Bound.Found before = bound.of(levels, posterior);
        if (!isRegret) {
            return detection(image, before.negative());
        }
        PosteriorSearch.Found found = search.from(levels, posterior);
        return detection(image, before.to(bound.of(levels, found.posterior()))).with(found.effort());
    }

    private Detection detection(Image image, Bound.Found found) {
        AnomalyMap map = painter.paint(found.pixels(), grey.side(), image);
        return Detection.undecided(image.id(), found.value(), List.of(map));
    }

    private Tensor levels(Image image) {
        float[] levels = grey.of(NetworkImages.seen(image, grey.side()));
        return Tensor.owning(levels, 1, 1, grey.side(), grey.side());
    }

    private Posterior encoded(Tensor levels) {
        Map<String, Tensor> found = networks.encoding().run(Map.of(RegretNetwork.LEVELS, levels));
        return new Posterior(
                values(found, RegretNetwork.ENCODED_MEAN), values(found, RegretNetwork.ENCODED_LOG_VARIANCE));
    }

    private static float[] values(Map<String, Tensor> found, String name) {
        return Objects.requireNonNull(found.get(name), name).toArray();
    }

    /** What the decoder expects of the mean of the code that the encoder gives the image, grey in all its channels. */
    private Image reconstruct(Image image) {
        Tensor levels = levels(image);
        Posterior posterior = encoded(levels);
        Map<String, Tensor> found = networks.decoding()
                .get()
                .run(Map.of(
                        RegretNetwork.LEVELS, levels,
                        RegretNetwork.MEAN, posterior.means(),
                        RegretNetwork.LOG_VARIANCE, posterior.logVariances(),
                        RegretNetwork.NOISE, Tensor.owning(new float[posterior.size()], 1, posterior.size())));
        Image small = Image.of(image.id(), 1, grey.side(), grey.side(), values(found, RegretNetwork.OUTPUT));
        Image large = Resize.image(small, image.height(), image.width());
        return image.channels() == 3 ? Channels.colour(large) : large;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
    }

    @Override
    public void close() {
        networks.close();
    }
}
