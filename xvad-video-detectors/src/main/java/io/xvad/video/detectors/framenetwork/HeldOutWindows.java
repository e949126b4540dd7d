package io.xvad.video.detectors.framenetwork;

import io.xvad.training.Split;
import java.util.ArrayList;
import java.util.List;

/**
 * The windows a network learns from and those by which its scores are scaled. A tenth is held out, in a row; what shares frames with
 * it is left out altogether, unless nothing would be left. Of fewer than five windows none is held out. Immutable.
 *
 * @param train what is learned from
 * @param heldOut what no step of the training sees; empty if there are too few
 */
record HeldOutWindows(List<FrameWindow> train, List<FrameWindow> heldOut) {

    /** As many tell after each epoch how good the weights are. */
    private static final int JUDGING = 64;

    /**
     * Splits all windows.
     *
     * @param length frames in a window
     * @param seed where those held out begin follows from it
     */
    static HeldOutWindows of(List<FrameWindow> all, int length, long seed) {
        Split<FrameWindow> split = Split.drawnInARow(all, seed);
        List<FrameWindow> apart = split.train().stream()
                .filter(window -> split.heldOut().stream().noneMatch(other -> window.sharesFrames(other, length)))
                .toList();
        return new HeldOutWindows(apart.isEmpty() ? split.train() : apart, split.heldOut());
    }

    /** What parts of a score are scaled on. */
    List<FrameWindow> scaling() {
        return heldOut.isEmpty() ? train : heldOut;
    }

    /** All windows, as far as they are used. */
    List<FrameWindow> all() {
        List<FrameWindow> all = new ArrayList<>(train);
        all.addAll(heldOut);
        return all;
    }

    /** The windows of a training, with some of those held out to judge it by. */
    Split<FrameWindow> judging() {
        return new Split<>(train, spread(heldOut, JUDGING));
    }

    /** So many of some windows at most, spread over them evenly. */
    static List<FrameWindow> spread(List<FrameWindow> windows, int most) {
        int step = Math.max(1, (windows.size() + most - 1) / most);
        List<FrameWindow> some = new ArrayList<>();
        for (int i = 0; i < windows.size(); i += step) {
            some.add(windows.get(i));
        }
        return some;
    }
}
