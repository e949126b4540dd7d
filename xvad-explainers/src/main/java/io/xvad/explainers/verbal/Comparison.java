package io.xvad.explainers.verbal;

import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;

/** Measures a picture against normal ones. */
final class Comparison {

    /** What an eye hardly sees: about three of 256 grey levels. */
    private static final double VISIBLE = 0.012;

    private Comparison() {}

    /** Every attribute of {@code observed} against its range over {@code normals}, at least one. */
    static List<AttributeDeviation> deviations(Image observed, List<Image> normals) {
        List<Attribute> attributes = observed.channels() == 3 ? Attribute.OF_COLOUR : Attribute.OF_GREY;
        return attributes.stream()
                .map(attribute -> deviation(attribute, observed, normals))
                .toList();
    }

    private static AttributeDeviation deviation(Attribute attribute, Image observed, List<Image> normals) {
        double value = attribute.of(observed);
        double low = normals.stream().mapToDouble(attribute::of).min().orElseThrow();
        double high = normals.stream().mapToDouble(attribute::of).max().orElseThrow();
        double outside = Math.max(0, Math.max(value - high, low - value));
        return new AttributeDeviation(attribute.label(), "", value, low, high, outside / VISIBLE);
    }
}
