package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.Image;
import io.xvad.core.LargeImage;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/** Samples with a cover on each. Images to be divided are given as large ones, so that parts all of which is covered can be left out. */
class CoveredSamples implements Samples {

    private final Samples samples;
    private final Cover cover;
    private final boolean divided;

    CoveredSamples(Samples samples, Cover cover) {
        this(samples, cover, false);
    }

    CoveredSamples(Samples samples, Cover cover, boolean divided) {
        this.samples = samples;
        this.cover = cover;
        this.divided = divided;
    }

    /** The same, to be divided. */
    final CoveredSamples divided() {
        return new CoveredSamples(samples, cover, true);
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
        Sample sample = samples.get(index);
        return cover.over(divided && sample instanceof Image image ? LargeImage.of(image) : sample);
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

    @Override
    public Optional<Instant> time(int index) {
        return samples.time(index);
    }
}
