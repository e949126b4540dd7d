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

    /** The pixels that a mask marks. */
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
        Mask mask = mask(height, width, new Box(0, 0, width, height));
        latest = mask;
        return mask;
    }

    /**
     * The pixels that are ignored in a part of an image of a size; of the part's size. Those of {@link #mask(int, int)} that lie there.
     *
     * @throws IllegalArgumentException if the part does not lie inside the image
     */
    public Mask mask(int height, int width, Box part) {
        part.requireInside(height, width);
        boolean[] ignored = new boolean[part.area()];
        masks.forEach(mask -> stretch(mask, ignored, height, width, part));
        polygons.forEach(polygon -> fill(polygon, ignored, height, width, part));
        return Mask.of(part.height(), part.width(), ignored);
    }

    private static void stretch(Mask mask, boolean[] ignored, int height, int width, Box part) {
        int firstRow = first(part.y(), height, mask.height());
        int endRow = end(part.y() + part.height() - 1, height, mask.height());
        int firstColumn = first(part.x(), width, mask.width());
        int endColumn = end(part.x() + part.width() - 1, width, mask.width());
        for (int y = firstRow; y < endRow; y++) {
            for (int x = firstColumn; x < endColumn; x++) {
                if (mask.at(y, x)) {
                    mark(y, x, mask, ignored, height, width, part);
                }
            }
        }
    }

    private static void mark(int y, int x, Mask mask, boolean[] ignored, int height, int width, Box part) {
        int left = Math.max(part.x(), first(x, mask.width(), width)) - part.x();
        int right = Math.min(part.x() + part.width(), end(x, mask.width(), width)) - part.x();
        int bottom = Math.min(part.y() + part.height(), end(y, mask.height(), height)) - part.y();
        for (int row = Math.max(part.y(), first(y, mask.height(), height)) - part.y(); row < bottom; row++) {
            if (left < right) {
                Arrays.fill(ignored, row * part.width() + left, row * part.width() + right, true);
            }
        }
    }

    private static int first(int index, int from, int to) {
        return (int) ((long) index * to / from);
    }

    private static int end(int index, int from, int to) {
        return (int) (((index + 1L) * to + from - 1) / from);
    }

    private static void fill(Polygon polygon, boolean[] ignored, int height, int width, Box part) {
        for (int i = 0; i < ignored.length; i++) {
            double y = part.y() + i / part.width() + 0.5;
            double x = part.x() + i % part.width() + 0.5;
            ignored[i] |= polygon.contains(x / width, y / height);
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
