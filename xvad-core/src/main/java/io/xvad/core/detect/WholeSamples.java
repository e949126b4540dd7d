package io.xvad.core.detect;

import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Samples of which large images are read whole, for a detector that does not see tiles.
 *
 * @param samples as they are
 */
record WholeSamples(Samples samples) implements Samples {

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public Sample get(int index) {
        return InBands.whole(samples.get(index));
    }

    @Override
    public void eachFrame(int index, Consumer<Image> taker) {
        samples.eachFrame(index, taker);
    }

    @Override
    public String id(int index) {
        return samples.id(index);
    }

    @Override
    public Optional<Instant> time(int index) {
        return samples.time(index);
    }

    @Override
    public Optional<String> category(int index) {
        return samples.category(index);
    }
}
