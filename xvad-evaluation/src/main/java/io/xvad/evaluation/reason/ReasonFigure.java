package io.xvad.evaluation.reason;

/** What is measured of the explanation of an image; see {@link ReasonJudge} for how. */
public enum ReasonFigure {
    /** Whether the detector finds the image anomalous. Only what it finds so is judged further, but for {@link #SAID}. */
    FLAGGED("flagged", Summary.SHARE),
    /** Whether a visible reason is named; of a normal image it is false. */
    SAID("reason named", Summary.SHARE),
    /**
     * Whether a visible reason is named of a normal image when it is explained as if the detector had found it anomalous: the rate that
     * calibrated reasons promise.
     */
    NAMED_IF_FLAGGED("named if flagged", Summary.SHARE),
    /** Whether a flagged image is left without a visible reason. */
    EMPTY("no reason", Summary.SHARE),
    /** Whether the first reason is admissible, its sign being right where that is known. */
    FIRST("first right", Summary.SHARE),
    /** Whether one of the first three is. */
    FIRST_THREE("first three", Summary.SHARE),
    /** Whether the first reason's name alone is admissible, whatever it says of the shape. */
    FIRST_NAME("first by name", Summary.SHARE),
    /** Whether the first reason is admissible, and its sign, place and size are right. */
    SENTENCE("all it says right", Summary.SHARE),
    /** Whether the first reason's sign is right, where the truth is known and the name has a sign. */
    SIGN("sign", Summary.SHARE),
    /** Whether the first reason's place is right. */
    PLACE("place", Summary.SHARE),
    /** Whether the first reason's size is right. */
    SIZE("size", Summary.SHARE),
    /** Whether what the normal version changes most lies in the true defect. */
    POINTS("points at it", Summary.SHARE),
    /** Whether the normal version counts as normal when it is scored again. */
    NORMAL_AGAIN("normal again", Summary.SHARE),
    /** Pixels that plainly change by those of the true defect. */
    CHANGED("changed / true area", Summary.MEDIAN),
    /** Pixels that change at all by those of the true defect. */
    CHANGED_AT_ALL("changed at all", Summary.MEDIAN),
    /** PSNR of what was defective or was changed against the clean image, dB. */
    PSNR("PSNR dB", Summary.MEAN),
    /** By how much that is better than the detector's normal version of the whole image, dB. */
    PSNR_GAIN("over nearest dB", Summary.MEAN),
    /** SSIM of the same region. */
    SSIM("SSIM", Summary.MEAN),
    /** By how much that is better than the detector's normal version of the whole image. */
    SSIM_GAIN("SSIM over nearest", Summary.MEAN),
    /** Time of one explanation of a flagged image. */
    SECONDS("s", Summary.MEDIAN),
    /** Scores that one explanation of a flagged image takes, the detection it explains not counted. */
    DETECTIONS("detections", Summary.MEDIAN);

    private final String label;
    private final Summary summary;

    ReasonFigure(String label, Summary summary) {
        this.label = label;
        this.summary = summary;
    }

    /** How it is written in tables. */
    public String label() {
        return label;
    }

    /** How the images of a row are put into one figure. */
    public Summary summary() {
        return summary;
    }

    /** How many figures become one. */
    public enum Summary {
        /** The share of images of which it is true, with Wilson's interval; images of one source count as one. */
        SHARE,
        /** The median, with a bootstrap interval over sources. */
        MEDIAN,
        /** The mean, with a bootstrap interval over sources. */
        MEAN
    }
}
