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

    private static final int SCALING = 300;
    private static final int USING = 1000;

    /**
     * Runs the network on windows: those held out, a few hundred at most, tell the range of the parts, and up to a thousand of all of
     * them how the memory is used.
     */
    static NormalFrames measured(WindowNetwork network, HeldOutWindows windows, FrameScoring scoring) {
        List<double[]> parts = new ArrayList<>();
        for (FrameWindow window : HeldOutWindows.spread(windows.scaling(), SCALING)) {
            parts.add(parts(outputs(network, window, scoring), window.clip(), scoring));
        }
        return new NormalFrames(
                ScoreParts.of(scoring, parts), scoring.items().map(items -> usage(network, windows, scoring, items)));
    }

    private static double[] parts(WindowOutputs outputs, PackedClip clip, FrameScoring scoring) {
        ErrorScore error = scoring.error();
        double decibels = error.decibels(outputs.errors(), error.map(outputs.errors(), clip.height(), clip.width()));
        return scoring.parts(decibels, outputs.terms());
    }

    private static ItemUsage usage(
            WindowNetwork network, HeldOutWindows windows, FrameScoring scoring, MemoryItems items) {
        List<FrameWindow> some = HeldOutWindows.spread(windows.all(), USING);
        List<WindowOutputs> outputs = new ArrayList<>();
        for (FrameWindow window : some) {
            outputs.add(outputs(network, window, scoring).withoutErrors());
        }
        return ItemUsage.of(items, some, outputs);
    }

    private static WindowOutputs outputs(WindowNetwork network, FrameWindow window, FrameScoring scoring) {
        Cancellation.check();
        return network.run(window.frames(scoring.inputs().layout().length()));
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
