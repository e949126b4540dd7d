package io.xvad.video.detectors.jdr;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.video.detectors.objects.ObjectVelocity;
import io.xvad.video.motion.Motion;
import io.xvad.video.motion.Tracker;
import io.xvad.video.objects.CarriedObjects;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The regions of one video. Not thread-safe. */
final class RegionStream {

    private static final Comparator<Tracker.TrackedObject> LARGEST = Comparator.comparingInt(
                    (Tracker.TrackedObject one) -> one.object().box().area())
            .reversed();

    private final RegionSource source;
    private final Optional<CarriedObjects> carried;
    private final Tracker tracker;
    private final double framesPerSecond;

    RegionStream(RegionSource source, double framesPerSecond) {
        this.source = source;
        this.carried = source.proposals().follow(framesPerSecond);
        this.tracker = new Tracker(framesPerSecond);
        this.framesPerSecond = framesPerSecond;
    }

    RegionFrame next(Motion motion) {
        List<Tracker.TrackedObject> followed =
                tracker.track(source.proposals().in(motion, carried), motion.frame(), motion.scale()).stream()
                        .filter(tracked -> tracked.frames() >= source.seen())
                        .sorted(LARGEST)
                        .limit(source.most())
                        .toList();
        Image image = motion.frame().image();
        List<float[]> features = source.appearance()
                .of(followed.stream()
                        .map(tracked -> image.crop(tracked.object().box()))
                        .toList());
        List<Region> regions = new ArrayList<>();
        for (int i = 0; i < followed.size(); i++) {
            regions.add(region(followed.get(i), motion, features.get(i)));
        }
        return new RegionFrame(motion.frame(), regions);
    }

    private Region region(Tracker.TrackedObject tracked, Motion motion, float[] feature) {
        Box box = tracked.object().box();
        double height = motion.frame().image().height();
        double perSecond = framesPerSecond / height;
        Optional<ObjectVelocity> velocity = ObjectVelocity.of(tracked, motion.flow());
        return new Region(
                box,
                tracked.object().className(),
                tracked.object().confidence(),
                (box.x() + box.width() / 2.0) / height,
                (box.y() + box.height() / 2.0) / height,
                box.height() / height,
                box.width() / height,
                velocity.map(one -> one.right() * perSecond).orElse(Double.NaN),
                velocity.map(one -> one.down() * perSecond).orElse(Double.NaN),
                tracked.stay(),
                Torso.lean(tracked.object().pose(), box),
                feature);
    }
}
