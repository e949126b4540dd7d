package io.xvad.video.detectors.framenetwork;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
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

/** A trained network that gives an error for each pixel of a window's last frame. */
final class FrameNetworkModel implements VideoModel {

    private static final int AROUND = 5;
    private static final int TOLD = 3;

    private final SavedNetwork saved;
    private final WindowNetwork run;
    private final WindowInputs inputs;
    private final ErrorScore error;
    private final ScoreParts parts;
    private final Optional<ItemUsage> items;
    private final Supplier<Optional<DifferentiatesFrames>> gradient;

    /**
     * A model that owns its network.
     *
     * @param saved what is written to a model file
     * @param run runs it
     * @param gradient gives the gradient of the score where ND4J can run
     */
    FrameNetworkModel(
            SavedNetwork saved,
            WindowNetwork run,
            WindowInputs inputs,
            ErrorScore error,
            ScoreParts parts,
            Optional<ItemUsage> items,
            Supplier<Optional<DifferentiatesFrames>> gradient) {
        this.saved = saved;
        this.run = run;
        this.inputs = inputs;
        this.error = error;
        this.parts = parts;
        this.items = items;
        this.gradient = gradient;
    }

    @Override
    public FrameScorer scorer(double framesPerSecond) {
        ResizedFrames frames = new ResizedFrames(inputs.size());
        return new WindowScorer(inputs.sight().window(), window -> seen(window, frames.of(window)));
    }

    private WindowScorer.Seen seen(List<Frame> window, List<float[]> frames) {
        WindowNetwork.Found found = run.of(frames);
        Image image = window.get(window.size() - 1).image();
        AnomalyMap map = error.map(found.errors(), image.height(), image.width());
        double[] values = parts(error.decibels(found.errors(), map), found.terms());
        double score = parts.score(values);
        return new WindowScorer.Seen(score, map, findings(found, map, score, parts.attributes(values)));
    }

    static double[] parts(double error, double[] terms) {
        double[] values = new double[1 + terms.length];
        values[0] = error;
        System.arraycopy(terms, 0, values, 1, terms.length);
        return values;
    }

    /** What is at the peak of the map, and then what is where items are that normal frames never use. */
    private List<Finding> findings(
            WindowNetwork.Found found, AnomalyMap map, double score, List<AttributeDeviation> attributes) {
        List<Finding> findings = new ArrayList<>();
        List<AttributeDeviation> all = new ArrayList<>(attributes);
        List<AttributeDeviation> unusual =
                items.map(use -> use.unusual(found.nearest())).orElse(List.of());
        unusual.stream().limit(TOLD).forEach(all::add);
        all.sort(Comparator.comparingDouble(AttributeDeviation::surprise).reversed());
        int peak = map.argmax();
        int y = peak / map.width();
        int x = peak % map.width();
        Box box =
                Box.around(y, x, Math.max(1, Math.min(map.height(), map.width()) / AROUND), map.height(), map.width());
        findings.add(new Finding(box, score, all, items.flatMap(use -> {
            int side = ItemExample.side(found.nearest().length);
            int place = y * side / map.height() * side + x * side / map.width();
            return use.example(found.nearest()[place], found.distances()[place]);
        })));
        items.flatMap(use -> use.unknown(found.nearest(), map.height(), map.width()))
                .ifPresent(where -> findings.add(new Finding(where, score, unusual, Optional.empty())));
        return findings;
    }

    @Override
    public <C> Optional<C> capability(Class<C> type) {
        return type == DifferentiatesFrames.class ? gradient.get().map(type::cast) : Optional.empty();
    }

    @Override
    public void save(ModelWriter model) {
        saved.write(model);
        parts.write(model);
        items.ifPresent(use -> use.write(model));
    }

    @Override
    public void close() {
        run.close();
    }
}
