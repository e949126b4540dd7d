package io.xvad.cli.demo.part;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;

/**
 * The height and the material of a part at each point, in pixels from its axis: a gear with a recessed web, a hub with a keyway, and
 * bolts. Immutable.
 */
final class PartShape {

    static final int TEETH = 28;
    static final int BOLTS = 6;
    static final double TIP = 114;

    private static final double ROOT = 101;
    private static final double DEEP = 12;
    private static final double RIM = 88;
    private static final double HUB = 38;
    private static final double BORE = 19;
    private static final double KEY = 5;
    private static final double BOLT_CIRCLE = 63;
    private static final double BOLT = 11.5;
    private static final double SOCKET = 5.6;
    private static final double BODY = 9;
    private static final double RECESS = 3.5;
    private static final double[] BOLT_X = onCircle(Math::cos);
    private static final double[] BOLT_Y = onCircle(Math::sin);

    private final Pose pose;
    private final Optional<Fault> fault;

    PartShape(Pose pose, Optional<Fault> fault) {
        this.pose = pose;
        this.fault = fault;
    }

    /** Height above the mat, in pixels. */
    double height(double x, double y) {
        double radius = Math.sqrt(x * x + y * y);
        double body = BODY * step(rim(x, y, radius) / 2.5);
        if (body <= 0) {
            return 0;
        }
        double recessed = RECESS * step((radius - HUB) / 3) * step((RIM - radius) / 3);
        double bored = step((inHub(x, y, radius) + 1) / 2);
        return body * (1 - bored) - recessed + bolts(x, y, radius) - groove(x, y) + turned(radius);
    }

    /** The distance in pixels of a point from the outline of the part, along the radius; negative outside. */
    double rim(double x, double y, double radius) {
        if (radius < ROOT - DEEP || radius > TIP + DEEP) {
            return radius < ROOT ? DEEP : -DEEP;
        }
        double turns = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1 * TEETH;
        double tooth = step(0.5 + Math.cos(2 * Math.PI * turns) / 0.9);
        return ROOT + (TIP - ROOT) * tooth * kept((int) Math.round(turns) % TEETH, turns) - radius;
    }

    /** The share of a tooth's height that is left: 1, or about a fifth for a broken tooth, whose end is ragged. */
    private double kept(int tooth, double turns) {
        boolean broken =
                fault.filter(one -> one.is(PartDefect.BROKEN_TOOTH, tooth)).isPresent();
        return broken ? 0.22 + 0.12 * Math.sin(23 * turns) : 1;
    }

    /** How far a point lies within the bore or its keyway, negative outside. */
    private static double inHub(double x, double y, double radius) {
        double key = Math.min(KEY - Math.abs(x), Math.min(-y, BORE + 6 + y));
        return Math.max(BORE - radius, key);
    }

    private static boolean farFromBolts(double radius) {
        return Math.abs(radius - BOLT_CIRCLE) > BOLT + 2;
    }

    private static double turned(double radius) {
        return 0.05 * Math.sin(2.3 * radius) + 0.035 * Math.sin(1.37 * radius + 1);
    }

    private double bolts(double x, double y, double radius) {
        if (farFromBolts(radius)) {
            return 0;
        }
        int nearest = nearestBolt(x, y);
        double distance = fromBolt(nearest, x, y);
        if (isMissing(nearest)) {
            return -6 * step((BOLT - 4 - distance) / 1.5);
        }
        double head = 5.5 * step((BOLT - distance) / 2.2);
        return head - 5 * step((SOCKET - hexagonal(nearest, x, y)) / 1.2);
    }

    private double groove(double x, double y) {
        return fault.filter(one -> one.defect() == PartDefect.SCRATCH)
                .map(one -> 1.1 * Math.max(0, 1 - Math.abs(one.across(x, y)) / 1.6) * taper(one, x, y))
                .orElse(0.0);
    }

    private static double taper(Fault scratch, double x, double y) {
        return step((scratch.size() - Math.abs(scratch.along(x, y))) / 6);
    }

    /** The material at a point, mixed with its neighbour at their border. */
    Material material(double x, double y) {
        double radius = Math.sqrt(x * x + y * y);
        double inside = rim(x, y, radius);
        if (inside <= 0) {
            return Material.MAT;
        }
        Material body = radius < HUB ? Material.HUB : Material.STEEL;
        body = spoiled(body, x, y);
        body = body.with(Material.HOLE, step((inHub(x, y, radius) + 1) / 1.5));
        body = farFromBolts(radius) ? body : bolted(body, x, y);
        return Material.MAT.with(body, step(inside / 1.2));
    }

    private Material bolted(Material body, double x, double y) {
        int nearest = nearestBolt(x, y);
        double distance = fromBolt(nearest, x, y);
        if (isMissing(nearest)) {
            return body.with(Material.HOLE, step((BOLT - 4 - distance) / 1.5));
        }
        boolean brass =
                fault.filter(one -> one.is(PartDefect.BRASS_BOLT, nearest)).isPresent();
        Material head = brass ? Material.BRASS : Material.OXIDE;
        Material bolt = head.with(Material.HOLE, step((SOCKET - hexagonal(nearest, x, y)) / 1.2));
        return body.with(bolt, step((BOLT - distance) / 1.2));
    }

    private Material spoiled(Material body, double x, double y) {
        return fault.map(one -> switch (one.defect()) {
                    case RUST -> body.with(Material.RUST, rusted(one, x, y));
                    case SCRATCH ->
                        body.with(
                                Material.BARE,
                                0.8 * taper(one, x, y) * Math.max(0, 1 - Math.abs(one.across(x, y)) / 1.4));
                    default -> body;
                })
                .orElse(body);
    }

    private static double rusted(Fault rust, double x, double y) {
        double ragged = 2.2 * Math.sin(x / 3.1) + 2.6 * Math.sin(y / 2.7 + 1) + 1.6 * Math.sin((x + y) / 1.9);
        return 0.85 * step((rust.size() + ragged - rust.from(x, y)) / 7);
    }

    private boolean isMissing(int bolt) {
        return fault.filter(one -> one.is(PartDefect.MISSING_BOLT, bolt)).isPresent();
    }

    private static int nearestBolt(double x, double y) {
        double turns = (Math.atan2(y, x) / (2 * Math.PI) + 1) % 1 * BOLTS;
        return (int) Math.round(turns) % BOLTS;
    }

    private static double fromBolt(int bolt, double x, double y) {
        return Math.hypot(x - BOLT_X[bolt], y - BOLT_Y[bolt]);
    }

    /** Distance from the middle of a bolt, measured so that points of one distance are a hexagon. */
    private double hexagonal(int bolt, double x, double y) {
        double angle =
                Math.atan2(y - BOLT_Y[bolt], x - BOLT_X[bolt]) - pose.bolts().get(bolt);
        double sixth = Math.PI / 3;
        double within = angle - sixth * Math.round(angle / sixth);
        return fromBolt(bolt, x, y) * Math.cos(within);
    }

    private static double[] onCircle(DoubleUnaryOperator side) {
        return IntStream.range(0, BOLTS)
                .mapToDouble(bolt -> BOLT_CIRCLE * side.applyAsDouble(2 * Math.PI * bolt / BOLTS))
                .toArray();
    }

    /** Rises smoothly from 0 at 0 to 1 at 1. */
    static double step(double t) {
        double bounded = Math.max(0, Math.min(1, t));
        return bounded * bounded * (3 - 2 * bounded);
    }
}
