package io.xvad.video.detectors.attributes;

import io.xvad.core.Box;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.ForegroundObjects;
import io.xvad.video.motion.Motion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the objects in a frame: those of an object detector, if there is one, and what stands out from the background and is not among
 * them (Reiss and Hoshen 2022). Thread-safe.
 *
 * @param objects the object detector
 * @param smallest least share of the frame that an object of the second kind covers
 */
record ObjectProposals(Optional<ObjectNetwork> objects, double smallest) {

    private static final double KNOWN = 0.5;

    List<ForegroundObject> in(Motion motion) {
        List<ForegroundObject> moving = ForegroundObjects.in(motion, smallest);
        if (objects.isEmpty()) {
            return moving;
        }
        List<ForegroundObject> all = new ArrayList<>();
        objects.get().in(motion.frame().image()).forEach(detected -> all.add(object(detected, motion)));
        List<ForegroundObject> known = List.copyOf(all);
        moving.stream()
                .filter(object -> known.stream().noneMatch(one -> covered(object.box(), one.box())))
                .forEach(all::add);
        return all;
    }

    /** A detected object; its positions are the foreground in its box, or all of the box if there is none. */
    private static ForegroundObject object(ObjectNetwork.DetectedObject detected, Motion motion) {
        Box box = detected.box();
        double scale = motion.scale();
        int top = (int) (box.y() / scale);
        int left = (int) (box.x() / scale);
        int bottom = Math.min(motion.height(), (int) Math.ceil((box.y() + box.height()) / scale));
        int right = Math.min(motion.width(), (int) Math.ceil((box.x() + box.width()) / scale));
        int[] positions = IntStream.range(top, bottom)
                .flatMap(y -> IntStream.range(left, right).map(x -> y * motion.width() + x))
                .toArray();
        int[] standingOut =
                IntStream.of(positions).filter(at -> motion.foreground()[at]).toArray();
        return new ForegroundObject(box, standingOut.length == 0 ? positions : standingOut, detected.pose());
    }

    private static boolean covered(Box box, Box by) {
        return box.common(by) > KNOWN * box.area();
    }
}
