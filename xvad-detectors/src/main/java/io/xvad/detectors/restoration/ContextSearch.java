package io.xvad.detectors.restoration;

import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds where in normal images something lies that looks like the surroundings of a part of an image: from coarse to fine, over places
 * near the same place and, for things that lie turned, over all angles. Immutable and thread-safe.
 */
final class ContextSearch {

    /** How far from the same place it looks, as a share of the longer side. */
    private static final double SLACK = 0.2;

    private static final int ANGLES = 24;
    private static final int[] POINTS = {600, 400, 256, 96};
    private static final int[] KEPT = {8, 12, 24, 48};
    private static final int PER_IMAGE = 4;
    private static final int LEAST_POINTS = 8;
    private static final int LEAST_SIDE = 24;

    private final List<Pyramid> normals;
    private final boolean turning;

    /**
     * A search in normal images.
     *
     * @param turning whether what they show lies turned by any angle
     */
    ContextSearch(List<Pyramid> normals, boolean turning) {
        this.normals = List.copyOf(normals);
        this.turning = turning;
    }

    /** The best placements for a part, each in another normal image, the best first. */
    List<Placement> search(Pyramid image, boolean[] region, Part part) {
        int coarsest = coarsest(image, region, part);
        List<Placement> kept = all(image, context(image, region, part, coarsest), part, coarsest);
        for (int level = coarsest - 1; level >= 0; level--) {
            kept = refined(kept, context(image, region, part, level), level);
        }
        return onePerImage(kept);
    }

    /** Whether what the images show lies turned by any angle. */
    boolean isTurning() {
        return turning;
    }

    /** A kept normal image at the finest scale. */
    Plane normal(int index) {
        return normals.get(index).finest();
    }

    private static Context context(Pyramid image, boolean[] region, Part part, int level) {
        return Context.of(image.level(level), region, image.finest().width(), part, level, POINTS[level]);
    }

    /** The coarsest scale to begin with: an eighth where angles are many, else a quarter, finer where little would be left to see. */
    private int coarsest(Pyramid image, boolean[] region, Part part) {
        int level = turning ? Pyramid.LEVELS - 1 : Pyramid.LEVELS - 2;
        while (level > 0
                && (longer(image.level(level)) < LEAST_SIDE
                        || context(image, region, part, level).size() < LEAST_POINTS)) {
            level--;
        }
        return level;
    }

    private static int longer(Plane plane) {
        return Math.max(plane.height(), plane.width());
    }

    private List<Placement> all(Pyramid image, Context context, Part part, int level) {
        double scale = 1 << level;
        double longer = Math.max(image.finest().height(), image.finest().width());
        int slack = (int) Math.max(1, Math.round(SLACK * longer / scale));
        List<Context.Turned> turned = new ArrayList<>();
        for (int a = 0; a < (turning ? ANGLES : 1); a++) {
            turned.add(context.turned(angle(a)));
        }
        List<Placement> found = new ArrayList<>();
        for (int n = 0; n < normals.size(); n++) {
            Cancellation.check();
            Plane normal = normals.get(n).level(level);
            Best best = new Best(PER_IMAGE, worst(found, KEPT[level]));
            for (int a = 0; a < turned.size(); a++) {
                Centre centre = centre(image, part, normals.get(n), angle(a), scale);
                for (int y = centre.y - slack; y <= centre.y + slack; y++) {
                    for (int x = centre.x - slack; x <= centre.x + slack; x++) {
                        if (normal.contains(y, x)) {
                            double cost = turned.get(a).cost(normal, y, x, best.worst());
                            best.offer(n, (y + 0.5) * scale - 0.5, (x + 0.5) * scale - 0.5, angle(a), cost);
                        }
                    }
                }
            }
            found.addAll(best.placements());
            found = new ArrayList<>(lowest(found, KEPT[level]));
        }
        return found;
    }

    private static double angle(int index) {
        return 2 * Math.PI * index / ANGLES;
    }

    private record Centre(int y, int x) {}

    /** The same place in a normal image, turned about the middle, in pixels of a scale. */
    private static Centre centre(Pyramid image, Part part, Pyramid normal, double angle, double scale) {
        double dy = part.centreY() - (image.finest().height() - 1) / 2.0;
        double dx = part.centreX() - (image.finest().width() - 1) / 2.0;
        Placement middle = new Placement(
                0, (normal.finest().height() - 1) / 2.0, (normal.finest().width() - 1) / 2.0, angle, 0);
        double y = (middle.row(dy, dx) + 0.5) / scale - 0.5;
        double x = (middle.column(dy, dx) + 0.5) / scale - 0.5;
        return new Centre((int) Math.rint(y), (int) Math.rint(x));
    }

    private List<Placement> refined(List<Placement> coarse, Context context, int level) {
        List<Placement> finer = new ArrayList<>();
        for (Placement placement : coarse) {
            finer.add(refined(placement, context, level));
        }
        return lowest(finer, KEPT[level]);
    }

    /** The best place and angle around one found at the scale before. */
    private Placement refined(Placement coarse, Context context, int level) {
        double scale = 1 << level;
        Plane normal = normals.get(coarse.image()).level(level);
        double turn = turning ? 2 * Math.PI / ANGLES / Math.pow(2, Pyramid.LEVELS - 1.0 - level) : 0;
        Best best = new Best(1, Double.POSITIVE_INFINITY);
        for (int a = turning ? -1 : 0; a <= (turning ? 1 : 0); a++) {
            double angle = coarse.angle() + a * turn;
            double cos = Math.cos(angle);
            double sin = Math.sin(angle);
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    double y = (coarse.y() + 0.5) / scale - 0.5 + dy;
                    double x = (coarse.x() + 0.5) / scale - 0.5 + dx;
                    best.offer(
                            coarse.image(),
                            (y + 0.5) * scale - 0.5,
                            (x + 0.5) * scale - 0.5,
                            angle,
                            context.cost(normal, y, x, cos, sin));
                }
            }
        }
        List<Placement> found = best.placements();
        return found.isEmpty() ? coarse : found.get(0);
    }

    /** The cost that a placement must stay below to be among so many. */
    private static double worst(List<Placement> sorted, int count) {
        return sorted.size() == count ? sorted.get(count - 1).cost() : Double.POSITIVE_INFINITY;
    }

    private static List<Placement> lowest(List<Placement> placements, int count) {
        return placements.stream()
                .sorted(Comparator.comparingDouble(Placement::cost))
                .limit(count)
                .toList();
    }

    private static List<Placement> onePerImage(List<Placement> placements) {
        Set<Integer> images = new HashSet<>();
        return placements.stream()
                .sorted(Comparator.comparingDouble(Placement::cost))
                .filter(placement -> images.add(placement.image()))
                .toList();
    }

    /** The few best of many placements of one image. */
    private static final class Best {

        private final int capacity;
        private final double limit;
        private final List<Placement> placements = new ArrayList<>();

        /** Keeps so many placements of costs below a limit. */
        Best(int capacity, double limit) {
            this.capacity = capacity;
            this.limit = limit;
        }

        void offer(int image, double y, double x, double angle, double cost) {
            if (!Double.isFinite(cost) || cost >= worst()) {
                return;
            }
            if (placements.size() == capacity) {
                placements.remove(capacity - 1);
            }
            int at = placements.size();
            while (at > 0 && placements.get(at - 1).cost() > cost) {
                at--;
            }
            placements.add(at, new Placement(image, y, x, angle, cost));
        }

        /** The cost that a placement must stay below to be kept. */
        double worst() {
            return placements.size() == capacity
                    ? Math.min(limit, placements.get(capacity - 1).cost())
                    : limit;
        }

        List<Placement> placements() {
            return placements;
        }
    }
}
