package io.xvad.foundation.inctrl;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.option.Options;
import io.xvad.core.progress.Cancellation;
import io.xvad.foundation.inctrl.ImageEncoder.Seen;
import io.xvad.foundation.text.TextAnchors;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the parts of the score are of normal images: of each of the first {@value #LEFT_OUT} references, compared with all the others.
 *
 * @param highest value of each part
 */
record NormalRanges(double[] highest) {

    static final int LEFT_OUT = 16;

    private static final String ENTRY = "normal-part-highest";

    /** The ranges of some images; none of a single one, which has no others. */
    static Optional<NormalRanges> of(List<Seen> images, TextAnchors anchors, ResidualHeads heads, Options options) {
        if (images.size() < 2) {
            return Optional.empty();
        }
        double[] highest = new double[ScoreParts.NAMES.size()];
        for (int i = 0; i < Math.min(LEFT_OUT, images.size()); i++) {
            Cancellation.check();
            List<Seen> others = new ArrayList<>(images);
            Seen leftOut = others.remove(i);
            try (SamplePrompts prompts = SamplePrompts.of(others, heads, options)) {
                double[] values =
                        ScoreParts.of(leftOut, prompts, anchors, heads).values();
                for (int part = 0; part < highest.length; part++) {
                    highest[part] = Math.max(highest[part], values[part]);
                }
            }
        }
        return Optional.of(new NormalRanges(highest));
    }

    static Optional<NormalRanges> read(ModelReader model) {
        return model.has(ENTRY) ? Optional.of(new NormalRanges(model.doubles(ENTRY))) : Optional.empty();
    }

    void write(ModelWriter model) {
        model.doubles(ENTRY, highest);
    }
}
