package io.xvad.explainers.clip;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Detection;
import io.xvad.core.Region;
import io.xvad.core.Sample;
import io.xvad.core.SampleKind;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.explain.Evidence;
import io.xvad.core.explain.ExplainRequest;
import io.xvad.core.explain.Explainer;
import io.xvad.core.explain.NearestNormal;
import io.xvad.core.option.OptionSpec;
import io.xvad.core.stream.Finding;
import io.xvad.core.stream.ScoredFrame;
import io.xvad.core.stream.ScoresFrames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Shows what a detector found in the most anomalous frames of a clip: for each thing where it is, beside the normal thing most like
 * it (no patch if the detector names none), and then the attributes in which it differs from what is normal at its place, the most
 * surprising first. Frames are ranked by their strangest thing, not by their smoothed score, which lags behind. There is no evidence
 * if the detector tells no things apart.
 */
public final class ClipFindingsExplainer implements Explainer {

    public static final OptionSpec<Integer> FRAMES =
            OptionSpec.integer("frames", 1, 1, 1000, "Frames to explain, that with the strangest thing first");
    public static final OptionSpec<Double> APART =
            OptionSpec.decimal("apart", 1, 0, 3600, "Seconds between two frames that are explained, at least");
    public static final OptionSpec<Integer> FINDINGS =
            OptionSpec.integer("findings", 1, 1, 100, "Things to explain in each frame, the strangest first");
    public static final OptionSpec<Integer> ATTRIBUTES =
            OptionSpec.integer("attributes", 5, 0, 1000, "Attributes to name of each thing, the most surprising first");

    @Override
    public String name() {
        return "clip-findings";
    }

    @Override
    public String description() {
        return "Shows the strangest things in a clip, how they differ from what is normal there, and the normal nearest to them";
    }

    @Override
    public Set<SampleKind> sampleKinds() {
        return Set.of(SampleKind.CLIP);
    }

    @Override
    public List<OptionSpec<?>> options() {
        return List.of(FRAMES, APART, FINDINGS, ATTRIBUTES);
    }

    @Override
    public Set<Class<?>> requiredCapabilities() {
        return Set.of(ScoresFrames.class);
    }

    @Override
    public List<Evidence> evidence(FittedDetector fitted, Sample sample, Detection detection, ExplainRequest request) {
        List<ScoredFrame> found =
                fitted.capability(ScoresFrames.class).orElseThrow().scored(sample.requireClip()).stream()
                        .filter(frame -> !frame.findings().isEmpty())
                        .toList();
        List<ScoredFrame> top = TopFrames.of(
                found,
                frame -> frame.findings().get(0).score(),
                request.options().get(FRAMES),
                request.options().get(APART));
        List<Evidence> evidence = new ArrayList<>();
        for (ScoredFrame frame : top) {
            frame.findings().stream().limit(request.options().get(FINDINGS)).forEach(finding -> {
                evidence.add(beside(frame, finding));
                finding.attributes().stream()
                        .limit(request.options().get(ATTRIBUTES))
                        .forEach(evidence::add);
            });
        }
        return evidence;
    }

    private static NearestNormal beside(ScoredFrame frame, Finding finding) {
        return new NearestNormal(
                region(frame, finding),
                frame.frame().image().crop(finding.box()),
                finding.nearest().stream().toList());
    }

    /** The box of a finding with the peak and the mean of the map in it, or with the finding's score where there is no map. */
    private static Region region(ScoredFrame frame, Finding finding) {
        int index = Math.toIntExact(frame.frame().index());
        Box box = finding.box();
        return frame.map()
                .map(map -> region(index, box, map))
                .orElseGet(() -> new Region(
                        index,
                        box,
                        box.area(),
                        box.y() + box.height() / 2,
                        box.x() + box.width() / 2,
                        (float) finding.score(),
                        finding.score()));
    }

    private static Region region(int index, Box box, AnomalyMap map) {
        int peakY = box.y();
        int peakX = box.x();
        double sum = 0;
        for (int i = 0; i < box.area(); i++) {
            int y = box.y() + i / box.width();
            int x = box.x() + i % box.width();
            sum += map.at(y, x);
            if (map.at(y, x) > map.at(peakY, peakX)) {
                peakY = y;
                peakX = x;
            }
        }
        return new Region(index, box, box.area(), peakY, peakX, map.at(peakY, peakX), sum / box.area());
    }
}
