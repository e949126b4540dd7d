package io.xvad.evaluation.drift;

import java.util.Arrays;
import java.util.Optional;

/** One quantity of a stream of images: what is usual, the evidence that it changed, and its last values. Not thread-safe. */
final class WatchedQuantity {

    static final int RECENT = 64;

    private static final int FEWEST_RECENT = 4;

    private final DriftQuantity quantity;
    private final GrowingReference reference;
    private final ShiryaevRoberts evidence;
    private final double[] recent;
    private long accepted;

    /** A quantity before the first image, with its values of normal images. */
    static WatchedQuantity of(DriftQuantity quantity, double[] normals) {
        GrowingReference reference = new GrowingReference();
        Arrays.stream(normals).forEach(reference::add);
        return new WatchedQuantity(quantity, reference, new ShiryaevRoberts(), new double[RECENT], 0);
    }

    /** As it was saved. */
    WatchedQuantity(
            DriftQuantity quantity,
            GrowingReference reference,
            ShiryaevRoberts evidence,
            double[] recent,
            long accepted) {
        if (recent.length != RECENT || accepted < 0) {
            throw new IllegalArgumentException(RECENT + " recent values are needed, got " + recent.length);
        }
        this.quantity = quantity;
        this.reference = reference;
        this.evidence = evidence;
        this.recent = recent;
        this.accepted = accepted;
    }

    /**
     * Takes the value of the next image.
     *
     * @param random uniform, in (0, 1)
     * @param limit up to which evidence is gathered; beyond, it stays as it is
     */
    void accept(double value, double random, double limit) {
        accepted++;
        if (evidence.value() < limit) {
            evidence.accept(reference.pValue(value, random), accepted);
        }
        reference.add(value);
        recent[(int) (accepted % RECENT)] = GrowingReference.rounded(value);
    }

    /**
     * How the values of the last images differ from all before them.
     *
     * @param since number of the image since which they may have changed, counted from 1
     * @return empty if there are too few values before or none that differ
     */
    Optional<DriftShift> shift(long since) {
        int last = (int) Math.min(Math.min(accepted, RECENT), Math.max(FEWEST_RECENT, accepted - since + 1));
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < last; i++) {
            double value = recent[(int) ((accepted - i) % RECENT)];
            sum += value;
            squares += value * value;
        }
        double before = reference.size() - last;
        double mean = (reference.sum() - sum) / before;
        double variance = (reference.squares() - squares) / before - mean * mean;
        double error = Math.sqrt(Math.max(0, variance) * before / (before - 1) * (1.0 / last + 1 / before));
        if (before < 2 || last == 0 || !(error > 0)) {
            return Optional.empty();
        }
        return Optional.of(new DriftShift(quantity, mean, sum / last, (sum / last - mean) / error));
    }

    DriftQuantity quantity() {
        return quantity;
    }

    GrowingReference reference() {
        return reference;
    }

    ShiryaevRoberts evidence() {
        return evidence;
    }

    double[] recent() {
        return recent.clone();
    }

    long accepted() {
        return accepted;
    }
}
