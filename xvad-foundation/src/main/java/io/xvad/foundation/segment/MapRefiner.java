package io.xvad.foundation.segment;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.ConnectedComponents;
import io.xvad.core.Image;
import io.xvad.core.Mask;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Refines a rough map by masks: its regions become boxes and points, for which a network proposes masks. Thread-safe.
 *
 * @param proposer proposes the masks; not closed here
 * @param threshold where a region begins: 0 is the lowest value of the map and 1 the highest
 * @param regions most regions that are refined, those with the highest peaks
 * @param points most points in each region
 */
public record MapRefiner(MaskProposer proposer, double threshold, int regions, int points) {

    /** Points of a region are at least so far apart, as a share of the square root of its area. */
    private static final double APART = 1.0 / 3;

    /**
     * A region of a rough map and the masks proposed for it.
     *
     * @param box around it
     * @param points x and y of each of its peaks
     * @param mean the mean of the rough map in it
     * @param masks three, by points and box together
     */
    public record Refined(Box box, double[] points, double mean, List<ProposedMask> masks) {

        /** How much of the predicted intersection over union says that a pixel belongs to the region, in [0, 1]; 0 everywhere if none is above 0. */
        float[] shares() {
            Mask first = masks.get(0).mask();
            double[] sums = new double[first.height() * first.width()];
            double all = 0;
            for (ProposedMask proposed : masks) {
                double weight = Math.max(0, proposed.predictedIou());
                boolean[] inside = proposed.mask().toArray();
                for (int i = 0; i < inside.length; i++) {
                    sums[i] += inside[i] ? weight : 0;
                }
                all += weight;
            }
            float[] shares = new float[sums.length];
            for (int i = 0; i < shares.length; i++) {
                shares[i] = all == 0 ? 0 : (float) (sums[i] / all);
            }
            return shares;
        }
    }

    /** The regions of a map with their masks, the highest peak first; none of a flat map. */
    public List<Refined> refine(Image image, AnomalyMap rough) {
        List<Region> found = found(rough);
        if (found.isEmpty()) {
            return List.of();
        }
        List<Prompt> prompts = found.stream().map(Region::prompt).toList();
        List<List<ProposedMask>> masks = proposer.ambiguousMasks(proposer.encode(image), prompts);
        List<Refined> refined = new ArrayList<>();
        for (int i = 0; i < masks.size(); i++) {
            Region region = found.get(i);
            refined.add(new Refined(region.box(), region.points(), region.mean(), masks.get(i)));
        }
        return refined;
    }

    /** At each pixel the largest of the regions' means times the share of the masks that say it belongs to the region. */
    public static float[] map(List<Refined> refined, int height, int width) {
        float[] map = new float[height * width];
        for (Refined region : refined) {
            float[] shares = region.shares();
            for (int i = 0; i < map.length; i++) {
                map[i] = Math.max(map[i], (float) (region.mean() * shares[i]));
            }
        }
        return map;
    }

    private List<Region> found(AnomalyMap rough) {
        float[] values = rough.toArray();
        double lowest = Double.POSITIVE_INFINITY;
        for (float value : values) {
            lowest = Math.min(lowest, value);
        }
        float limit = (float) (lowest + threshold * (rough.max() - lowest));
        Mask above = Mask.above(rough, limit);
        ConnectedComponents components = ConnectedComponents.of(rough.height(), rough.width(), above.toArray());
        List<Region> found = new ArrayList<>();
        for (int label = 1; label <= components.count(); label++) {
            found.add(region(values, rough.width(), components, label));
        }
        found.sort(Comparator.comparingDouble(Region::peak).reversed());
        return found.subList(0, Math.min(regions, found.size()));
    }

    private Region region(float[] values, int width, ConnectedComponents components, int label) {
        List<Integer> pixels = new ArrayList<>();
        for (int i = 0; i < values.length; i++) {
            if (components.labelAt(i) == label) {
                pixels.add(i);
            }
        }
        double mean = pixels.stream().mapToDouble(i -> values[i]).average().orElseThrow();
        pixels.sort(Comparator.comparingDouble((Integer i) -> values[i]).reversed());
        return new Region(Region.box(pixels, width), peaks(pixels, width), values[pixels.get(0)], mean);
    }

    /** The highest pixel, then the highest that is far enough from those before, and so on. */
    private double[] peaks(List<Integer> falling, int width) {
        double apart = APART * Math.sqrt(falling.size());
        List<Integer> chosen = new ArrayList<>();
        for (int pixel : falling) {
            boolean far = chosen.stream().allMatch(other -> distance(pixel, other, width) >= apart);
            if (far && chosen.size() < points) {
                chosen.add(pixel);
            }
        }
        double[] coordinates = new double[2 * chosen.size()];
        for (int i = 0; i < chosen.size(); i++) {
            coordinates[2 * i] = chosen.get(i) % width;
            coordinates[2 * i + 1] = chosen.get(i) / width;
        }
        return coordinates;
    }

    private static double distance(int pixel, int other, int width) {
        return Math.hypot(pixel % width - other % width, pixel / width - other / width);
    }

    /** A connected region of the rough map. */
    private record Region(Box box, double[] points, double peak, double mean) {

        static Box box(List<Integer> pixels, int width) {
            int left = pixels.stream().mapToInt(i -> i % width).min().orElseThrow();
            int right = pixels.stream().mapToInt(i -> i % width).max().orElseThrow();
            int top = pixels.stream().mapToInt(i -> i / width).min().orElseThrow();
            int bottom = pixels.stream().mapToInt(i -> i / width).max().orElseThrow();
            return new Box(left, top, right - left + 1, bottom - top + 1);
        }

        Prompt prompt() {
            double[] corners = {box.x(), box.y(), box.x() + box.width(), box.y() + box.height()};
            return Prompt.box(corners, points);
        }
    }
}
