package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.detectors.objects.AppearanceFeatures;
import io.xvad.video.detectors.objects.ColourCount;
import io.xvad.video.detectors.objects.Crowding;
import io.xvad.video.detectors.objects.ObjectProposals;
import io.xvad.video.detectors.objects.ObjectSource;
import io.xvad.video.detectors.objects.ObjectVelocity;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Measures the attributes of the objects in a frame. Thread-safe.
 *
 * @param appearance describes what they look like
 * @param proposals finds them
 * @param parts finds what moves otherwise in large ones; empty if that is not looked for
 * @param seen frames for which an object must have been tracked, at least 1: what flickers is left out
 * @param bins of the {@link VelocityHistogram}; 0 for none
 */
record AttributeExtractor(
        AppearanceFeatures appearance, ObjectProposals proposals, Optional<MovingParts> parts, int seen, int bins)
        implements AutoCloseable {

    /** Frames from which its stay, size, crowding and colours are known: what merges and comes apart changes them. */
    private static final int STEADY = 4;

    private record Seen(ForegroundObject object, Optional<ObjectVelocity> velocity, double stay, boolean whole) {}

    /** The attributes of each object that has been tracked for a few frames, and of the parts of large ones. */
    List<Observation> extract(Motion motion, Tracker tracker, Optional<CarriedObjects> carried) {
        Image image = motion.frame().image();
        List<Seen> all = new ArrayList<>();
        List<ForegroundObject> objects = proposals.in(motion, carried);
        for (Tracker.TrackedObject tracked : tracker.track(objects, motion.frame(), motion.scale())) {
            if (tracked.frames() >= seen) {
                all.add(new Seen(
                        tracked.object(),
                        ObjectVelocity.of(tracked, motion.flow()),
                        tracked.stay(),
                        tracked.frames() >= STEADY));
                parts.map(some -> some.of(tracked.object(), motion))
                        .orElse(List.of())
                        .forEach(part -> all.add(new Seen(part, ObjectVelocity.of(part, motion.flow()), 0, false)));
            }
        }
        List<float[]> appearances = appearance.of(
                all.stream().map(one -> image.crop(one.object.box())).toList());
        Crowding crowding = new Crowding(motion);
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            observations.add(observation(motion, all.get(i), crowding, appearances.get(i)));
        }
        return observations;
    }

    void write(ModelWriter model) {
        appearance.write(model);
        proposals.objects().ifPresent(source -> source.write(model));
        parts.ifPresent(some -> some.write(model));
    }

    @Override
    public void close() {
        appearance.close();
        proposals.objects().ifPresent(ObjectSource::close);
    }

    private Observation observation(Motion motion, Seen seen, Crowding crowding, float[] appearanceFeatures) {
        ForegroundObject object = seen.object;
        Box box = object.box();
        Image image = motion.frame().image();
        float height = image.height();
        boolean cut = box.x() == 0
                || box.y() == 0
                || box.x() + box.width() == image.width()
                || box.y() + box.height() == image.height();
        return new Observation(
                box,
                seen.velocity.map(ObjectVelocity::speed).orElse(Double.NaN).floatValue(),
                seen.velocity.map(ObjectVelocity::heading).orElse(Double.NaN).floatValue(),
                seen.whole,
                (float) seen.stay,
                (box.x() + box.width() / 2f) / height,
                (box.y() + box.height() / 2f) / height,
                (box.y() + box.height()) / height,
                cut,
                (float) crowding.around(object),
                (float) ColourCount.count(motion, object.positions()),
                appearanceFeatures,
                object.pose(),
                bins == 0 ? new float[0] : VelocityHistogram.of(motion.onGrid(box), motion.flow(), bins));
    }
}
