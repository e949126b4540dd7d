package io.xvad.core.detect;

import io.xvad.core.Detection;
import io.xvad.core.Lifetime;
import io.xvad.core.MapBands;
import io.xvad.core.Sample;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/**
 * A fitted detector that is closed when its running scores have ended, and refuses later ones, whichever detector it is; so do its
 * capabilities. Thread-safe.
 */
final class UntilClosed implements FittedDetector {

    private final FittedDetector inner;
    private final Lifetime lifetime;

    private UntilClosed(FittedDetector inner) {
        this.inner = inner;
        this.lifetime = new Lifetime("model '" + inner.provenance().detector() + "'", inner::close);
    }

    /** The detector itself, if it is one already. */
    static FittedDetector of(FittedDetector detector) {
        return detector instanceof UntilClosed || detector instanceof CalibratedDetector
                ? detector
                : new UntilClosed(detector);
    }

    @Override
    public Detection detect(Sample sample) {
        return lifetime.use(() -> inner.detect(sample));
    }

    @Override
    public Detection detect(Sample sample, MapBands bands) {
        return lifetime.use(() -> inner.detect(sample, bands));
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples) {
        return lifetime.use(() -> inner.detectAll(samples));
    }

    @Override
    public List<Detection> detectAll(List<? extends Sample> samples, Executor executor) {
        return lifetime.use(() -> inner.detectAll(samples, executor));
    }

    @Override
    public <R> R whileOpen(Supplier<R> work) {
        return lifetime.use(() -> inner.whileOpen(work));
    }

    @Override
    public Capabilities capabilities() {
        Capabilities guarded = Capabilities.none();
        for (Class<?> type : inner.capabilities().types()) {
            guarded = withGuarded(guarded, type);
        }
        return guarded;
    }

    private <C> Capabilities withGuarded(Capabilities others, Class<C> type) {
        Supplier<C> guarded = () -> capability(type).orElseThrow();
        return others.with(type, guarded);
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return lifetime.use(() -> inner.capability(type)).map(found -> GuardedCalls.of(type, found, lifetime));
    }

    @Override
    public Provenance provenance() {
        return inner.provenance();
    }

    @Override
    public void save(ModelWriter model) {
        lifetime.use(() -> {
            inner.save(model);
            return model;
        });
    }

    @Override
    public void close() {
        lifetime.close();
    }
}
