package io.xvad.explainers.difference;

import io.xvad.core.ConnectedComponents;
import io.xvad.data.preprocess.GaussianBlur;
import java.util.Arrays;

/**
 * Finds the pixels in which an image differs from its normal version by more than the two differ along the edge of the restored region,
 * where both should be normal: in colour, or, over parts where few pixels do, in the strength of texture or in mean colour. Gaps of a few pixels are closed and
 * specks dropped.
 */
final class DifferingPixels {

    private static final double VISIBLE = 0.035;
    private static final double VISIBLE_TEXTURE = 0.012;
    private static final double TEXTURE_WINDOW = 3;
    private static final double FEW = 0.25;
    private static final double AGAINST_NOISE = 0.7;
    private static final double OF_SMOOTH = 0.7;
    private static final double ABOVE_EDGE = 2.0;
    private static final double SURE = 1.5;
    private static final double OF_STRONGEST = 0.3;
    private static final int EDGE = 4;
    private static final int GAP = 3;
    private static final double SPECK = 0.03;

    private DifferingPixels() {}

    /** For each pixel of a pair whether it differs; all are false if none does visibly. */
    static boolean[] of(Pair pair) {
        int radius = radius(pair);
        boolean[] coloured = coloured(pair, radius);
        boolean[] textured = above(pair, textureDifference(pair, coloured), VISIBLE_TEXTURE, pair.region());
        boolean[] found = withParts(coloured, textured, pair);
        if (radius == 0) {
            return found;
        }
        boolean[] shaded = withParts(found, above(pair, shadeDifference(pair), VISIBLE, pair.region()), pair);
        return count(shaded) > 0 ? shaded : coloured(pair, 0);
    }

    /** The pixels of another colour than any around them in the normal version. */
    private static boolean[] coloured(Pair pair, int radius) {
        float[] distance = inRegion(pair, Envelope.distance(pair, radius));
        float[] smooth = smooth(pair, distance, AGAINST_NOISE);
        double least = OF_SMOOTH * threshold(pair, smooth, VISIBLE);
        boolean[] itself = new boolean[distance.length];
        for (int i = 0; i < itself.length; i++) {
            itself[i] = distance[i] > least;
        }
        return above(pair, smooth, VISIBLE, itself);
    }

    /** How far texture may be shifted, from how well the two correlate along the edge of the region. */
    private static int radius(Pair pair) {
        boolean[] edge = edge(pair);
        if (count(edge) < 40) {
            return 0;
        }
        double agreement = BandEnergies.of(pair, edge).correlation()[1];
        return agreement > 0.8 ? 0 : agreement > 0.5 ? 1 : agreement > 0.25 ? 3 : 8;
    }

    private static float[] inRegion(Pair pair, float[] plane) {
        for (int i = 0; i < plane.length; i++) {
            plane[i] = pair.region()[i] ? plane[i] : 0;
        }
        return plane;
    }

    private static float[] smooth(Pair pair, float[] plane, double sigma) {
        return new GaussianBlur(sigma).apply(plane, pair.height(), pair.width());
    }

    /** How far the mean colour around each pixel differs. */
    private static float[] shadeDifference(Pair pair) {
        float[] squares = new float[pair.size()];
        for (int plane = 0; plane < 3; plane++) {
            float[] image = smooth(pair, pair.image()[plane], TEXTURE_WINDOW);
            float[] normal = smooth(pair, pair.normal()[plane], TEXTURE_WINDOW);
            for (int i = 0; i < squares.length; i++) {
                squares[i] += (image[i] - normal[i]) * (image[i] - normal[i]);
            }
        }
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (float) Math.sqrt(squares[i]);
        }
        return inRegion(pair, squares);
    }

    private static int count(boolean[] pixels) {
        int count = 0;
        for (boolean pixel : pixels) {
            count += pixel ? 1 : 0;
        }
        return count;
    }

    private static boolean[] above(Pair pair, float[] difference, double visible, boolean[] among) {
        double threshold = threshold(pair, difference, visible);
        boolean[] differs = new boolean[difference.length];
        for (int i = 0; i < difference.length; i++) {
            differs[i] = among[i] && difference[i] > threshold;
        }
        boolean[] closed = Morphology.closed(differs, pair.height(), pair.width(), GAP);
        return withoutSpecks(closed, difference, SURE * threshold, pair);
    }

    /** How far the strength of texture around each pixel differs, apart from pixels that differ in colour. */
    private static float[] textureDifference(Pair pair, boolean[] coloured) {
        boolean[] apart = Morphology.dilated(coloured, pair.height(), pair.width(), 1);
        float[] lightness = pair.image()[0].clone();
        for (int i = 0; i < lightness.length; i++) {
            lightness[i] = apart[i] ? pair.normal()[0][i] : lightness[i];
        }
        float[] image = strength(lightness, pair);
        float[] normal = strength(pair.normal()[0], pair);
        for (int i = 0; i < image.length; i++) {
            image[i] = pair.region()[i] ? Math.abs(image[i] - normal[i]) : 0;
        }
        return image;
    }

    private static float[] strength(float[] lightness, Pair pair) {
        float[] smooth = new GaussianBlur(TEXTURE_WINDOW).apply(lightness, pair.height(), pair.width());
        float[] squares = new float[lightness.length];
        for (int i = 0; i < squares.length; i++) {
            squares[i] = (lightness[i] - smooth[i]) * (lightness[i] - smooth[i]);
        }
        float[] strength = new GaussianBlur(TEXTURE_WINDOW).apply(squares, pair.height(), pair.width());
        for (int i = 0; i < strength.length; i++) {
            strength[i] = (float) Math.sqrt(strength[i]);
        }
        return strength;
    }

    /** Some pixels, and those parts of others that hold few of them. */
    private static boolean[] withParts(boolean[] coloured, boolean[] textured, Pair pair) {
        ConnectedComponents parts = ConnectedComponents.of(pair.height(), pair.width(), textured);
        int[] sizes = new int[parts.count() + 1];
        int[] common = new int[parts.count() + 1];
        for (int i = 0; i < coloured.length; i++) {
            sizes[parts.labelAt(i)]++;
            common[parts.labelAt(i)] += coloured[i] ? 1 : 0;
        }
        boolean[] either = coloured.clone();
        for (int i = 0; i < either.length; i++) {
            int part = parts.labelAt(i);
            either[i] |= part > 0 && common[part] < FEW * sizes[part];
        }
        return either;
    }

    private static double threshold(Pair pair, float[] difference, double visible) {
        float[] edge = values(difference, edge(pair));
        float[] inside = values(difference, pair.region());
        double agreement = edge.length == 0 ? 0 : edge[edge.length / 2];
        double strongest = inside.length == 0 ? 0 : inside[(int) (0.98 * (inside.length - 1))];
        return Math.max(visible, Math.max(OF_STRONGEST * strongest, Math.min(ABOVE_EDGE * agreement, 0.6 * strongest)));
    }

    private static boolean[] edge(Pair pair) {
        boolean[] inner = Morphology.eroded(pair.region(), pair.height(), pair.width(), EDGE);
        boolean[] edge = pair.region().clone();
        for (int i = 0; i < edge.length; i++) {
            edge[i] &= !inner[i];
        }
        return edge;
    }

    private static float[] values(float[] plane, boolean[] pixels) {
        float[] values = new float[plane.length];
        int count = 0;
        for (int i = 0; i < plane.length; i++) {
            if (pixels[i]) {
                values[count++] = plane[i];
            }
        }
        float[] sorted = Arrays.copyOf(values, count);
        Arrays.sort(sorted);
        return sorted;
    }

    private static boolean[] withoutSpecks(boolean[] pixels, float[] difference, double sure, Pair pair) {
        ConnectedComponents parts = ConnectedComponents.of(pair.height(), pair.width(), pixels);
        int[] sizes = new int[parts.count() + 1];
        boolean[] isSure = new boolean[parts.count() + 1];
        for (int i = 0; i < pixels.length; i++) {
            sizes[parts.labelAt(i)]++;
            isSure[parts.labelAt(i)] |= difference[i] > sure;
        }
        sizes[0] = 0;
        double least = Math.max(4, SPECK * Arrays.stream(sizes).max().orElse(0));
        boolean[] kept = new boolean[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            kept[i] = pixels[i] && isSure[parts.labelAt(i)] && sizes[parts.labelAt(i)] >= least;
        }
        return kept;
    }
}
