package io.xvad.core;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parts of every image, or of every frame, in which nothing counts: a time stamp, a clamp, another machine. Made of masks of any
 * size and of polygons, which are fitted to each image. Immutable and thread-safe.
 *
 * <pre>{@code
 * IgnoredRegions regions = IgnoredRegions.of(MaskFiles.read(Path.of("ignore.png"))).and(Polygon.parse("0,0 0.3,0 0.3,0.1 0,0.1"));
 * FittedDetector model = Training.of(new PaDiM()).ignoring(regions).fit(normals);
 * }</pre>
 */
public final class IgnoredRegions {

    private static final IgnoredRegions NONE = new IgnoredRegions(List.of(), List.of());

    private final List<Mask> masks;
    private final List<Polygon> polygons;
    private volatile @Nullable Mask latest;

    private IgnoredRegions(List<Mask> masks, List<Polygon> polygons) {
        this.masks = List.copyOf(masks);
        this.polygons = List.copyOf(polygons);
    }

    /** None. */
    public static IgnoredRegions none() {
        return NONE;
    }

    /** What a mask marks. */
    public static IgnoredRegions of(Mask mask) {
        return new IgnoredRegions(List.of(mask), List.of());
    }

    /** What lies inside a polygon. */
    public static IgnoredRegions of(Polygon polygon) {
        return new IgnoredRegions(List.of(), List.of(polygon));
    }

    /** These and what a polygon holds. */
    public IgnoredRegions and(Polygon polygon) {
        return and(of(polygon));
    }

    /** These and others. */
    public IgnoredRegions and(IgnoredRegions others) {
        List<Mask> allMasks = new ArrayList<>(masks);
        allMasks.addAll(others.masks);
        List<Polygon> allPolygons = new ArrayList<>(polygons);
        allPolygons.addAll(others.polygons);
        return new IgnoredRegions(allMasks, allPolygons);
    }

    /** Whether there are none; masks and polygons that hold no pixel count. */
    public boolean isEmpty() {
        return masks.isEmpty() && polygons.isEmpty();
    }

    /** The masks. */
    public List<Mask> masks() {
        return masks;
    }

    /** The polygons. */
    public List<Polygon> polygons() {
        return polygons;
    }

    /**
     * The pixels that are ignored in an image of a size. A mask of another size is stretched to it; a pixel is ignored if any part
     * of it is marked. A polygon holds the pixels whose middle it holds.
     */
    public Mask mask(int height, int width) {
        Mask known = latest;
        if (known != null && known.height() == height && known.width() == width) {
            return known;
        }
        boolean[] ignored = new boolean[Math.multiplyExact(height, width)];
        masks.forEach(mask -> stretch(mask, ignored, height, width));
        polygons.forEach(polygon -> fill(polygon, ignored, height, width));
        Mask mask = Mask.of(height, width, ignored);
        latest = mask;
        return mask;
    }

    private static void stretch(Mask mask, boolean[] ignored, int height, int width) {
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(y, x)) {
                    int top = first(y, mask.height(), height);
                    int left = first(x, mask.width(), width);
                    mark(
                            ignored,
                            width,
                            new Box(
                                    left,
                                    top,
                                    end(x, mask.width(), width) - left,
                                    end(y, mask.height(), height) - top));
                }
            }
        }
    }

    private static void mark(boolean[] ignored, int stride, Box box) {
        for (int y = box.y(); y < box.y() + box.height(); y++) {
            Arrays.fill(ignored, y * stride + box.x(), y * stride + box.x() + box.width(), true);
        }
    }

    private static int first(int index, int from, int to) {
        return (int) ((long) index * to / from);
    }

    private static int end(int index, int from, int to) {
        return (int) (((index + 1L) * to + from - 1) / from);
    }

    private static void fill(Polygon polygon, boolean[] ignored, int height, int width) {
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                ignored[y * width + x] |= polygon.contains((x + 0.5) / width, (y + 0.5) / height);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof IgnoredRegions that && masks.equals(that.masks) && polygons.equals(that.polygons);
    }

    @Override
    public int hashCode() {
        return 31 * masks.hashCode() + polygons.hashCode();
    }

    @Override
    public String toString() {
        return "IgnoredRegions[" + masks + ", " + polygons + "]";
    }
}
