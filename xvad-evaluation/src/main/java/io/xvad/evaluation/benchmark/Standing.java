package io.xvad.evaluation.benchmark;

import io.xvad.metrics.uncertainty.PairedComparison;
import java.util.Optional;

/**
 * A detector beside something that it must beat.
 *
 * @param yardstick label of what it must beat
 * @param auroc difference of the image AUROC
 * @param aupro difference of AU-PRO; empty where pixels were not measured
 */
public record Standing(String yardstick, PairedComparison auroc, Optional<PairedComparison> aupro) {

    /** Whether one of the two figures is clearly higher, its interval above 0, and neither is clearly lower. */
    public boolean beaten() {
        boolean higher = isHigher(auroc) || aupro.filter(Standing::isHigher).isPresent();
        boolean lower = isLower(auroc) || aupro.filter(Standing::isLower).isPresent();
        return higher && !lower;
    }

    private static boolean isHigher(PairedComparison compared) {
        return compared.interval().low() > 0;
    }

    private static boolean isLower(PairedComparison compared) {
        return compared.interval().high() < 0;
    }
}
