package io.xvad.core;

/** Takes the anomaly map of an image band by band, from top to bottom without a gap, so that it is never whole in memory. */
@FunctionalInterface
public interface MapBands {

    /** Takes the next rows. */
    void add(MapBand band);

    /** Gives each band to both. */
    default MapBands and(MapBands other) {
        return band -> {
            add(band);
            other.add(band);
        };
    }
}
