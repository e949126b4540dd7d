package io.xvad.video.language.anomize;

import io.xvad.core.Image;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.video.language.embed.JointEmbedder;
import io.xvad.video.language.frame.ClipGrid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Takes the frames of a video in order and looks at the first of each stretch, its position, with the positions before. Not thread-safe. */
final class Positions {

    private final JointEmbedder embedder;
    private final ClipGrid grid;
    private final int window;
    private final List<float[]> latest = new ArrayList<>();
    private Optional<Frame> position = Optional.empty();

    /**
     * Positions of one video.
     *
     * @param window positions that are seen together
     */
    Positions(JointEmbedder embedder, ClipGrid grid, int window) {
        this.embedder = embedder;
        this.grid = grid;
        this.window = window;
    }

    /**
     * Takes the next frame.
     *
     * @return what is seen if the frame is a position
     * @throws IllegalArgumentException if it has another size than those before
     */
    Optional<Seen> push(Frame frame) {
        position.ifPresent(before -> requireSameSize(before.image(), frame.image()));
        boolean same = position.filter(before -> grid.stretch(before.seconds()) == grid.stretch(frame.seconds()))
                .isPresent();
        if (same) {
            return Optional.empty();
        }
        Cancellation.check();
        position = Optional.of(frame);
        latest.add(embedder.image(frame.image()));
        if (latest.size() > window) {
            latest.remove(0);
        }
        return Optional.of(Seen.of(latest, window));
    }

    private static void requireSameSize(Image before, Image now) {
        if (before.height() != now.height() || before.width() != now.width()) {
            throw new IllegalArgumentException(
                    "all frames of a video must be of one size, got " + now + " after " + before);
        }
    }
}
