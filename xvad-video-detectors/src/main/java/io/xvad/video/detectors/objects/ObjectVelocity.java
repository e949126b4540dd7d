package io.xvad.video.detectors.objects;

import io.xvad.video.flow.FlowField;
import io.xvad.video.motion.ForegroundObject;
import io.xvad.video.motion.Tracker;
import java.util.Optional;

/**
 * The velocity of an object, in pixels a nominal interval: the mean optical flow of its pixels. Flow loses what is small and fast; the
 * object then has the velocity of its box, if it has been tracked for a while and keeps its size.
 *
 * @param right to the right
 * @param down downwards
 */
public record ObjectVelocity(double right, double down) {

    /** Width of the border in which flow is not trusted, since what comes in has no place in the frame before; a share of the height. */
    private static final double BORDER = 0.03;

    /** The least share of an object outside the border. */
    private static final double SEEN = 0.5;

    /** The velocity of a tracked object; empty where the border of the frame hides it. */
    public static Optional<ObjectVelocity> of(Tracker.TrackedObject tracked, FlowField flow) {
        Optional<ObjectVelocity> flows = of(tracked.object(), flow);
        return tracked.isLostBy(flows.map(ObjectVelocity::speed).orElse(0.0))
                ? Optional.of(new ObjectVelocity(tracked.right(), tracked.down()))
                : flows;
    }

    /** The mean flow of an object; empty where the border of the frame hides it. */
    public static Optional<ObjectVelocity> of(ForegroundObject object, FlowField flow) {
        int border = (int) Math.round(BORDER * flow.height());
        double right = 0;
        double down = 0;
        int pixels = 0;
        for (int at : object.positions()) {
            if (isInside(at / flow.width(), border, flow.height())
                    && isInside(at % flow.width(), border, flow.width())) {
                right += flow.right()[at];
                down += flow.down()[at];
                pixels++;
            }
        }
        return pixels < SEEN * object.positions().length
                ? Optional.empty()
                : Optional.of(new ObjectVelocity(right / pixels, down / pixels));
    }

    private static boolean isInside(int at, int border, int size) {
        return at >= border && at < size - border;
    }

    /** In pixels a nominal interval. */
    public double speed() {
        return Math.hypot(right, down);
    }

    /** Radians; 0 is to the right, pi / 2 downwards. */
    public double heading() {
        return Math.atan2(down, right);
    }
}
