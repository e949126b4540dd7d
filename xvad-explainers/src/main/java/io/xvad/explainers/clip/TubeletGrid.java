package io.xvad.explainers.clip;

import io.xvad.core.Clip;
import io.xvad.explainers.perturbation.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Tubelets of one size that cover all of a clip.
 *
 * @param clip the clip
 * @param length of a tubelet in frames; cut to the clip
 * @param side of a tubelet in pixels; cut to the frame
 * @param temporalStride step from tubelet to tubelet in time, as a share of the length
 * @param stride step in space, as a share of the side
 */
record TubeletGrid(Clip clip, double length, double side, double temporalStride, double stride) {

    private static final double GROWTH = 1.25;

    private static int wholes(double value) {
        return (int) Math.max(1, Math.round(value));
    }

    private int frames() {
        return Math.min(clip.frames().size(), wholes(length));
    }

    private List<Integer> firsts() {
        return Window.starts(clip.frames().size(), frames(), wholes(temporalStride * frames()));
    }

    private List<Window> windows() {
        int pixels = wholes(side);
        return Window.over(clip.height(), clip.width(), pixels, wholes(stride * pixels));
    }

    private long count() {
        return (long) firsts().size() * windows().size();
    }

    List<Tubelet> tubelets() {
        List<Window> windows = windows();
        List<Tubelet> tubelets = new ArrayList<>();
        for (int first : firsts()) {
            windows.forEach(window -> tubelets.add(new Tubelet(first, frames(), window)));
        }
        return List.copyOf(tubelets);
    }

    /** The same tubelets, or the same further apart, of which there are not more than {@code most}; empty if that is not enough. */
    Optional<TubeletGrid> atMost(int most) {
        TubeletGrid grid = this;
        while (grid.count() > most && Math.min(grid.stride, grid.temporalStride) < 1) {
            grid = grid.sparser();
        }
        return grid.count() > most ? Optional.empty() : Optional.of(grid);
    }

    private TubeletGrid sparser() {
        return new TubeletGrid(clip, length, side, Math.min(1, GROWTH * temporalStride), Math.min(1, GROWTH * stride));
    }

    /** Tubelets larger in every direction. */
    TubeletGrid larger() {
        return new TubeletGrid(clip, GROWTH * length, GROWTH * side, temporalStride, stride);
    }

    /** Tubelets half as long. */
    TubeletGrid shorter() {
        return new TubeletGrid(clip, frames() / 2.0, side, temporalStride, stride);
    }
}
