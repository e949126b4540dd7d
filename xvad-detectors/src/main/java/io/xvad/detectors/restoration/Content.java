package io.xvad.detectors.restoration;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Content of a normal image as it looks in the place of a part: where its placement says, in the tone of a ring around the part.
 * Immutable.
 */
final class Content implements Prediction {

    private final Plane image;
    private final Part part;
    private final Plane normal;
    private final Placement placement;
    private final Tone[] tones;

    /**
     * Content for a part.
     *
     * @param region the whole region; no pixel of it tells the tone
     * @param distance of each pixel to the part, see {@link Distances}
     */
    Content(Plane image, boolean[] region, int[] distance, Part part, Plane normal, Placement placement) {
        this.image = image;
        this.part = part;
        this.normal = normal;
        this.placement = placement;
        int[] ring = IntStream.range(0, distance.length)
                .filter(i -> !region[i] && distance[i] >= 1 && distance[i] <= Distances.FARTHEST)
                .toArray();
        this.tones = new Tone[image.channels()];
        for (int c = 0; c < tones.length; c++) {
            int channel = c;
            double[] wanted = Arrays.stream(ring)
                    .mapToDouble(i -> image.values()[channel * region.length + i])
                    .toArray();
            double[] content =
                    Arrays.stream(ring).mapToDouble(i -> untoned(channel, i)).toArray();
            tones[c] = Tone.of(ring, image.width(), wanted, content);
        }
    }

    @Override
    public float at(int channel, int pixel) {
        double toned = tones[channel].of(untoned(channel, pixel), pixel / image.width(), pixel % image.width());
        return (float) Math.max(0, Math.min(1, toned));
    }

    private double untoned(int channel, int pixel) {
        double dy = pixel / image.width() - part.centreY();
        double dx = pixel % image.width() - part.centreX();
        return normal.between(channel, placement.row(dy, dx), placement.column(dy, dx));
    }

    /** Whether the normal image shows what corresponds to a pixel. */
    @Override
    public boolean covers(int pixel) {
        double dy = pixel / image.width() - part.centreY();
        double dx = pixel % image.width() - part.centreX();
        return normal.contains(placement.row(dy, dx), placement.column(dy, dx));
    }
}
