package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import java.time.Instant;
import java.util.Optional;

/** Samples with a cover on each. */
class CoveredSamples implements Samples {

    private final Samples samples;
    private final Cover cover;

    CoveredSamples(Samples samples, Cover cover) {
        this.samples = samples;
        this.cover = cover;
    }

    final Cover cover() {
        return cover;
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Sample get(int index) {
        return cover.over(samples.get(index));
    }

    @Override
    public String id(int index) {
        return samples.id(index);
    }

    @Override
    public Optional<String> category(int index) {
        return samples.category(index);
    }

    @Override
    public Optional<Instant> time(int index) {
        return samples.time(index);
    }
}
