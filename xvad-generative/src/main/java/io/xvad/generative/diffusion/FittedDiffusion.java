package io.xvad.generative.diffusion;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.network.ImageOptions;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A detector whose map is what a {@link Restorer} changes in an image. What is random follows from the pixels and the seed of the model, so
 * that an image always gets the same score.
 */
public final class FittedDiffusion implements FittedDetector {

    private static final String MAXIMUM = "map-max";
    private static final String MEAN = "map-mean";

    /** How an image is scored by its map. */
    public static final OptionSpec<String> SCORE = OptionSpec.choice(
            "score",
            MAXIMUM,
            List.of(MAXIMUM, MEAN),
            "The image's score, of which the paper has none: the highest value of the map, or its mean");

    private final Consumer<ModelWriter> saved;
    private final Restorer restorer;
    private final Pixels pixels;
    private final MapPainter painter;
    private final ImageScore score;
    private final Provenance provenance;

    /**
     * A fitted detector.
     *
     * @param restorer is closed with it
     * @param options with those of {@link DiffusionOptions#pixels}, {@link #SCORE} and the smoothing of the map
     */
    public FittedDiffusion(SavedNetwork saved, Restorer restorer, Options options, Provenance provenance) {
        this(saved::write, restorer, DiffusionOptions.pixels(options), options, provenance);
    }

    /**
     * A fitted detector of several networks.
     *
     * @param saved writes them
     * @param restorer is closed with it
     * @param pixels what it sees
     * @param options with {@link #SCORE} and the smoothing of the map
     */
    public FittedDiffusion(
            Consumer<ModelWriter> saved, Restorer restorer, Pixels pixels, Options options, Provenance provenance) {
        this(saved, restorer, pixels, score(options), options, provenance);
    }

    /**
     * A fitted detector with a score of its own.
     *
     * @param saved writes its networks
     * @param restorer is closed with it
     * @param pixels what it sees
     * @param score of an image
     * @param options with the smoothing of the map
     */
    public FittedDiffusion(
            Consumer<ModelWriter> saved,
            Restorer restorer,
            Pixels pixels,
            ImageScore score,
            Options options,
            Provenance provenance) {
        this.saved = saved;
        this.restorer = restorer;
        this.provenance = provenance;
        this.pixels = pixels;
        painter = new MapPainter(pixels.side(), options.get(ImageOptions.SIGMA));
        this.score = score;
    }

    private static ImageScore score(Options options) {
        return options.get(SCORE).equals(MEAN) ? (map, painted) -> mean(map) : (map, painted) -> painted.max();
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
        Restorer.Restored restored = restored(image);
        AnomalyMap map = painter.paint(restored.map(), pixels.side(), image);
        return Detection.undecided(image.id(), score.of(restored.map(), map), List.of(map))
                .with(restored.effort());
    }

    private Restorer.Restored restored(Image image) {
        float[] seen = pixels.seen(image);
        return restorer.restore(seen, seed(seen));
    }

    /** Seed of what is random for an image: by the seed of the model and the pixels, not by the name of the image. */
    private long seed(float[] seen) {
        return RandomSource.XO_SHI_RO_256_PP
                .create(provenance.seed() * 31 + Arrays.hashCode(seen))
                .nextLong();
    }

    private static double mean(float[] map) {
        return IntStream.range(0, map.length).mapToDouble(i -> map[i]).average().orElseThrow();
    }

    @Override
    public Capabilities capabilities() {
        Reconstructs reconstructs = image -> pixels.shown(restored(image).image(), image);
        return Capabilities.none().with(Reconstructs.class, reconstructs);
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        saved.accept(model);
    }

    @Override
    public void close() {
        restorer.close();
    }
}
