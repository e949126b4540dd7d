package io.xvad.foundation.detector;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Function;

/** What is opened in several steps, of which a later one may fail: then what the earlier ones opened is closed. */
public final class Opening {

    private final Deque<Runnable> closing = new ArrayDeque<>();

    private Opening() {}

    /**
     * Takes the steps.
     *
     * @param steps {@link #keep} what they open
     * @return what they give, which now owns what was opened
     */
    public static <T> T of(Function<Opening, T> steps) {
        Opening opening = new Opening();
        try {
            return steps.apply(opening);
        } catch (RuntimeException e) {
            opening.closing.forEach(Runnable::run);
            throw e;
        }
    }

    /** Keeps something that is open, to be closed if a later step fails; the last one first. */
    public <T> T keep(T open, Consumer<? super T> close) {
        closing.push(() -> close.accept(open));
        return open;
    }
}
