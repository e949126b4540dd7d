package io.xvad.language.ask;

import io.xvad.core.Image;
import java.util.List;
import java.util.Optional;

/**
 * An answer to one sample of a question, read or not. Immutable.
 *
 * @param <T> what it is read as
 * @param sample which of several answers to the same question, from 0
 * @param value what was read; empty if it could not be
 * @param fault why nothing could be read
 * @param key of the question that was answered at last, as in a recording
 * @param model the model that answered, as the server names it; empty if it does not
 */
public record Reply<T>(int sample, Optional<T> value, Optional<Fault> fault, String key, String model) {

    /** Why an answer cannot be read. */
    public enum Fault {
        /** It is empty. */
        EMPTY,
        /** It ends in the middle, at the limit of its length. */
        CUT_OFF,
        /** The server or the model withholds it. */
        WITHHELD,
        /** It is not of the form that was asked for, also when asked for it again. */
        UNPARSED
    }

    /**
     * What was read of the samples that could be read.
     *
     * @throws IllegalArgumentException naming the image, if none could
     */
    public static <T> List<T> read(Image image, List<Reply<T>> replies) {
        return read(image.id(), replies);
    }

    /**
     * What was read of the samples that could be read.
     *
     * @param asked what they were asked about, for the message
     * @throws IllegalArgumentException saying so, if none could
     */
    public static <T> List<T> read(String asked, List<Reply<T>> replies) {
        List<T> read = replies.stream().flatMap(reply -> reply.value().stream()).toList();
        if (read.isEmpty()) {
            List<Fault> faults = replies.stream()
                    .flatMap(reply -> reply.fault().stream())
                    .distinct()
                    .toList();
            throw new IllegalArgumentException(
                    asked + ": none of " + replies.size() + " answers of the model can be read " + faults);
        }
        return read;
    }
}
