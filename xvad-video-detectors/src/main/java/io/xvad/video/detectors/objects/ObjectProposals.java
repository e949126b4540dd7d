package io.xvad.video.detectors.objects;

import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.option.OptionSpec;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.ForegroundObjects;
import io.xvad.video.motion.Motion;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.objects.DetectedObject;
import io.xvad.video.objects.Keypoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds the objects in a frame: those of an object detector, if there is one, and what stands out from the background and is not among
 * them (Reiss and Hoshen 2022). Thread-safe.
 *
 * @param objects the object detector
 * @param covered an object of the detector is left out if a larger one covers more than this share of its box
 * @param smallest least share of the frame that an object of the second kind covers
 */
public record ObjectProposals(Optional<ObjectSource> objects, double covered, double smallest) {

    /** Smallest objects of the second kind. */
    public static final OptionSpec<Double> SMALLEST = OptionSpec.decimal(
            "smallest", 0.0006, 0, 1, "Least share of the frame that something covers to be looked at");

    private static final double KNOWN = 0.5;

    /** The objects of one video that the detector finds, if there is one. */
    public Optional<CarriedObjects> follow(double framesPerSecond) {
        return objects.map(source -> source.follow(framesPerSecond));
    }

    /**
     * The objects in a frame.
     *
     * @param carried those of this video by the detector
     */
    public List<ForegroundObject> in(Motion motion, Optional<CarriedObjects> carried) {
        List<ForegroundObject> moving = ForegroundObjects.in(motion, smallest);
        if (carried.isEmpty()) {
            return moving;
        }
        List<ForegroundObject> known = detected(motion, carried.get());
        List<ForegroundObject> all = new ArrayList<>(known);
        moving.stream()
                .filter(object -> known.stream().noneMatch(one -> isCovered(object.box(), one.box(), KNOWN)))
                .forEach(all::add);
        return all;
    }

    private List<ForegroundObject> detected(Motion motion, CarriedObjects carried) {
        List<ForegroundObject> all = new ArrayList<>();
        Image image = motion.frame().image();
        for (DetectedObject detected : carried.in(motion.frame())) {
            detected.box(image.height(), image.width()).ifPresent(box -> all.add(object(detected, box, motion)));
        }
        return uncovered(all, covered);
    }

    /** Those of which no larger one covers more than some share of the box. */
    static List<ForegroundObject> uncovered(List<ForegroundObject> all, double share) {
        return all.stream()
                .filter(one -> all.stream()
                        .noneMatch(other ->
                                other.box().area() > one.box().area() && isCovered(one.box(), other.box(), share)))
                .toList();
    }

    /** A detected object; its positions are the foreground in its box, or all of the box if there is none. */
    private static ForegroundObject object(DetectedObject detected, Box box, Motion motion) {
        Box grid = motion.onGrid(box);
        int[] positions = IntStream.range(grid.y(), grid.y() + grid.height())
                .flatMap(y -> IntStream.range(grid.x(), grid.x() + grid.width()).map(x -> y * motion.width() + x))
                .toArray();
        int[] standingOut =
                IntStream.of(positions).filter(at -> motion.foreground()[at]).toArray();
        return new ForegroundObject(
                box,
                standingOut.length == 0 ? positions : standingOut,
                pose(detected.keypoints(), box),
                detected.className(),
                detected.score());
    }

    /** Keypoints in shares of the box from its upper left corner. */
    private static float[] pose(List<Keypoint> keypoints, Box box) {
        float[] pose = new float[2 * keypoints.size()];
        for (int i = 0; i < keypoints.size(); i++) {
            pose[2 * i] = (float) ((keypoints.get(i).x() - box.x()) / box.width());
            pose[2 * i + 1] = (float) ((keypoints.get(i).y() - box.y()) / box.height());
        }
        return pose;
    }

    private static boolean isCovered(Box box, Box by, double share) {
        return box.common(by) > share * box.area();
    }
}
