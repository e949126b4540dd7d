package io.xvad.video.detectors.snippets;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
/** Describes snippets of videos by numbers. Thread-safe; close it to free native memory. */
public interface SnippetFeatures extends AutoCloseable {

    /** The form of the features of every snippet. */
    SnippetForm form();

    /** A reader of one video. */
    SnippetReader reader();

    /** Writes the network behind it, so that a model needs no other file. */
    void write(ModelWriter model);

    @Override
    void close();

    /**
     * Those that the options ask for: of a clip network of the user's, or else of the backbone and of motion.
     *
     * @throws io.xvad.core.XvadDataException if the network's file cannot be read
     * @throws io.xvad.core.XvadModelException if the network takes no clips
     */
    static SnippetFeatures open(Options options) {
        return options.get(SnippetOptions.CLIP_NETWORK).isEmpty()
                ? BackboneFeatures.open(options)
                : ClipNetworkFeatures.open(options);
    }

    /** Those that were saved with a model. */
    static SnippetFeatures read(ModelReader model, Options options) {
        return options.get(SnippetOptions.CLIP_NETWORK).isEmpty()
                ? BackboneFeatures.read(model, options)
                : ClipNetworkFeatures.read(model, options);
    }
}
