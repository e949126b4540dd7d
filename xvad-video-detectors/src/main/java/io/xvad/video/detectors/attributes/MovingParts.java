package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Samples;
import io.xvad.core.XvadModelException;
import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import io.xvad.core.stream.Frame;
import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.BackgroundImage;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.ForegroundObjects;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.MotionSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the parts of a large object that move otherwise than the whole: where many people are close together, their foreground is one
 * object, in which a cyclist shows only by the flow. A part is a window of the size of a usual object; of windows that overlap, the one
 * that differs most is kept. Immutable.
 *
 * @param height rows of the window on the grid of the motion, at least 1
 * @param width its columns, at least 1
 */
record MovingParts(int height, int width) {

    private static final String ENTRY = "usual-size";

    /** Clips and frames of each in which objects are measured. */
    private static final int CLIPS = 16;

    private static final int FRAMES = 12;

    /** An object of less than so many windows in both directions has no parts. */
    private static final double SEVERAL = 1.4;

    /** The least share of a window that the object covers. */
    private static final double COVERED = 0.4;

    /** The least difference of velocities, in pixels a nominal interval, and as a share of the speed of the whole. */
    private static final double APART = 0.5;

    private static final int STEPS = 4;
    private static final double OVERLAP = 0.3;

    /**
     * Windows of the size of a usual object: the median height and width of what stands out in normal clips and no border cuts; of a
     * sixteenth of the frame if there is nothing.
     *
     * @param smallest least share of the frame that an object covers
     */
    static MovingParts learned(Samples clips, BackgroundImage background, double smallest) {
        List<Integer> heights = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        int step = Math.max(1, clips.size() / CLIPS);
        for (int i = 0; i < clips.size(); i += step) {
            Cancellation.check();
            Clip clip = clips.get(i).requireClip();
            try (MotionSource source = new MotionSource(background, clip.framesPerSecond())) {
                for (Frame frame : spread(Frame.of(clip))) {
                    source.push(frame).ifPresent(motion -> measure(motion, smallest, heights, widths));
                }
            }
        }
        int sixteenth = Math.max(1, background.image().height() / 16);
        return new MovingParts(median(heights, sixteenth), median(widths, sixteenth));
    }

    private static List<Frame> spread(List<Frame> frames) {
        int step = Math.max(1, frames.size() / FRAMES);
        return IntStream.iterate(0, at -> at < frames.size(), at -> at + step)
                .mapToObj(frames::get)
                .toList();
    }

    private static void measure(Motion motion, double smallest, List<Integer> heights, List<Integer> widths) {
        for (ForegroundObject object : ForegroundObjects.in(motion, smallest)) {
            Box bounds = motion.gridBox(object.positions());
            if (bounds.x() > 0
                    && bounds.y() > 0
                    && bounds.x() + bounds.width() < motion.width()
                    && bounds.y() + bounds.height() < motion.height()) {
                heights.add(bounds.height());
                widths.add(bounds.width());
            }
        }
    }

    private static int median(List<Integer> sizes, int otherwise) {
        return sizes.isEmpty()
                ? otherwise
                : sizes.stream().sorted().skip(sizes.size() / 2).findFirst().orElseThrow();
    }

    void write(ModelWriter model) {
        model.ints(ENTRY, new int[] {height, width});
    }

    static MovingParts read(ModelReader model) {
        if (!model.has(ENTRY)) {
            throw new XvadModelException("'" + ENTRY
                    + "' is missing: the model is of a version that measured other attributes; fit it again");
        }
        int[] size = model.ints(ENTRY);
        if (size.length != 2 || size[0] < 1 || size[1] < 1) {
            throw new XvadModelException("'" + ENTRY + "' must be a height and a width above 0");
        }
        return new MovingParts(size[0], size[1]);
    }

    /** The parts of an object, the one that differs most first; none of a small one. */
    List<ForegroundObject> of(ForegroundObject object, Motion motion) {
        Box bounds = motion.gridBox(object.positions());
        if (bounds.height() < SEVERAL * height && bounds.width() < SEVERAL * width) {
            return List.of();
        }
        Sums sums = Sums.of(object, motion.flow(), bounds);
        return distinct(candidates(sums, motion)).stream()
                .map(window -> part(window, object, motion))
                .toList();
    }

    /** A window on the grid and by how much its velocity differs from that of the object. */
    private record Window(Box box, double apart) {}

    private List<Window> candidates(Sums sums, Motion motion) {
        double[] whole = sums.velocity(0, 0, sums.height, sums.width);
        double least = Math.max(APART * motion.scale(), APART * Math.hypot(whole[0], whole[1]));
        int high = Math.min(height, sums.height);
        int wide = Math.min(width, sums.width);
        List<Window> windows = new ArrayList<>();
        for (int y = 0; y <= sums.height - high; y += Math.max(1, height / STEPS)) {
            for (int x = 0; x <= sums.width - wide; x += Math.max(1, width / STEPS)) {
                if (sums.covered(y, x, high, wide) >= COVERED * high * wide) {
                    double[] velocity = sums.velocity(y, x, high, wide);
                    double apart = Math.hypot(velocity[0] - whole[0], velocity[1] - whole[1]);
                    if (apart >= least) {
                        windows.add(new Window(new Box(sums.left + x, sums.top + y, wide, high), apart));
                    }
                }
            }
        }
        windows.sort(Comparator.comparingDouble(Window::apart).reversed());
        return windows;
    }

    private static List<Window> distinct(List<Window> windows) {
        List<Window> kept = new ArrayList<>();
        for (Window window : windows) {
            if (kept.stream().noneMatch(one -> one.box.common(window.box) > OVERLAP * window.box.area())) {
                kept.add(window);
            }
        }
        return kept;
    }

    private static ForegroundObject part(Window window, ForegroundObject object, Motion motion) {
        Box box = window.box;
        int[] positions = Arrays.stream(object.positions())
                .filter(at -> holds(box, at / motion.width(), at % motion.width()))
                .toArray();
        return new ForegroundObject(motion.inFrame(box), positions);
    }

    private static boolean holds(Box box, int y, int x) {
        return y >= box.y() && y < box.y() + box.height() && x >= box.x() && x < box.x() + box.width();
    }

    /** Pixels of an object and the sums of their velocities in rectangles, by summed-area tables (Crow 1984). */
    private record Sums(int top, int left, int height, int width, double[] count, double[] right, double[] down) {

        static Sums of(ForegroundObject object, FlowField flow, Box bounds) {
            int size = (bounds.height() + 1) * (bounds.width() + 1);
            Sums sums = new Sums(
                    bounds.y(),
                    bounds.x(),
                    bounds.height(),
                    bounds.width(),
                    new double[size],
                    new double[size],
                    new double[size]);
            for (int at : object.positions()) {
                int into = sums.at(at / flow.width() - bounds.y() + 1, at % flow.width() - bounds.x() + 1);
                sums.count[into] = 1;
                sums.right[into] = flow.right()[at];
                sums.down[into] = flow.down()[at];
            }
            sums.sum(sums.count);
            sums.sum(sums.right);
            sums.sum(sums.down);
            return sums;
        }

        private void sum(double[] table) {
            for (int y = 1; y <= height; y++) {
                for (int x = 1; x <= width; x++) {
                    table[at(y, x)] += table[at(y - 1, x)] + table[at(y, x - 1)] - table[at(y - 1, x - 1)];
                }
            }
        }

        private int at(int y, int x) {
            return y * (width + 1) + x;
        }

        private double in(double[] table, int y, int x, int high, int wide) {
            return table[at(y + high, x + wide)] - table[at(y, x + wide)] - table[at(y + high, x)] + table[at(y, x)];
        }

        double covered(int y, int x, int high, int wide) {
            return in(count, y, x, high, wide);
        }

        double[] velocity(int y, int x, int high, int wide) {
            double pixels = Math.max(1, covered(y, x, high, wide));
            return new double[] {in(right, y, x, high, wide) / pixels, in(down, y, x, high, wide) / pixels};
        }
    }
}
