package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import java.util.Optional;
import java.util.function.Consumer;

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
    public void eachFrame(int index, Consumer<Image> taker) {
        samples.eachFrame(index, frame -> taker.accept(cover.over(frame)));
    }

    @Override
    public String id(int index) {
        return samples.id(index);
    }

    @Override
    public Optional<String> category(int index) {
        return samples.category(index);
    }
}
