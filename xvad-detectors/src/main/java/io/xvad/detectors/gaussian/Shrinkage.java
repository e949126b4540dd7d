package io.xvad.detectors.gaussian;

import io.xvad.core.option.OptionSpec;
import java.util.List;

/**
 * How sample covariances are drawn towards a multiple of the identity, so that they can be inverted: {@code kept * covariance +
 * added * identity}, the same at all positions. Immutable and thread-safe.
 *
 * @param kept factor of the sample covariance, in [0, 1]
 * @param added multiple of the identity, above 0
 */
public record Shrinkage(double kept, double added) {

    /** The word for {@link GaussianSums#estimatedShrinkage}. */
    public static final String OAS = "oas";

    /** What is added where nothing varies at any position, as with a single image: the 0.01 of the PaDiM paper. */
    static final Shrinkage OF_NOTHING = fixed(0.01);

    public Shrinkage {
        if (!(kept >= 0 && kept <= 1 && added > 0 && added < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "shrinkage keeps from 0 to 1 and adds a finite amount above 0, got " + kept + " and " + added);
        }
    }

    /** The sample covariance with this multiple of the identity. */
    public static Shrinkage fixed(double added) {
        return new Shrinkage(1, added);
    }

    /** The option {@code shrinkage} of a detector: {@link #OAS} or a multiple of the identity. */
    public static OptionSpec<String> option(String defaultValue) {
        return OptionSpec.decimalOr(
                "shrinkage",
                defaultValue,
                List.of(OAS),
                1e-9,
                1e6,
                "Multiple of the identity that is added to each covariance; oas finds it from how much the features vary");
    }

    /** What a value of the {@link #option} means for these sums. */
    public static Shrinkage of(String value, GaussianSums sums) {
        return value.equals(OAS) ? sums.estimatedShrinkage() : fixed(Double.parseDouble(value));
    }
}
