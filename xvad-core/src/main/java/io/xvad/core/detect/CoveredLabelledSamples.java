package io.xvad.core.detect;

import io.xvad.core.Cover;
import io.xvad.core.Label;
import io.xvad.core.LabelledSamples;
import io.xvad.core.Mask;
import java.util.List;
import java.util.stream.IntStream;

/** Labelled samples with a cover on each; what a mask marks below it is no longer marked. */
final class CoveredLabelledSamples extends CoveredSamples implements LabelledSamples {

    private final LabelledSamples samples;

    private CoveredLabelledSamples(LabelledSamples samples, Cover cover, boolean divided) {
        super(samples, cover, divided);
        this.samples = samples;
    }

    /** Without those whose whole anomaly lies below the cover. */
    static LabelledSamples of(LabelledSamples samples, Cover cover, boolean divided) {
        CoveredLabelledSamples all = new CoveredLabelledSamples(samples, cover, divided);
        return all.select(IntStream.range(0, samples.size())
                .filter(index -> !all.hidden(index))
                .toArray());
    }

    private boolean hidden(int index) {
        List<Mask> masks = samples.label(index).masks();
        return masks.stream().anyMatch(Mask::any)
                && label(index).masks().stream().noneMatch(Mask::any);
    }

    @Override
    public Label label(int index) {
        Label label = samples.label(index);
        return new Label(
                label.anomalous(), label.masks().stream().map(this::outside).toList(), label.kind());
    }

    private Mask outside(Mask mask) {
        return mask.without(cover().regions().mask(mask.height(), mask.width()));
    }
}
