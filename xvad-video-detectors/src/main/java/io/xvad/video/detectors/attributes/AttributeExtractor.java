package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.model.ModelWriter;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Measures the attributes of the objects in a frame. Thread-safe.
 *
 * @param appearance describes what they look like
 * @param proposals finds them
 */
record AttributeExtractor(AppearanceFeatures appearance, ObjectProposals proposals) implements AutoCloseable {

    /** Half a side of the square around an object in which others are counted, in frame heights. */
    private static final double REACH = 0.15;

    /** Frames for which an object must have been tracked: what flickers is left out. */
    private static final int STEADY = 4;

    /** The attributes of each object that has been tracked for a few frames. */
    List<Observation> extract(Motion motion, Tracker tracker, Optional<CarriedObjects> carried) {
        Image image = motion.frame().image();
        List<Tracker.TrackedObject> objects =
                tracker.track(proposals.in(motion, carried), motion.frame(), motion.scale()).stream()
                        .filter(tracked -> tracked.frames() >= STEADY)
                        .toList();
        List<float[]> appearances = appearance.of(objects.stream()
                .map(tracked -> image.crop(tracked.object().box()))
                .toList());
        IntegralMask foreground = IntegralMask.of(motion.foreground(), motion.width());
        List<Observation> observations = new ArrayList<>();
        for (int i = 0; i < objects.size(); i++) {
            observations.add(observation(motion, objects.get(i), foreground, appearances.get(i)));
        }
        return observations;
    }

    void write(ModelWriter model) {
        appearance.write(model);
        proposals.objects().ifPresent(source -> source.write(model));
    }

    @Override
    public void close() {
        appearance.close();
        proposals.objects().ifPresent(ObjectSource::close);
    }

    private static Observation observation(
            Motion motion, Tracker.TrackedObject tracked, IntegralMask foreground, float[] appearanceFeatures) {
        ForegroundObject object = tracked.object();
        Box box = object.box();
        Image image = motion.frame().image();
        float height = image.height();
        boolean cut = box.x() == 0
                || box.y() == 0
                || box.x() + box.width() == image.width()
                || box.y() + box.height() == image.height();
        return new Observation(
                box,
                (float) Math.hypot(tracked.right(), tracked.down()),
                (float) Math.atan2(tracked.down(), tracked.right()),
                (float) tracked.change(),
                (float) tracked.stay(),
                (box.x() + box.width() / 2f) / height,
                (box.y() + box.height() / 2f) / height,
                (box.y() + box.height()) / height,
                cut,
                crowding(object, motion, foreground),
                (float) ColourCount.count(motion, object.positions()),
                appearanceFeatures,
                object.pose());
    }

    /** The share of the square around an object that other foreground covers. */
    private static float crowding(ForegroundObject object, Motion motion, IntegralMask foreground) {
        Box box = object.box();
        double reach = REACH * motion.frame().image().height() / motion.scale();
        double x = (box.x() + box.width() / 2.0) / motion.scale();
        double y = (box.y() + box.height() / 2.0) / motion.scale();
        long own = Arrays.stream(object.positions())
                .filter(at -> Math.abs(at / motion.width() - y) < reach && Math.abs(at % motion.width() - x) < reach)
                .count();
        double all = foreground.count(y - reach, x - reach, y + reach, x + reach);
        return (float) (Math.max(0, all - own) / (4 * reach * reach));
    }
}
