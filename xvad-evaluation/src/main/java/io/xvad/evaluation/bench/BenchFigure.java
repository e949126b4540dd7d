package io.xvad.evaluation.bench;

/** The figures measured of a map; see {@link io.xvad.explainers.quality.SaliencyQuality} for the first, fifth and last. */
public enum BenchFigure {
    /** Restore-to-normal, 0 is chance. */
    FAITHFULNESS("faithfulness"),
    /** Spearman correlation before and after a little noise. */
    STABILITY("stability"),
    /** Whether the most salient pixel lies in the mask. */
    POINTING("pointing"),
    /** AUROC of the map's pixels against the mask. */
    SALIENCY_AUROC("saliency AUROC"),
    /** Gini index of the map. */
    SPARSENESS("sparseness"),
    /** Spearman correlation with the map of the same model with random weights: near 1, it does not explain the model. */
    RANDOM_MODEL("random model"),
    /** Time of one explanation. */
    SECONDS("seconds");

    private final String label;

    BenchFigure(String label) {
        this.label = label;
    }

    /** How it is written in tables. */
    public String label() {
        return label;
    }
}
