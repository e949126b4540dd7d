package io.xvad.explainers.attribute;

import io.xvad.core.Image;
import io.xvad.core.explain.AttributeDeviation;
import java.util.List;
import org.apache.commons.math3.stat.StatUtils;

/** Compares the attributes of an image with those of normal ones. */
public final class AttributeComparison {

    private static final double RANGE = 2;

    private AttributeComparison() {}

    /**
     * Every attribute of {@code observed} against normal images: the normal range is two standard deviations around
     * their mean, and the surprise is the distance from that mean in standard deviations, or in what an eye hardly sees
     * where they vary less.
     *
     * @param normals images with as many channels, at least one
     */
    public static List<AttributeDeviation> deviations(Image observed, List<Image> normals) {
        return Attribute.of(observed.channels()).stream()
                .map(attribute -> deviation(attribute, observed, normals))
                .toList();
    }

    private static AttributeDeviation deviation(Attribute attribute, Image observed, List<Image> normals) {
        double first = attribute.of(normals.get(0));
        double[] values = normals.stream()
                .mapToDouble(normal -> attribute.nearTo(attribute.of(normal), first))
                .toArray();
        double mean = StatUtils.mean(values);
        double deviation = Math.sqrt(StatUtils.variance(values));
        double value = attribute.nearTo(attribute.of(observed), mean);
        return new AttributeDeviation(
                attribute.label(),
                attribute.unit(),
                value,
                mean - RANGE * deviation,
                mean + RANGE * deviation,
                Math.abs(value - mean) / Math.max(deviation, attribute.visible()));
    }
}
