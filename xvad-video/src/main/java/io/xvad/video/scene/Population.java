package io.xvad.video.scene;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/** Who walks in a scene. The upper third is not walked on; below are four lanes, two to the right and two to the left. */
final class Population {

    private static final double[] LANES = {0.42, 0.57, 0.72, 0.87};
    private static final int[] DIRECTIONS = {1, -1, 1, -1};
    private static final double FORBIDDEN = 0.16;
    private static final double SIZE = 0.15;
    private static final double SLOW = 0.008;
    private static final double QUICK = 0.012;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int CROWD = 9;

    private final int height;
    private final int width;
    private final int frames;
    private final UniformRandomProvider random;
    private int tracks;

    Population(int height, int width, int frames, long seed) {
        this.height = height;
        this.width = width;
        this.frames = frames;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Pixels a frame that are natural. */
    private double pace() {
        return height * between(SLOW, QUICK);
    }

    List<Walker> normal() {
        List<Walker> walkers = new ArrayList<>();
        for (int lane = 0; lane < LANES.length; lane++) {
            double first = -width / (height * SLOW);
            for (double enters = first; enters < frames; enters += between(40, 110)) {
                walkers.add(walker(LANES[lane], DIRECTIONS[lane] * pace(), enters, SIZE, NEVER, NEVER));
            }
        }
        return walkers;
    }

    /** One who comes in at a side in some frame. */
    private Walker walker(double lane, double speed, double enters, double size, int stop, int anomalousFrom) {
        double tall = size * height * between(0.9, 1.1);
        double wide = tall * between(0.38, 0.46);
        double side = speed > 0 ? -wide / 2 : width + wide / 2;
        float[] colour = {(float) between(0.1, 0.95), (float) between(0.1, 0.95), (float) between(0.1, 0.95)};
        double y = height * (lane + between(-0.015, 0.015));
        return new Walker(tracks++, side - speed * enters, y, speed, stop, tall, wide, colour, anomalousFrom);
    }

    List<Walker> anomalous(SceneAnomaly kind) {
        int lane = random.nextInt(LANES.length);
        double enters = frames * between(0.3, 0.4);
        return switch (kind) {
            case TOO_FAST -> List.of(one(LANES[lane], DIRECTIONS[lane] * pace() * between(3, 4), enters, SIZE));
            case WRONG_DIRECTION -> List.of(one(LANES[lane], -DIRECTIONS[lane] * pace(), enters, SIZE));
            case WRONG_PLACE -> List.of(one(FORBIDDEN, DIRECTIONS[lane] * pace(), enters, SIZE));
            case LARGE_OBJECT -> List.of(large(LANES[lane], DIRECTIONS[lane] * pace(), enters));
            case LOITERING -> List.of(loiterer(LANES[lane], DIRECTIONS[lane] * pace()));
            case CROWD -> crowd(LANES[lane], DIRECTIONS[lane], enters);
        };
    }

    private Walker one(double lane, double speed, double enters, double size) {
        return walker(lane, speed, enters, size, NEVER, 0);
    }

    private Walker large(double lane, double speed, double enters) {
        Walker tall = one(lane, speed, enters, 1.8 * SIZE);
        double wide = 4 * tall.width();
        double x = tall.x() - Math.signum(speed) * (wide - tall.width()) / 2;
        return new Walker(tall.track(), x, tall.y(), speed, NEVER, tall.height(), wide, tall.colour(), 0);
    }

    private Walker loiterer(double lane, double speed) {
        int stop = (int) (frames * between(0.35, 0.45));
        double travelled = width * between(0.3, 0.7) / Math.abs(speed);
        return walker(lane, speed, stop - travelled, SIZE, stop, stop);
    }

    private List<Walker> crowd(double lane, int direction, double enters) {
        List<Walker> crowd = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            crowd.add(one(lane + between(-0.08, 0.08), direction * pace(), enters + between(0, 12), SIZE));
        }
        return crowd;
    }
}
