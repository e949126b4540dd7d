package io.xvad.video.scene;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import io.xvad.core.stream.TrackedBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * A synthetic scene: walkers on lanes above a texture, seen by a camera that stands still, and perhaps one anomaly. Frames are
 * drawn when they are asked for. Immutable and thread-safe; the same seed gives the same scene.
 */
public final class SyntheticScene {

    private static final double NOISE = 0.01;

    private final String id;
    private final Image ground;
    private final int frames;
    private final double framesPerSecond;
    private final long seed;
    private final List<Walker> walkers;

    private SyntheticScene(
            String id, Image ground, int frames, double framesPerSecond, long seed, List<Walker> walkers) {
        this.id = id;
        this.ground = ground;
        this.frames = frames;
        this.framesPerSecond = framesPerSecond;
        this.seed = seed;
        this.walkers = walkers;
    }

    /**
     * Creates a scene.
     *
     * @param ground RGB texture, at least 64 x 64; frames have its size
     * @param frames how many
     * @param anomaly what is wrong in its middle; nothing if empty
     * @throws IllegalArgumentException if the texture is too small or grey, or there are no frames
     */
    public static SyntheticScene of(
            String id, Image ground, int frames, double framesPerSecond, Optional<SceneAnomaly> anomaly, long seed) {
        if (ground.channels() != 3 || Math.min(ground.height(), ground.width()) < 64) {
            throw new IllegalArgumentException("ground must be RGB of at least 64 x 64, got " + ground);
        }
        if (frames < 1) {
            throw new IllegalArgumentException("a scene needs at least one frame, got " + frames);
        }
        Population population = new Population(ground.height(), ground.width(), frames, seed);
        List<Walker> walkers = new ArrayList<>(population.normal());
        anomaly.ifPresent(kind -> walkers.addAll(population.anomalous(kind)));
        return new SyntheticScene(id, ground, frames, framesPerSecond, seed, List.copyOf(walkers));
    }

    /** The number of frames. */
    public int size() {
        return frames;
    }

    /** A frame, drawn anew each time. */
    public Image frame(int index) {
        float[] values = ground.toArray();
        int plane = ground.height() * ground.width();
        for (Walker walker : walkers) {
            draw(walker, index, values, plane);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed * 1_000_003 + index);
        for (int i = 0; i < values.length; i++) {
            double noise = 2 * NOISE * (random.nextDouble() - 0.5);
            values[i] = (float) Math.max(0, Math.min(1, values[i] + noise));
        }
        return Image.of(id + "#" + index, 3, ground.height(), ground.width(), values);
    }

    private void draw(Walker walker, int frame, float[] values, int plane) {
        walker.box(frame, ground.height(), ground.width()).ifPresent(box -> {
            for (int i = 0; i < box.area(); i++) {
                int row = box.y() + i / box.width();
                int column = box.x() + i % box.width();
                double share = walker.covers(frame, row, column);
                double shade = walker.shade(frame, row, column);
                for (int c = 0; c < 3; c++) {
                    int at = c * plane + row * ground.width() + column;
                    values[at] += (float) (share * (shade * walker.colour()[c] - values[at]));
                }
            }
        });
    }

    /** The whole scene; all frames are held in memory. */
    public Clip clip() {
        return Clip.of(id, IntStream.range(0, frames).mapToObj(this::frame).toList(), framesPerSecond);
    }

    /** The mask of the anomalous pixels of a frame. */
    public Mask mask(int index) {
        boolean[] anomalous = new boolean[ground.height() * ground.width()];
        for (Walker walker : walkers) {
            if (walker.isAnomalous(index)) {
                walker.box(index, ground.height(), ground.width())
                        .ifPresent(box -> mark(walker, index, box, anomalous));
            }
        }
        return Mask.of(ground.height(), ground.width(), anomalous);
    }

    private void mark(Walker walker, int frame, Box box, boolean[] anomalous) {
        for (int i = 0; i < box.area(); i++) {
            int row = box.y() + i / box.width();
            int column = box.x() + i % box.width();
            anomalous[row * ground.width() + column] |= walker.covers(frame, row, column) >= 0.5;
        }
    }

    /** Boxes around everything anomalous inside the image, frame by frame. */
    public List<TrackedBox> boxes() {
        List<TrackedBox> boxes = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            int at = frame;
            walkers.stream().filter(walker -> walker.isAnomalous(at)).forEach(walker -> walker.box(
                            at, ground.height(), ground.width())
                    .ifPresent(box -> boxes.add(new TrackedBox(at, walker.track(), box))));
        }
        return List.copyOf(boxes);
    }
}
