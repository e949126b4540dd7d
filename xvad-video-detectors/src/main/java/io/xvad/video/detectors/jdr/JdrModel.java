package io.xvad.video.detectors.jdr;

import io.xvad.core.NormalPatch;
import io.xvad.core.capability.HasAttributes;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.FrameScorer;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.video.motion.FindingAttributes;
import io.xvad.video.stream.FindingMap;
import io.xvad.video.stream.VideoModel;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** A memory of normal regions and their concepts; a frame is as anomalous as the region that is farthest from them, 0 if there is none. */
final class JdrModel implements VideoModel {

    private static final int FINDINGS = 5;
    private static final double SMALLEST = 1e-9;

    private final RegionSource source;
    private final RegionMemory memory;
    private final Concepts concepts;
    private final NormalDistances distances;
    private final RegionDensity density;
    private final double sure;

    JdrModel(RegionSource source, RegionMemory memory, RegionDensity density, double sure) {
        this.source = source;
        this.memory = memory;
        this.density = density;
        this.concepts = Concepts.of(memory);
        this.distances = NormalDistances.of(memory);
        this.sure = sure;
    }

    private record Compared(Region region, double score) {}

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        Recounting recounting = new Recounting(concepts, distances, sure, framesPerSecond);
        return source.scorer(framesPerSecond, frame -> scored(frame, recounting));
    }

    private ScoredFrame scored(RegionFrame frame, Recounting recounting) {
        int height = frame.frame().image().height();
        List<Finding> findings = frame.regions().stream()
                .map(region -> new Compared(region, density.score(region)))
                .filter(one -> one.score > SMALLEST)
                .sorted(Comparator.comparingDouble(Compared::score).reversed())
                .limit(FINDINGS)
                .map(one -> finding(one, recounting, height))
                .toList();
        double score = findings.isEmpty() ? 0 : findings.get(0).score();
        return new ScoredFrame(
                frame.frame(), score, FindingMap.of(findings, frame.frame().image()), findings);
    }

    private Finding finding(Compared compared, Recounting recounting, int frameHeight) {
        Region region = compared.region;
        RegionMemory.Nearest found = memory.nearest(region);
        double distance = found.distance();
        RegionMemory.Entry alike = memory.entries().get(found.index());
        NormalPatch nearest = new NormalPatch(
                alike.clip(),
                alike.region().box(),
                distance,
                alike.thumbnail().image(alike.clip() + "#" + alike.frame()));
        return new Finding(
                region.box(),
                compared.score,
                recounting.of(region, distance, memory.away(region), frameHeight),
                Optional.of(nearest));
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.none().with(HasAttributes.class, new FindingAttributes(this));
    }

    @Override
    public void save(ModelWriter model) {
        source.write(model);
        memory.write(model);
    }

    @Override
    public void close() {
        source.close();
    }
}
