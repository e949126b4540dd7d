package io.xvad.video.detectors.framenetwork;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.explain.AttributeDeviation;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.SavedNetwork;
import io.xvad.core.stream.DifferentiatesFrames;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.Frame;
import io.xvad.core.stream.FrameScorer;
import io.xvad.video.stream.VideoModel;
import io.xvad.video.stream.WindowScorer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** A trained frame network: the map of a frame is the squared error of its pixels, its findings are at the peak of the map. */
final class FrameNetworkModel implements VideoModel {

    /** The box at the peak of the map has this share of the frame's shorter side. */
    private static final int PEAK_SHARE = 5;

    private static final int UNUSUAL_ITEMS = 3;

    private final SavedNetwork saved;
    private final WindowNetwork network;
    private final FrameScoring scoring;
    private final NormalFrames normal;
    private final Capabilities capabilities;

    /**
     * Creates a model that owns its network and closes it.
     *
     * @param saved the same network at rest, for the model file
     * @param gradient makes the gradient of the score; empty where networks cannot be differentiated
     */
    FrameNetworkModel(
            SavedNetwork saved,
            WindowNetwork network,
            FrameScoring scoring,
            NormalFrames normal,
            Optional<Supplier<DifferentiatesFrames>> gradient) {
        this.saved = saved;
        this.network = network;
        this.scoring = scoring;
        this.normal = normal;
        this.capabilities = gradient.map(some -> Capabilities.none().with(DifferentiatesFrames.class, some))
                .orElse(Capabilities.none());
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        ResizedFrames resized = new ResizedFrames(scoring.inputs().form());
        VideoMemory memory = new VideoMemory(network, scoring.adapting());
        return new WindowScorer(
                scoring.inputs().layout().length(), window -> scored(window, memory.run(resized.of(window))));
    }

    private WindowScorer.WindowScore scored(List<Frame> window, WindowOutputs outputs) {
        Image image = window.get(window.size() - 1).image();
        AnomalyMap map = scoring.error().map(outputs.errors(), image.height(), image.width());
        double[] parts = scoring.parts(scoring.error().decibels(outputs.errors(), map), outputs.terms());
        double score = normal.parts().score(parts);
        return new WindowScorer.WindowScore(
                score, map, findings(outputs, map, score, normal.parts().attributes(parts)));
    }

    /** The peak of the map, and then where the network's memory was read at items that normal frames never use. */
    private List<Finding> findings(
            WindowOutputs outputs, AnomalyMap map, double score, List<AttributeDeviation> parts) {
        List<AttributeDeviation> unusual =
                normal.items().map(usage -> usage.unusual(outputs.nearest())).orElse(List.of());
        List<AttributeDeviation> all = new ArrayList<>(parts);
        unusual.stream().limit(UNUSUAL_ITEMS).forEach(all::add);
        all.sort(Comparator.comparingDouble(AttributeDeviation::surprise).reversed());
        List<Finding> findings = new ArrayList<>();
        findings.add(peak(outputs, map, score, all));
        normal.items()
                .flatMap(usage -> usage.neverUsed(outputs.nearest(), map.height(), map.width()))
                .ifPresent(box -> findings.add(new Finding(box, score, unusual, Optional.empty())));
        return findings;
    }

    private Finding peak(WindowOutputs outputs, AnomalyMap map, double score, List<AttributeDeviation> attributes) {
        int y = map.argmax() / map.width();
        int x = map.argmax() % map.width();
        int side = Math.max(1, Math.min(map.height(), map.width()) / PEAK_SHARE);
        return new Finding(
                Box.around(y, x, side, map.height(), map.width()),
                score,
                attributes,
                normal.items().flatMap(usage -> {
                    int cells = ItemExample.side(outputs.nearest().length);
                    int place = y * cells / map.height() * cells + x * cells / map.width();
                    return usage.example(outputs.nearest()[place], outputs.distances()[place]);
                }));
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
        normal.write(model);
    }

    @Override
    public void close() {
        network.close();
    }
}
