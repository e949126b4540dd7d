package io.xvad.evaluation.video;

import io.xvad.metrics.video.EventMatching.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/** Turns labels of frames into spans of time. */
public final class AnomalousSpans {

    private AnomalousSpans() {}

    /**
     * The runs of anomalous frames.
     *
     * @param time seconds at which a frame begins; that of the frame after the last is asked for as well
     */
    public static List<Span> of(boolean[] labels, IntToDoubleFunction time) {
        List<Span> spans = new ArrayList<>();
        int start = -1;
        for (int i = 0; i <= labels.length; i++) {
            boolean anomalous = i < labels.length && labels[i];
            if (anomalous && start < 0) {
                start = i;
            } else if (!anomalous && start >= 0) {
                spans.add(new Span(time.applyAsDouble(start), time.applyAsDouble(i)));
                start = -1;
            }
        }
        return spans;
    }
}
