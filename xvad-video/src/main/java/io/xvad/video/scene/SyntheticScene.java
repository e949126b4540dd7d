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
 * A synthetic scene: walkers on lanes above a texture, or traffic on a road, seen by a camera that stands still, and perhaps one anomaly. Frames are
 * drawn when they are asked for. Immutable and thread-safe; the same seed gives the same scene.
 */
public final class SyntheticScene {

    private static final double NOISE = 0.01;

    private final String id;
    private final Image ground;
    private final int frames;
    private final double framesPerSecond;
    private final long seed;
    private final List<Actor> actors;

    private SyntheticScene(String id, Image ground, int frames, double framesPerSecond, long seed, List<Actor> actors) {
        this.id = id;
        this.ground = ground;
        this.frames = frames;
        this.framesPerSecond = framesPerSecond;
        this.seed = seed;
        this.actors = actors;
    }

    /**
     * Creates a scene of walkers.
     *
     * @param ground RGB texture, at least 64 x 64; frames have its size
     * @param frames how many
     * @param anomaly what is wrong in its middle; nothing if empty
     * @throws IllegalArgumentException if the texture is too small or grey, or there are no frames
     */
    public static SyntheticScene of(
            String id, Image ground, int frames, double framesPerSecond, Optional<SceneAnomaly> anomaly, long seed) {
        require(ground, frames);
        Population population = new Population(ground.height(), ground.width(), frames, seed);
        List<Actor> actors = new ArrayList<>(population.normal());
        anomaly.ifPresent(kind -> actors.addAll(population.anomalous(kind)));
        return new SyntheticScene(id, ground, frames, framesPerSecond, seed, List.copyOf(actors));
    }

    /**
     * Creates a traffic scene: a road of two lanes between verges, with cars, and two pavements with people.
     *
     * @param texture RGB, at least 64 x 64, on which road and pavements are painted; frames have its size
     * @param frames how many
     * @param anomaly what is wrong in its middle; nothing if empty
     * @throws IllegalArgumentException if the texture is too small or grey, or there are no frames
     */
    public static SyntheticScene traffic(
            String id, Image texture, int frames, double framesPerSecond, Optional<TrafficAnomaly> anomaly, long seed) {
        require(texture, frames);
        Traffic traffic = new Traffic(texture.height(), texture.width(), frames, seed);
        return new SyntheticScene(
                id, Road.on(texture), frames, framesPerSecond, seed, List.copyOf(traffic.all(anomaly)));
    }

    private static void require(Image ground, int frames) {
        if (ground.channels() != 3 || Math.min(ground.height(), ground.width()) < 64) {
            throw new IllegalArgumentException("ground must be RGB of at least 64 x 64, got " + ground);
        }
        if (frames < 1) {
            throw new IllegalArgumentException("a scene needs at least one frame, got " + frames);
        }
    }

    /** The number of frames. */
    public int size() {
        return frames;
    }

    /** A frame, drawn anew each time. */
    public Image frame(int index) {
        float[] values = ground.toArray();
        int plane = ground.height() * ground.width();
        for (Actor actor : actors) {
            draw(actor, index, values, plane);
        }
        UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(seed * 1_000_003 + index);
        for (int i = 0; i < values.length; i++) {
            double noise = 2 * NOISE * (random.nextDouble() - 0.5);
            values[i] = (float) Math.max(0, Math.min(1, values[i] + noise));
        }
        return Image.of(id + "#" + index, 3, ground.height(), ground.width(), values);
    }

    private void draw(Actor actor, int frame, float[] values, int plane) {
        actor.box(frame, ground.height(), ground.width()).ifPresent(box -> {
            for (int i = 0; i < box.area(); i++) {
                int row = box.y() + i / box.width();
                int column = box.x() + i % box.width();
                double share = actor.covers(frame, row, column);
                double shade = actor.shade(frame, row, column);
                for (int c = 0; c < 3; c++) {
                    int at = c * plane + row * ground.width() + column;
                    values[at] += (float) (share * (shade * actor.colour()[c] - values[at]));
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
        for (Actor actor : actors) {
            if (actor.isAnomalous(index)) {
                actor.box(index, ground.height(), ground.width()).ifPresent(box -> mark(actor, index, box, anomalous));
            }
        }
        return Mask.of(ground.height(), ground.width(), anomalous);
    }

    private void mark(Actor actor, int frame, Box box, boolean[] anomalous) {
        for (int i = 0; i < box.area(); i++) {
            int row = box.y() + i / box.width();
            int column = box.x() + i % box.width();
            anomalous[row * ground.width() + column] |= actor.covers(frame, row, column) >= 0.5;
        }
    }

    /** Boxes around everything anomalous inside the image, frame by frame. */
    public List<TrackedBox> boxes() {
        List<TrackedBox> boxes = new ArrayList<>();
        for (int frame = 0; frame < frames; frame++) {
            int at = frame;
            actors.stream().filter(actor -> actor.isAnomalous(at)).forEach(actor -> actor.box(
                            at, ground.height(), ground.width())
                    .ifPresent(box -> boxes.add(new TrackedBox(at, actor.track(), box))));
        }
        return List.copyOf(boxes);
    }
}
