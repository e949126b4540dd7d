package io.xvad.evaluation.bench;

import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.Sample;
import io.xvad.core.capability.Reconstructs;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * A detector that remembers the last normal versions it made, so that many explainers of the same image need not make them again.
 * Thread-safe; closing it does nothing.
 */
final class RememberedVersions implements FittedDetector, Reconstructs {

    private static final int KEPT = 40;

    private final FittedDetector inner;
    private final Reconstructs reconstructs;
    private final Map<Asked, List<Image>> known = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Asked, List<Image>> eldest) {
            return size() > KEPT;
        }
    };

    private record Asked(Image image, Optional<Mask> region, int count) {}

    private RememberedVersions(FittedDetector inner, Reconstructs reconstructs) {
        this.inner = inner;
        this.reconstructs = reconstructs;
    }

    /** The detector itself, if it makes no normal versions. */
    static FittedDetector of(FittedDetector fitted) {
        return fitted.capability(Reconstructs.class)
                .<FittedDetector>map(reconstructs -> new RememberedVersions(fitted, reconstructs))
                .orElse(fitted);
    }

    @Override
    public synchronized Image reconstruct(Image image) {
        return known.computeIfAbsent(
                        new Asked(image, Optional.empty(), 1), asked -> List.of(reconstructs.reconstruct(image)))
                .get(0);
    }

    @Override
    public synchronized List<Image> reconstruct(Image image, Mask region, int count) {
        return known.computeIfAbsent(
                new Asked(image, Optional.of(region), count), asked -> reconstructs.reconstruct(image, region, count));
    }

    @Override
    public Detection detect(Sample sample) {
        return inner.detect(sample);
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples) {
        return inner.detectAll(samples);
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        return inner.detectAll(samples, executor);
    }

    @Override
    public Capabilities capabilities() {
        return inner.capabilities().with(Reconstructs.class, this);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == Reconstructs.class ? Optional.of(type.cast(this)) : inner.capability(type);
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        inner.save(model);
    }

    @Override
    public void close() {}
}
