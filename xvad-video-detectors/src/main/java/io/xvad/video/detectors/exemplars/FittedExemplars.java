package io.xvad.video.detectors.exemplars;

import io.xvad.core.Box;
import io.xvad.core.Clip;
import io.xvad.core.Detection;
import io.xvad.core.Image;
import io.xvad.core.Sample;
import io.xvad.core.Samples;
import io.xvad.core.TrainingSet;
import io.xvad.core.capability.EditsExemplars;
import io.xvad.core.capability.Forgets;
import io.xvad.core.capability.LearnsMore;
import io.xvad.core.detect.Capabilities;
import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.TrainingRecord;
import io.xvad.core.model.Change;
import io.xvad.core.model.LearnedSamples;
import io.xvad.core.model.ModelWriter;
import io.xvad.core.model.Provenance;
import io.xvad.core.progress.ProgressListener;
import io.xvad.video.stream.FittedVideoDetector;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Exemplars that score videos and can be edited. Immutable and thread-safe. */
final class FittedExemplars implements FittedDetector, EditsExemplars, LearnsMore, Forgets {

    private final ExemplarModel model;
    private final double threshold;
    private final double smoothing;
    private final Optional<LearnedSamples> learned;
    private final Provenance provenance;
    private final FittedVideoDetector video;
    private final Capabilities capabilities;

    /**
     * A detector of some exemplars.
     *
     * @param threshold distance from the exemplars of its region from which a normal volume becomes another one
     * @param smoothing time constant of the smoothing of scores, in seconds; 0 for none
     * @param learned the clips it was fitted on; empty for models of versions that did not keep this
     */
    FittedExemplars(
            ExemplarModel model,
            double threshold,
            double smoothing,
            Optional<LearnedSamples> learned,
            Provenance provenance) {
        this.model = model;
        this.threshold = threshold;
        this.smoothing = smoothing;
        this.learned = learned;
        this.provenance = provenance;
        this.video = new FittedVideoDetector(model, smoothing, provenance);
        this.capabilities = offered();
    }

    private Capabilities offered() {
        Capabilities always = video.capabilities().with(EditsExemplars.class, this);
        return learned.map(samples -> always.with(LearnedSamples.class, samples)
                        .with(LearnsMore.class, this)
                        .with(Forgets.class, this))
                .orElse(always);
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
        learned.ifPresent(samples -> samples.write(writer));
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
        return new FittedExemplars(model.with(set), threshold, smoothing, learned, provenance);
    }

    /** The background image and the scales of distances stay as they were fitted. */
    @Override
    public FittedDetector withMore(Samples normals, LocalDate date, ProgressListener progress) {
        if (normals.size() == 0) {
            throw new IllegalArgumentException("learning more needs at least one normal clip, got none");
        }
        TrainingRecord record = TrainingRecord.of(TrainingSet.normals(normals));
        ExemplarSelection selection = new ExemplarSelection(model.grid(), model.distance(), threshold, model.set());
        selection.offerAll(
                Exemplars.volumes(record.normals(), model.background(), model.grid(), model.frames(), progress));
        String effect = "each of their volumes is within " + threshold
                + " of an exemplar; background and scales of distances as they were fitted";
        Change change = new Change(Change.Kind.LEARNED_MORE, date, normals.size(), effect);
        return changed(selection.chosen(), learned.orElseThrow().and(record.learnedSamples()), change);
    }

    @Override
    public boolean needsSamples() {
        return false;
    }

    /** The background image, a median over frames of all clips, and the scales of distances stay, and so what they owe to the clip. */
    @Override
    public FittedDetector without(
            Predicate<String> forgotten, Samples again, LocalDate date, ProgressListener progress) {
        ExemplarSet left = model.set().without(exemplar -> forgotten.test(exemplar.clip()));
        LearnedSamples all = learned.orElseThrow();
        LearnedSamples rest = all.only(forgotten.negate());
        String effect = String.format(
                Locale.ROOT,
                "%d of %d exemplars dropped; the background image, a median over all clips, and the scales of distances still rest on them too",
                model.set().all().size() - left.all().size(),
                model.set().all().size());
        return changed(left, rest, new Change(Change.Kind.FORGOT, date, all.size() - rest.size(), effect));
    }

    private FittedDetector changed(ExemplarSet set, LearnedSamples samples, Change change) {
        Provenance after = provenance.after(change, samples.learnedFrom());
        return new FittedExemplars(model.with(set), threshold, smoothing, Optional.of(samples), after);
    }
}
