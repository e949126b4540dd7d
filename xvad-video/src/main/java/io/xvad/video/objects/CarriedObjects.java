package io.xvad.video.objects;

import io.xvad.core.Box;
import io.xvad.core.stream.Frame;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.Tracker;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The objects in the frames of one video, of which only every n-th is given to the detector: in between each box goes on at the speed at
 * which a {@link Tracker} has seen it move. Not thread-safe. It does not close the detector.
 */
public final class CarriedObjects {

    private final ObjectDetector detector;
    private final int every;
    private final double framesPerSecond;
    private final Tracker tracker;
    private List<Carried> carried = List.of();
    private long next;
    private double detectedAt;

    /** An object as it was detected, and its speed in pixels a nominal interval. */
    private record Carried(DetectedObject object, double right, double down) {}

    /**
     * For one video.
     *
     * @param every 1 to detect in each frame
     * @param framesPerSecond nominal rate
     */
    public CarriedObjects(ObjectDetector detector, int every, double framesPerSecond) {
        if (every < 1) {
            throw new IllegalArgumentException("objects are detected in every frame at most, got every=" + every);
        }
        this.detector = detector;
        this.every = every;
        this.framesPerSecond = framesPerSecond;
        this.tracker = new Tracker(framesPerSecond);
    }

    /** The objects in the next frame, detected or carried there. */
    public List<DetectedObject> in(Frame frame) {
        if (every == 1) {
            return detector.detect(frame.image());
        }
        if (frame.index() < next) {
            return moved(frame);
        }
        next = frame.index() + every;
        detectedAt = frame.seconds();
        List<DetectedObject> objects = detector.detect(frame.image());
        carried = followed(objects, frame);
        return objects;
    }

    private List<Carried> followed(List<DetectedObject> objects, Frame frame) {
        List<DetectedObject> seen = new ArrayList<>();
        List<ForegroundObject> boxes = new ArrayList<>();
        for (DetectedObject object : objects) {
            Optional<Box> box = object.box(frame.image().height(), frame.image().width());
            if (box.isPresent()) {
                seen.add(object);
                boxes.add(new ForegroundObject(box.get(), new int[0]));
            }
        }
        List<Tracker.TrackedObject> tracks = tracker.track(boxes, frame, 1);
        List<Carried> all = new ArrayList<>();
        for (int i = 0; i < tracks.size(); i++) {
            all.add(new Carried(
                    seen.get(i), tracks.get(i).right(), tracks.get(i).down()));
        }
        return all;
    }

    private List<DetectedObject> moved(Frame frame) {
        double intervals = (frame.seconds() - detectedAt) * framesPerSecond;
        return carried.stream()
                .flatMap(one -> one
                        .object()
                        .moved(one.right() * intervals, one.down() * intervals)
                        .within(frame.image().height(), frame.image().width())
                        .stream())
                .toList();
    }
}
