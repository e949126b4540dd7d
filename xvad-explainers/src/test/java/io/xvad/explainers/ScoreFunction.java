package io.xvad.explainers;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** A detector that is a formula; its normal version of everything is black. Counts its detections. */
public record ScoreFunction(ToDoubleFunction<Image> formula, AtomicInteger detections)
        implements FittedDetector, Reconstructs {

    public ScoreFunction(ToDoubleFunction<Image> formula) {
        this(formula, new AtomicInteger());
    }

    @Override
    public Detection detect(Sample sample) {
        Image image = (Image) sample;
        detections.incrementAndGet();
        AnomalyMap map = AnomalyMap.of(image.height(), image.width(), new float[image.height() * image.width()]);
        return Detection.undecided(image.id(), formula.applyAsDouble(image), List.of(map));
    }

    @Override
    public Image reconstruct(Image image) {
        return Image.of(
                image.id(),
                image.channels(),
                image.height(),
                image.width(),
                new float[image.channels() * image.height() * image.width()]);
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(Reconstructs.class, this);
    }

    @Override
    public Provenance provenance() {
        return new Provenance("formula", Map.of(), 0, 0, "none", "test");
    }

    @Override
    public void save(ModelWriter model) {
        throw new UnsupportedOperationException("lives in tests only");
    }

    @Override
    public void close() {}
}
