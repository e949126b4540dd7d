package io.xvad.explainers.bench;

/** What is measured of a map; see {@link io.xvad.explainers.quality.SaliencyQuality} for the first, fifth and last. */
public enum BenchFigure {
    /** Restore-to-normal, 0 is chance. */
    FAITHFULNESS("faithfulness", true),
    /** Spearman correlation before and after a little noise. */
    STABILITY("stability", true),
    /** Whether the most salient pixel lies in the mask. */
    POINTING("pointing", true),
    /** AUROC of the map's pixels against the mask. */
    SALIENCY_AUROC("saliency AUROC", true),
    /** Gini index of the map. */
    SPARSENESS("sparseness", true),
    /** Time of one explanation. */
    SECONDS("seconds", false);

    private final String label;
    private final boolean higherIsBetter;

    BenchFigure(String label, boolean higherIsBetter) {
        this.label = label;
        this.higherIsBetter = higherIsBetter;
    }

    /** How it is written in tables. */
    public String label() {
        return label;
    }

    /** Whether higher values are better. */
    public boolean higherIsBetter() {
        return higherIsBetter;
    }
}
