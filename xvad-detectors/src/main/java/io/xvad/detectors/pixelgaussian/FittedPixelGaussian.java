package io.xvad.detectors.pixelgaussian;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Lazy;
import io.xvad.core.Sample;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.capability.WholeGraph;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.engine.TrainingRuntime;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.option.Options;
import io.xvad.detectors.features.MapPainter;
import io.xvad.detectors.features.PaintedGraph;
import io.xvad.detectors.gaussian.Gaussians;
import io.xvad.detectors.gaussian.SummedSamples;
import io.xvad.training.onnx.OnnxGraph;
import java.util.List;
import java.util.Optional;

/** A Gaussian of the colour of each pixel. Immutable and thread-safe; its normal version of every image is the mean image. */
final class FittedPixelGaussian implements FittedDetector, Reconstructs {

    private final Gaussians gaussians;
    private final Optional<SummedSamples> summed;
    private final Options options;
    private final int size;
    private final boolean fromMean;
    private final MapPainter painter;
    private final Provenance provenance;
    private final Lazy<Capabilities> capabilities = new Lazy<>(this::offered);

    /**
     * A detector of these Gaussians.
     *
     * @param summed by what it learns more and forgets, if it can
     */
    FittedPixelGaussian(Gaussians gaussians, Optional<SummedSamples> summed, Options options, Provenance provenance) {
        this.gaussians = gaussians;
        this.summed = summed;
        this.options = options;
        this.size = options.get(PixelGaussian.INPUT_SIZE);
        this.fromMean = options.get(PixelGaussian.DISTANCE).equals(PixelGaussian.MEAN);
        this.painter = new MapPainter(size, options.get(PixelGaussian.SIGMA));
        this.provenance = provenance;
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = sample.requireImage();
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
    public Capabilities capabilities() {
        return capabilities.get();
    }

    private Capabilities offered() {
        Capabilities always = withUpdates(Capabilities.none().with(Reconstructs.class, this));
        return fromMean || !TrainingRuntime.isAvailable() ? always : always.with(WholeGraph.class, new Whole());
    }

    private Capabilities withUpdates(Capabilities others) {
        if (summed.isEmpty()) {
            return others;
        }
        PixelGaussianUpdates updates = new PixelGaussianUpdates(summed.get(), options, provenance);
        return others.with(LearnedSamples.class, summed.get().samples())
                .with(LearnsMore.class, updates)
                .with(Forgets.class, updates);
    }

    /** The whole detector as one ONNX graph. */
    private final class Whole implements WholeGraph {

        @Override
        public int size() {
            return size;
        }

        @Override
        public byte[] onnx() {
            OnnxGraph onnx = new OnnxGraph();
            String pixels = onnx.transposed(PaintedGraph.image(onnx, size), 0, 2, 3, 1);
            String rows = onnx.reshaped(pixels, (long) size * size, PixelRows.CHANNELS.length);
            return PaintedGraph.finished(onnx, gaussians.distances(onnx, rows), size, painter, Optional.empty());
        }
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter model) {
        gaussians.write(model);
        summed.ifPresent(kept -> kept.write(model));
    }

    @Override
    public void close() {}
}
