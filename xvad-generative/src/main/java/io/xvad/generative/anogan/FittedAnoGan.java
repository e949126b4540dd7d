package io.xvad.generative.anogan;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.Network;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.Options;
import io.xvad.data.preprocess.Channels;
import io.xvad.data.preprocess.Resize;
import io.xvad.detectors.features.FeatureOptions;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.network.ImageOptions;
import io.xvad.detectors.network.NetworkImages;
import io.xvad.generative.gan.GanOptions;
import io.xvad.generative.search.Budget;
import io.xvad.generative.search.GaussianNoise;
import java.util.List;
import org.apache.commons.rng.simple.RandomSource;

/** Generator and discriminator whose training has ended, and the search of a code for each image. */
final class FittedAnoGan implements FittedDetector {

    private final SavedNetwork saved;
    private final Network network;
    private final int size;
    private final LatentSearch search;
    private final MapPainter painter;
    private final Capabilities capabilities;
    private final Provenance provenance;

    FittedAnoGan(SavedNetwork saved, Options options, Provenance provenance) {
        this.saved = saved;
        this.provenance = provenance;
        size = ImageOptions.size(options);
        painter = new MapPainter(size, options.get(ImageOptions.SIGMA));
        network = saved.open(
                options.get(FeatureOptions.THREADS),
                () -> AnoGanNetwork.searching(saved, options),
                LatentSearch.LOSS,
                LatentSearch.GRADIENT,
                LatentSearch.RESTORED);
        int latent = options.get(GanOptions.LATENT);
        search = new LatentSearch(
                network,
                drawn(options.get(AnoGan.STARTS) * latent, provenance.seed()),
                latent,
                options.get(AnoGan.SEARCH_RATE),
                options.get(AnoGan.SEARCH_STEPS),
                new Budget(options.get(Budget.SECONDS)));
        Reconstructs reconstructs = this::reconstruct;
        capabilities = Capabilities.none().with(Reconstructs.class, reconstructs);
    }

    /** Where searches begin, the same for each image, so that an image always has the same score. */
    private static float[] drawn(int count, long seed) {
        return GaussianNoise.drawn(RandomSource.XO_SHI_RO_256_PP.create(seed), count);
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        float[] seen = NetworkImages.seen(image, size);
        LatentSearch.Found found = search.of(seen, size);
        AnomalyMap map = painter.paint(residual(seen, found.restored()), size, image);
        return Detection.undecided(image.id(), found.loss(), List.of(map)).with(found.effort());
    }

    /** The absolute difference of each pixel, averaged over channels. */
    private static float[] residual(float[] image, float[] restored) {
        float[] residual = new float[image.length / 3];
        for (int i = 0; i < image.length; i++) {
            residual[i % residual.length] += Math.abs(image[i] - restored[i]) / 3;
        }
        return residual;
    }

    private Image reconstruct(Image image) {
        float[] restored = search.of(NetworkImages.seen(image, size), size).restored();
        Image large = Resize.image(Image.of(image.id(), 3, size, size, restored), image.height(), image.width());
        return image.channels() == 3 ? large : Channels.grey(large);
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
        network.close();
    }
}
