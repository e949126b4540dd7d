package io.xvad.video.detectors.exemplars;

import io.xvad.core.stream.Frame;
import io.xvad.video.motion.Motion;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Sums motion and foreground in each cell of the grid over the last few frames. Frames near the middle weigh most, so that the region
 * in which an object is in the middle frame has more of it than the region it comes from. Not thread-safe.
 */
final class CellSums {

    private static final int WIDTH = VideoVolume.NUMBERS + 1;

    private final RegionGrid grid;
    private final int frames;
    private final ObjectMotion objectMotion;
    private final Deque<Counted> recent = new ArrayDeque<>();

    CellSums(RegionGrid grid, int frames, double framesPerSecond) {
        this.grid = grid;
        this.frames = frames;
        this.objectMotion = new ObjectMotion(framesPerSecond);
    }

    private record Counted(Frame frame, float[] sums) {}

    /**
     * The volumes of all regions.
     *
     * @param middle the frame in the middle of those that were summed
     * @param volumes one for each region
     */
    record Volumes(Frame middle, VideoVolume[] volumes) {}

    /** Adds a frame; gives the volumes of the last frames, or nothing until there are enough. */
    Optional<Volumes> push(Motion motion) {
        recent.addLast(new Counted(motion.frame(), sums(motion)));
        if (recent.size() < frames) {
            return Optional.empty();
        }
        if (recent.size() > frames) {
            recent.removeFirst();
        }
        Frame middle = recent.stream().skip(frames / 2).findFirst().orElseThrow().frame;
        return Optional.of(new Volumes(middle, volumes()));
    }

    /** The sums of each cell: moving pixels by direction, their speeds, foreground pixels, those of them that are still, all pixels. */
    private float[] sums(Motion motion) {
        float[] sums = new float[grid.cells() * WIDTH];
        int width = motion.width();
        boolean[] foreground = motion.foreground();
        ObjectMotion.Moves moves = objectMotion.in(motion);
        boolean[] still = moves.still();
        float[] right = moves.flow().right();
        float[] down = moves.flow().down();
        for (int i = 0; i < foreground.length; i++) {
            int at = grid.cell(i / width, i % width, motion.height(), width) * WIDTH;
            sums[at + WIDTH - 1]++;
            if (foreground[i]) {
                sums[at + 2 * VideoVolume.DIRECTIONS]++;
                double speed = Math.hypot(right[i], down[i]);
                if (speed > ObjectMotion.MOVES) {
                    int direction = direction(right[i], down[i]);
                    sums[at + direction]++;
                    sums[at + VideoVolume.DIRECTIONS + direction] += (float) speed;
                }
                sums[at + 2 * VideoVolume.DIRECTIONS + 1] += still[i] ? 1 : 0;
            }
        }
        return sums;
    }

    private static int direction(double right, double down) {
        double turn = Math.atan2(down, right) / (2 * Math.PI);
        return Math.floorMod((int) Math.round(turn * VideoVolume.DIRECTIONS), VideoVolume.DIRECTIONS);
    }

    private VideoVolume[] volumes() {
        float[] all = new float[grid.cells() * WIDTH];
        int frame = 0;
        for (Counted one : recent) {
            int weight = Math.min(frame + 1, frames - frame);
            for (int i = 0; i < all.length; i++) {
                all[i] += weight * one.sums[i];
            }
            frame++;
        }
        VideoVolume[] volumes = new VideoVolume[grid.regions()];
        for (int region = 0; region < volumes.length; region++) {
            volumes[region] = volume(all, grid.cellsOf(region));
        }
        return volumes;
    }

    private static VideoVolume volume(float[] all, int[] cells) {
        float[] sums = new float[WIDTH];
        for (int cell : cells) {
            for (int i = 0; i < WIDTH; i++) {
                sums[i] += all[cell * WIDTH + i];
            }
        }
        float pixels = Math.max(1, sums[WIDTH - 1]);
        float[] heading = new float[VideoVolume.DIRECTIONS];
        float[] speed = new float[VideoVolume.DIRECTIONS];
        for (int d = 0; d < heading.length; d++) {
            heading[d] = sums[d] / pixels;
            speed[d] = sums[d] == 0 ? 0 : sums[VideoVolume.DIRECTIONS + d] / sums[d];
        }
        return new VideoVolume(
                heading,
                speed,
                sums[2 * VideoVolume.DIRECTIONS] / pixels,
                sums[2 * VideoVolume.DIRECTIONS + 1] / pixels);
    }
}
