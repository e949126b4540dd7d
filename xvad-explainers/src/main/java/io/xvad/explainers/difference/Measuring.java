package io.xvad.explainers.difference;

import java.util.Arrays;
import java.util.List;

/**
 * Divides the squared difference between an image and its normal version among kinds of change: what is lighter or of another colour
 * throughout, what is stronger or weaker texture band by band (the two together are the squared Wasserstein distance of Gaussian
 * textures, which needs no pixels that correspond), and what lies in another place although the two agree elsewhere; a displacement
 * counts the less the more of the difference it leaves. Not thread-safe.
 */
final class Measuring {

    private static final int EDGE_AGREES_FROM = 40;
    private static final int RIM = 2;
    private static final double REACH = 1;

    private final Pair pair;
    private final boolean[] pixels;
    private final boolean[] edge;
    private final Background background;
    private final BandEnergies bands;
    private final Displacement displacement;
    private final boolean[] inner;
    private final double innerShare;

    Measuring(Pair pair, boolean[] pixels, Background background) {
        this.pair = pair;
        this.pixels = pixels;
        this.background = background;
        this.edge = pair.region().clone();
        for (int i = 0; i < edge.length; i++) {
            edge[i] &= !pixels[i];
        }
        this.inner = Morphology.eroded(pixels, pair.height(), pair.width(), RIM);
        this.innerShare = count(inner) / (double) count(pixels);
        this.bands = BandEnergies.of(pair, innerShare > 0 ? inner : pixels);
        this.displacement = Displacement.of(pair, pixels, edge);
    }

    Displacement displacement() {
        return displacement;
    }

    List<Descriptor> descriptors() {
        double phase = bands.phaseChange(expectedCorrelation());
        Orientation orientation = Orientation.of(pair, pixels);
        Background.Exchange exchange = background.exchange(pair, pixels);
        double repeated = Elsewhere.bestCorrelation(pair, pixels, pair.image()[0]);
        double elsewhere = Elsewhere.bestCorrelation(pair, pixels, pair.normal()[0]);
        double swapped = Math.min(exchange.missing(), exchange.added());
        double total = total();
        double area = count(pixels) * pair.pixelWidth() * pair.pixelWidth();
        double plausible = Math.exp(-Math.pow(displacement.distance() / (REACH * Math.sqrt(area)), 2));
        double moved = Math.max(displacement.explained() * plausible * phase, 2 * swapped * total);
        double surely = displacement.explained() * displacement.explained();
        double left = Math.max(0, phase - moved);
        double turned = orientation.change() * (left + amplitudeOfTexture());
        return List.of(
                shift(Quantity.LIGHTNESS, 0),
                shift(Quantity.RED_GREEN, 1),
                shift(Quantity.YELLOW_BLUE, 2),
                amplitude(Quantity.CONTRAST, 0, Bands.count() - 1),
                amplitude(Quantity.SHARPNESS, 0, 0),
                amplitude(Quantity.TEXTURE, 1, Bands.count() - 1),
                new Descriptor(Quantity.ORIENTATION, orientation.degrees(), Math.sqrt(turned)),
                object(exchange, total),
                new Descriptor(Quantity.DISPLACEMENT, displacement.distance(), surely * Math.sqrt(moved)),
                new Descriptor(Quantity.WRONG_PLACE, elsewhere, Math.max(0, elsewhere) * Math.sqrt(left)),
                new Descriptor(Quantity.REPETITION, repeated, Math.max(0, repeated) * Math.sqrt(left)),
                new Descriptor(Quantity.SURFACE, left / Math.max(1e-9, total), Math.sqrt(left) / 2));
    }

    private Descriptor object(Background.Exchange exchange, double total) {
        double net = exchange.added() - exchange.missing();
        return new Descriptor(Quantity.OBJECT, net, Math.sqrt(Math.abs(net) * total));
    }

    private double amplitudeOfTexture() {
        double energy = 0;
        for (int k = 0; k < Bands.count(); k++) {
            double both = Math.min(bands.image()[k], bands.normal()[k]);
            energy += both * both;
        }
        return energy;
    }

    private Descriptor shift(Quantity quantity, int plane) {
        double mean = meanDifference(plane, pixels);
        return new Descriptor(quantity, mean, Math.abs(mean));
    }

    private Descriptor amplitude(Quantity quantity, int from, int to) {
        double energy = innerShare * Math.abs(bands.amplitudeChange(from, to));
        return new Descriptor(quantity, bands.ratio(from, to), Math.sqrt(energy));
    }

    private double total() {
        double squares = 0;
        int count = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                squares += pair.colourDifference(i) * pair.colourDifference(i);
                count++;
            }
        }
        return squares / count;
    }

    private double meanDifference(int plane, boolean[] set) {
        double sum = 0;
        int count = 0;
        for (int i = 0; i < set.length; i++) {
            if (set[i]) {
                sum += pair.image()[plane][i] - pair.normal()[plane][i];
                count++;
            }
        }
        return count == 0 ? 0 : sum / count;
    }

    /** How well the bands correlate along the edge of the region, where both should be normal. */
    private double[] expectedCorrelation() {
        double[] expected = new double[Bands.count()];
        Arrays.fill(expected, 0.5);
        return count(edge) < EDGE_AGREES_FROM
                ? expected
                : BandEnergies.of(pair, edge).correlation();
    }

    private static int count(boolean[] set) {
        int count = 0;
        for (boolean pixel : set) {
            count += pixel ? 1 : 0;
        }
        return count;
    }
}
