package io.xvad.explainers.reason;

import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.explain.Reason;
import io.xvad.data.reason.ReasonVocabulary;
import io.xvad.explainers.difference.Descriptor;
import io.xvad.explainers.difference.Difference;
import io.xvad.explainers.difference.Quantity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Names the reasons for which an image is not normal, from what was measured of its difference to its normal version. */
public final class Reasons {

    /** The share of normal images of which a reason may be named. */
    public static final double RATE = 0.05;

    private Reasons() {}

    /** As {@link #of(Difference, Optional, double)}, with a rate of {@link #RATE}. */
    public static List<Reason> of(Difference difference, Optional<ReasonCalibration> calibration) {
        return of(difference, calibration, RATE);
    }

    /**
     * The reasons that can be seen, the most surprising first; empty if there is none. Of those that follow the first, only what is
     * unusual in its value too is named.
     *
     * @param calibration of the model that restored the image; without it, reasons are named by what a person sees and have p-value 1
     * @param rate the share of normal images of which a reason may be named, in (0, 1); where there are too few held-out images to
     *     promise it, the smallest rate they can promise
     */
    public static List<Reason> of(Difference difference, Optional<ReasonCalibration> calibration, double rate) {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("the rate of false reasons must be in (0, 1), got " + rate);
        }
        if (difference.shape().isEmpty()) {
            return List.of();
        }
        List<Named> named = difference.descriptors().stream()
                .map(descriptor -> named(descriptor, difference.score(), calibration))
                .filter(one -> isSurprising(one, calibration, rate))
                .sorted(Comparator.comparingDouble(Named::surprise).reversed())
                .toList();
        Region place = place(difference);
        List<String> qualifiers = Qualifiers.of(difference.shape().get(), difference.pixels());
        List<Reason> reasons = new ArrayList<>();
        for (Named one : named) {
            if (!reasons.isEmpty() && !one.isUnusual()) {
                continue;
            }
            reasons.add(new Reason(
                    ReasonName.of(one.descriptor()), qualifiers, place, List.of(deviation(one)), one.pValue()));
        }
        return reasons;
    }

    /** The reason for a region in which nothing was found that a person could see: the features of the detector differ. */
    public static Reason unseen(Region region, Detection detection) {
        return new Reason(
                ReasonVocabulary.FEATURES_DIFFER,
                List.of(),
                region,
                List.of(),
                detection.verdict().pValue().orElse(1));
    }

    private record Named(Descriptor descriptor, double surprise, double pValue, double low, double high) {

        /** Whether its value lies outside of where nine in ten normal images lie, farther from nothing. */
        boolean isUnusual() {
            double value = descriptor.value();
            return value < Math.min(0, low) || value > Math.max(0, high);
        }
    }

    private static Named named(Descriptor descriptor, double score, Optional<ReasonCalibration> calibration) {
        if (calibration.isEmpty()) {
            Quantity quantity = descriptor.quantity();
            double surprise = Surprise.weight(descriptor) * descriptor.effect() / Surprise.leastScale(quantity);
            return new Named(descriptor, surprise, 1, -quantity.visible(), quantity.visible());
        }
        ReasonCalibration known = calibration.get();
        Descriptor centred = known.centred(descriptor);
        double surprise = known.surprise(centred);
        return new Named(
                centred,
                surprise,
                known.pValue(surprise, score),
                known.low(descriptor.quantity()),
                known.high(descriptor.quantity()));
    }

    private static boolean isSurprising(Named named, Optional<ReasonCalibration> calibration, double rate) {
        return calibration
                .map(known -> named.pValue() <= Math.max(rate, 1.0 / (known.images() + 1)))
                .orElse(named.surprise() > Surprise.NAMED_FROM * Surprise.weight(named.descriptor()));
    }

    private static AttributeDeviation deviation(Named named) {
        Quantity quantity = named.descriptor().quantity();
        return new AttributeDeviation(
                quantity.label(),
                quantity.unit(),
                named.descriptor().value(),
                named.low(),
                named.high(),
                named.surprise());
    }

    /** The pixels that differ; the peak is the pixel nearest to their centre. */
    private static Region place(Difference difference) {
        boolean[] pixels = difference.pixels().toArray();
        int width = difference.pixels().width();
        int count = 0;
        double sumX = 0;
        double sumY = 0;
        for (int i = 0; i < pixels.length; i++) {
            if (pixels[i]) {
                count++;
                sumX += i % width;
                sumY += i / width;
            }
        }
        int peak = nearest(pixels, width, sumX / count, sumY / count);
        Box box = difference.pixels().box().orElseThrow();
        return new Region(0, box, count, peak / width, peak % width, 1, 1);
    }

    private static int nearest(boolean[] pixels, int width, double x, double y) {
        int nearest = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < pixels.length; i++) {
            double distance = Math.hypot(i % width - x, i / width - y);
            if (pixels[i] && distance < least) {
                least = distance;
                nearest = i;
            }
        }
        return nearest;
    }
}
