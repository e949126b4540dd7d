package io.xvad.video.detectors.framenetwork;

import io.xvad.core.model.ModelReader;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.progress.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The normal range of the parts of a score, and the normal use of a memory. Immutable.
 *
 * @param parts what is normal for the parts of the score
 * @param items how much normal frames use the items of the memory, if the network has one
 */
record NormalFrames(ScoreParts parts, Optional<ItemUsage> items) {

    private static final int MEASURED = 300;

    /** Runs the network on a few hundred windows, spread over all. */
    static NormalFrames measured(WindowNetwork network, List<FrameWindow> all, FrameScoring scoring) {
        List<FrameWindow> windows = spread(all);
        int length = scoring.inputs().layout().length();
        ErrorScore error = scoring.error();
        List<WindowOutputs> outputs = new ArrayList<>();
        List<double[]> parts = new ArrayList<>();
        for (FrameWindow window : windows) {
            Cancellation.check();
            WindowOutputs one = network.run(window.frames(length));
            PackedClip clip = window.clip();
            double decibels = error.decibels(one.errors(), error.map(one.errors(), clip.height(), clip.width()));
            outputs.add(one);
            parts.add(scoring.parts(decibels, one.terms()));
        }
        return new NormalFrames(
                ScoreParts.of(scoring, parts), scoring.items().map(items -> ItemUsage.of(items, windows, outputs)));
    }

    private static List<FrameWindow> spread(List<FrameWindow> windows) {
        int step = (windows.size() + MEASURED - 1) / MEASURED;
        List<FrameWindow> some = new ArrayList<>();
        for (int i = 0; i < windows.size(); i += step) {
            some.add(windows.get(i));
        }
        return some;
    }

    void write(ModelWriter model) {
        parts.write(model);
        items.ifPresent(usage -> usage.write(model));
    }

    static NormalFrames read(ModelReader model, FrameScoring scoring) {
        ScoreParts parts = ScoreParts.read(model, scoring);
        return new NormalFrames(parts, scoring.items().map(items -> ItemUsage.read(model, items.name())));
    }
}
