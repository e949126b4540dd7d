package io.xvad.video.detectors.snippets;

import io.xvad.core.Image;
import java.util.List;

/** Describes the snippets of one video, one after the other, each by what it shows and by what was before. Not thread-safe. */
public interface SnippetReader {

    /**
     * The features of the next snippet, of shape (moments, places, values).
     *
     * @param frames as many as {@link SnippetOptions#LENGTH} says, all of one size, the oldest first
     */
    float[] next(List<Image> frames);

    /**
     * Takes note of the next snippet, whose features nobody needs.
     *
     * @param frames as of {@link #next}
     */
    void pass(List<Image> frames);
}
