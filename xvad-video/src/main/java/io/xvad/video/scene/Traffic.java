package io.xvad.video.scene;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Who moves in a traffic scene: a pavement above and one below, on which people walk one way, and between verges a road of two lanes. Within
 * a lane all are about equally fast, so that they keep their distance. Lengths are in heights of the frame.
 */
final class Traffic {

    private static final Lane[] ROAD = {new Lane(0.38, -1), new Lane(0.53, 1)};
    private static final Lane[] PAVEMENTS = {new Lane(0.12, 1), new Lane(0.9, -1)};
    private static final double VERGE = 0.71;

    private static final Kind CAR = new Kind(0.1, 0.2, 0.021);
    private static final Kind PERSON = new Kind(0.13, 0.05, 0.007);
    private static final double SPREAD = 0.04;
    private static final int NEVER = Integer.MAX_VALUE;
    private static final int MANY = 8;

    private final int height;
    private final int width;
    private final int frames;
    private final UniformRandomProvider random;
    private int tracks;

    private record Lane(double y, int direction) {}

    /** Height, width, and pace in heights of the frame a frame. */
    private record Kind(double tall, double wide, double pace) {

        Kind times(double taller, double wider, double faster) {
            return new Kind(taller * tall, wider * wide, faster * pace);
        }
    }

    Traffic(int height, int width, int frames, long seed) {
        this.height = height;
        this.width = width;
        this.frames = frames;
        this.random = RandomSource.XO_SHI_RO_256_PP.create(seed);
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Normal traffic, and what is wrong; who would have to pass what stands on a lane is not there. */
    List<Mover> all(Optional<TrafficAnomaly> anomaly) {
        List<Mover> all = new ArrayList<>();
        for (Lane lane : ROAD) {
            all.addAll(normal(lane, CAR, 40, 90));
        }
        for (Lane lane : PAVEMENTS) {
            all.addAll(normal(lane, PERSON, 90, 180));
        }
        anomaly.ifPresent(kind -> {
            List<Mover> wrong = anomalous(kind);
            all.removeIf(one -> wrong.stream().anyMatch(other -> hinders(other, one)));
            all.addAll(wrong);
        });
        return all;
    }

    private List<Mover> normal(Lane lane, Kind kind, double soonest, double latest) {
        List<Mover> all = new ArrayList<>();
        double first = -width / (height * kind.pace);
        for (double enters = first; enters < frames; enters += between(soonest, latest)) {
            all.add(mover(lane, kind, enters, NEVER));
        }
        return all;
    }

    /** Whether both are on one lane and overlap in some frame. */
    private boolean hinders(Mover wrong, Mover other) {
        for (int frame = 0; frame < frames; frame++) {
            double across = Math.abs(wrong.centreX(frame) - other.centreX(frame));
            double upright = Math.abs(wrong.centreY(frame) - other.centreY(frame));
            if (wrong.isThere(frame)
                    && across < (wrong.width() + other.width()) / 2
                    && upright < (wrong.height() + other.height()) / 3) {
                return true;
            }
        }
        return false;
    }

    /** One who comes in at a side in some frame, perhaps long before the first. */
    private Mover mover(Lane lane, Kind kind, double enters, int anomalousFrom) {
        double pace = lane.direction * height * kind.pace * between(1 - SPREAD, 1 + SPREAD);
        double tall = kind.tall * height * between(0.93, 1.07);
        double wide = kind.wide * height * between(0.93, 1.07);
        double side = pace > 0 ? -wide / 2 : width + wide / 2;
        double y = height * (lane.y + between(-0.01, 0.01));
        Mover.Leg leg = new Mover.Leg(-frames * width, side - pace * (frames * width + enters), y, pace, 0);
        return new Mover(tracks++, List.of(leg), tall, wide, colour(), anomalousFrom);
    }

    private float[] colour() {
        return new float[] {(float) between(0.1, 0.95), (float) between(0.1, 0.95), (float) between(0.1, 0.95)};
    }

    private List<Mover> anomalous(TrafficAnomaly kind) {
        Lane lane = ROAD[random.nextInt(ROAD.length)];
        Lane pavement = PAVEMENTS[random.nextInt(PAVEMENTS.length)];
        double enters = frames * between(0.3, 0.4);
        return switch (kind) {
            case SPEEDING -> List.of(mover(lane, CAR.times(1, 1, between(2, 2.5)), enters, 0));
            case WRONG_WAY -> List.of(mover(new Lane(lane.y, -lane.direction), CAR, enters, 0));
            case OFF_ROAD -> List.of(mover(new Lane(VERGE, lane.direction), CAR, enters, 0));
            case STOPPED -> List.of(stopped(lane, CAR, between(0.3, 0.7)));
            case OVERSIZE -> List.of(mover(lane, CAR.times(1.4, 3, 1), enters, 0));
            case RUNNING -> List.of(mover(pavement, PERSON.times(1, 1, between(2.5, 3.5)), enters, 0));
            case CROSSING -> List.of(crossing(enters));
            case LEFT_BEHIND -> leftBehind(pavement);
            case GATHERING -> gathering(pavement, enters);
            case TAILGATING -> tailgating(lane, enters);
            case MEETING -> meeting(pavement);
        };
    }

    private int middle() {
        return (int) (frames * between(0.33, 0.43));
    }

    /** Stops in the middle of the scene at a share of the width. */
    private Mover stopped(Lane lane, Kind kind, double share) {
        int stop = middle();
        Mover moving = mover(lane, kind, 0, stop);
        Mover.Leg leg = moving.legs().get(0);
        double late = (width * share - leg.xAt(stop)) / leg.right();
        Mover.Leg shifted = new Mover.Leg(leg.from(), leg.x() + leg.right() * late, leg.y(), leg.right(), 0);
        return with(moving, List.of(shifted, shifted.still(stop)));
    }

    private static Mover with(Mover mover, List<Mover.Leg> legs) {
        return new Mover(mover.track(), legs, mover.height(), mover.width(), mover.colour(), mover.anomalousFrom());
    }

    private Mover crossing(double enters) {
        Mover person = mover(PAVEMENTS[0], PERSON, enters, 0);
        int from = (int) enters;
        double down = height * PERSON.pace * between(0.9, 1.3);
        return with(person, List.of(new Mover.Leg(from, width * between(0.25, 0.75), height * 0.28, 0, down)));
    }

    /** Somebody normal, and what is put down where that one is. */
    private List<Mover> leftBehind(Lane pavement) {
        int when = middle();
        Mover.Leg carrier = stopped(pavement, PERSON, between(0.3, 0.7)).legs().get(0);
        Mover person =
                new Mover(tracks++, List.of(carrier), PERSON.tall * height, PERSON.wide * height, colour(), NEVER);
        double foot = carrier.y() + PERSON.tall * height / 2;
        double side = 0.05 * height;
        Mover.Leg down = new Mover.Leg(when, carrier.xAt(when), foot - side / 2, 0, 0);
        return List.of(person, new Mover(tracks++, List.of(down), side, 1.3 * side, colour(), when));
    }

    private List<Mover> gathering(Lane pavement, double enters) {
        List<Mover> many = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            Lane near = new Lane(pavement.y + between(-0.05, 0.05), pavement.direction);
            many.add(mover(near, PERSON, enters + between(0, 25), 0));
        }
        return many;
    }

    /** Two cars with half a car's height and more between them. */
    private List<Mover> tailgating(Lane lane, double enters) {
        Mover first = mover(lane, CAR, enters, 0);
        Mover.Leg leg = first.legs().get(0);
        Mover second = mover(lane, CAR, enters, 0);
        double behind = (first.width() + second.width()) / 2 + CAR.tall * height * between(0.5, 0.9);
        Mover.Leg after = new Mover.Leg(
                leg.from(),
                leg.x() - lane.direction * behind,
                second.legs().get(0).y(),
                leg.right(),
                0);
        return List.of(first, with(second, List.of(after)));
    }

    /** One stops, and a second one who comes along beside it. */
    private List<Mover> meeting(Lane pavement) {
        Mover first = stopped(pavement, PERSON, between(0.35, 0.65));
        Mover.Leg stands = first.legs().get(1);
        double gap = (PERSON.wide + 0.03) * height;
        int late = stands.from() + 10;
        double pace = first.legs().get(0).right();
        double x = stands.x() - pavement.direction * gap;
        Mover.Leg comes = new Mover.Leg(-frames * width, x - pace * (late + frames * width), stands.y(), pace, 0);
        Mover second = new Mover(
                tracks++,
                List.of(comes, comes.still(late)),
                first.height(),
                first.width(),
                colour(),
                first.anomalousFrom());
        return List.of(first, second);
    }
}
