package io.xvad.data.dataset;

import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.data.image.ImageReader;
import io.xvad.data.image.ImageSource;
import java.util.List;

/**
 * Images of which several may lie in one file, read one by one when asked for. Immutable and thread-safe.
 *
 * @param sources the images
 * @param reader reads those that are files of their own
 */
record SourceImages(List<ImageSource> sources, ImageReader reader) implements Samples {

    SourceImages {
        sources = List.copyOf(sources);
    }

    SourceImages readBy(ImageReader other) {
        return new SourceImages(sources, other);
    }

    @Override
    public int size() {
        return sources.size();
    }

    @Override
    public Sample get(int index) {
        return sources.get(index).open(reader);
    }

    @Override
    public String id(int index) {
        return sources.get(index).id();
    }
}
