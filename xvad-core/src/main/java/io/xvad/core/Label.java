package io.xvad.core;

import java.util.List;
import java.util.Optional;

/**
 * The ground truth of a sample: whether it is anomalous and, where known, where and of which kind.
 *
 * @param anomalous whether any of it is anomalous; of a clip, a weak label that does not say when
 * @param masks where: one mask for an image, one a frame for a clip; empty where nobody has drawn them
 * @param kind of the anomaly, such as "scratch", if known; a normal sample has none
 */
public record Label(boolean anomalous, List<Mask> masks, Optional<String> kind) {

    public Label {
        masks = List.copyOf(masks);
        if (!anomalous && masks.stream().anyMatch(Mask::any)) {
            throw new IllegalArgumentException("a normal sample must not have a mask with anomalous pixels");
        }
        if (!anomalous && kind.isPresent()) {
            throw new IllegalArgumentException("a normal sample has no kind of anomaly, got '" + kind.get() + "'");
        }
    }

    /** The label of a normal sample. */
    public static Label normal() {
        return new Label(false, List.of(), Optional.empty());
    }

    /** The label of a sample that is anomalous, nobody knows where. */
    public static Label anomaly() {
        return new Label(true, List.of(), Optional.empty());
    }

    /** Anomalous where the mask says; of an image. */
    public static Label anomaly(Mask mask) {
        return new Label(true, List.of(mask), Optional.empty());
    }

    /**
     * A copy with the kind of the anomaly.
     *
     * @throws IllegalArgumentException if this is the label of a normal sample
     */
    public Label withKind(String newKind) {
        return new Label(anomalous, masks, Optional.of(newKind));
    }

    /**
     * Refuses a sample that this label cannot be of.
     *
     * @throws IllegalArgumentException if there are masks, but not one a frame, or one is not as large as the sample
     */
    public void requireSuits(Sample sample) {
        int frames = sample instanceof Clip clip ? clip.frames().size() : 1;
        if (!masks.isEmpty() && masks.size() != frames) {
            throw new IllegalArgumentException(
                    "label of '" + sample.id() + "': " + masks.size() + " masks for " + frames + " frames");
        }
        for (Mask mask : masks) {
            if (mask.height() != sample.height() || mask.width() != sample.width()) {
                throw new IllegalArgumentException("label of '" + sample.id() + "': a mask is " + mask.height() + " x "
                        + mask.width() + ", the sample " + sample.height() + " x " + sample.width());
            }
        }
    }
}
