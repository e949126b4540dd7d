package io.xvad.detectors.pixelgaussian;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PatchExtractor;
import io.xvad.detectors.gaussian.Gaussians;
import java.util.List;
import java.util.Optional;

/** The yardstick that has learned. Immutable; its normal version of every image is the mean picture. */
final class FittedPixelGaussian implements FittedDetector, Reconstructs {

    private final Gaussians gaussians;
    private final int size;
    private final boolean fromMean;
    private final MapPainter painter;
    private final Provenance provenance;

    FittedPixelGaussian(Gaussians gaussians, Options options, Provenance provenance) {
        this.gaussians = gaussians;
        this.size = options.get(PixelGaussian.SIZE);
        this.fromMean = options.get(PixelGaussian.DISTANCE).equals(PixelGaussian.MEAN);
        this.painter = new MapPainter(size, options.get(PixelGaussian.SIGMA));
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = PatchExtractor.image(sample);
        float[] rows = PixelRows.of(image, size);
        float[] distances = fromMean ? fromMean(rows) : gaussians.distances(rows, PixelRows.CHANNELS.length);
        AnomalyMap map = painter.paint(distances, size, image);
        return Detection.undecided(image.id(), map.max(), List.of(map));
    }

    private float[] fromMean(float[] rows) {
        float[] means = gaussians.means();
        float[] distances = new float[size * size];
        for (int p = 0; p < distances.length; p++) {
            double squares = 0;
            for (int c = 3 * p; c < 3 * p + 3; c++) {
                squares += Math.pow(rows[c] - means[c], 2);
            }
            distances[p] = (float) Math.sqrt(squares / 3);
        }
        return distances;
    }

    @Override
    public Image reconstruct(Image image) {
        return PixelRows.image(gaussians.means(), size, image);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        if (type == WholeGraph.class && !fromMean) {
            return Optional.of(type.cast(new PixelGraph(gaussians, size, painter)));
        }
        return type == Reconstructs.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        gaussians.write(model);
    }

    @Override
    public void close() {}
}
