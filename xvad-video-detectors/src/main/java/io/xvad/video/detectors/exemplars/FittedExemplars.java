package io.xvad.video.detectors.exemplars;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.capability.EditsExemplars;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.video.stream.FittedVideoDetector;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exemplars that score videos and can be edited. Immutable and thread-safe. */
final class FittedExemplars implements FittedDetector, EditsExemplars {

    private final ExemplarModel model;
    private final double threshold;
    private final double smoothing;
    private final Provenance provenance;
    private final FittedVideoDetector video;
    private final Capabilities capabilities;

    /**
     * A detector of some exemplars.
     *
     * @param threshold distance from the exemplars of its region from which a normal volume becomes another one
     * @param smoothing time constant of the smoothing of scores, in seconds; 0 for none
     */
    FittedExemplars(ExemplarModel model, double threshold, double smoothing, Provenance provenance) {
        this.model = model;
        this.threshold = threshold;
        this.smoothing = smoothing;
        this.provenance = provenance;
        this.video = new FittedVideoDetector(model, smoothing, provenance);
        this.capabilities = video.capabilities().with(EditsExemplars.class, this);
    }

    @Override
    public Detection detect(Sample sample) {
        return video.detect(sample);
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Provenance provenance() {
        return provenance;
    }

    @Override
    public void save(ModelWriter writer) {
        video.save(writer);
    }

    @Override
    public void close() {
        video.close();
    }

    @Override
    public List<NormalExemplar> exemplars(Image like, int y, int x) {
        Box place = new Box(x, y, 1, 1);
        place.requireInside(like.height(), like.width());
        return IntStream.range(0, model.grid().regions())
                .filter(region -> model.grid().touches(region, place, like))
                .boxed()
                .flatMap(region -> model.set().of(region).stream())
                .map(one -> shown(one, like))
                .toList();
    }

    private NormalExemplar shown(Exemplar one, Image like) {
        VideoVolume volume = one.volume();
        return new NormalExemplar(
                one.number(),
                one.clip(),
                one.frame(),
                model.grid().box(one.region(), like),
                volume.meanSpeed(),
                volume.mainHeading(),
                volume.presence(),
                one.thumbnail().image(one.clip() + "#" + one.frame()));
    }

    @Override
    public FittedDetector withNormal(Clip clip, Box box) {
        box.requireInside(clip.height(), clip.width());
        ExemplarSelection selection = new ExemplarSelection(model.grid(), model.distance(), threshold, model.set());
        for (FrameVolumes volumes : FrameVolumes.in(clip, model.background(), model.grid(), model.frames(), 1)) {
            for (int region = 0; region < model.grid().regions(); region++) {
                if (model.grid().touches(region, box, volumes.frame().image())) {
                    selection.offer(volumes, region);
                }
            }
        }
        return edited(selection.chosen());
    }

    @Override
    public FittedDetector without(List<Integer> numbers) {
        Set<Integer> unknown = new HashSet<>(numbers);
        unknown.removeAll(model.set().all().stream().map(Exemplar::number).collect(Collectors.toSet()));
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("no exemplars " + unknown);
        }
        Set<Integer> dropped = Set.copyOf(numbers);
        return edited(model.set().without(one -> dropped.contains(one.number())));
    }

    private FittedDetector edited(ExemplarSet set) {
        return new FittedExemplars(model.with(set), threshold, smoothing, provenance);
    }
}
