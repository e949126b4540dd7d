package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** Takes the features of the snippets of one clip as its frames come; it holds no more frames than a snippet has, twice. Not thread-safe. */
final class SnippetReading {

    private final SnippetReader reader;
    private final SnippetBuffer buffer;
    private final IntPredicate kept;
    private final List<float[]> features = new ArrayList<>();
    private long frames;
    private int snippets;

    /**
     * Begins with no frames.
     *
     * @param kept whether features are wanted of a snippet, by its number from 0
     */
    SnippetReading(SnippetFeatures features, int length, IntPredicate kept) {
        this.reader = features.reader();
        this.buffer = new SnippetBuffer(length);
        this.kept = kept;
    }

    /** Takes the next frame. */
    void push(Image image) {
        buffer.push(new Frame(frames++, 0, image)).ifPresent(this::read);
    }

    /** The features of the snippets that are kept, when all frames were taken. */
    List<float[]> finished() {
        buffer.rest().ifPresent(this::read);
        return features;
    }

    private void read(SnippetBuffer.Cut cut) {
        Cancellation.check();
        List<Image> images = Bags.images(cut.seen());
        if (kept.test(snippets++)) {
            features.add(reader.next(images));
        } else {
            reader.pass(images);
        }
    }
}
