package io.xvad.evaluation.reason;

/** Where the images come from whose reasons are judged. */
public enum ReasonGroup {
    /** Anomalous test images. */
    REAL("real"),
    /** Normal test images with a synthetic defect. */
    SYNTHETIC("synthetic"),
    /** Normal test images, of which every reason is false. */
    NORMAL("normal");

    private final String label;

    ReasonGroup(String label) {
        this.label = label;
    }

    /** How it is written in tables. */
    public String label() {
        return label;
    }
}
