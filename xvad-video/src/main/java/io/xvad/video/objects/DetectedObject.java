package io.xvad.video.objects;

import io.xvad.core.Box;
import java.util.List;
import java.util.Optional;

/**
 * An object that a network has found in a frame. Immutable.
 *
 * @param left left border in pixels of the frame
 * @param top upper border in pixels of the frame
 * @param right right border in pixels of the frame, above {@code left}
 * @param bottom lower border in pixels of the frame, above {@code top}
 * @param score how sure the network is, in [0, 1]
 * @param classId the network's number of the class
 * @param className what that class is called
 * @param keypoints in the network's order; empty if it gives none
 */
public record DetectedObject(
        double left,
        double top,
        double right,
        double bottom,
        double score,
        int classId,
        String className,
        List<Keypoint> keypoints) {

    public DetectedObject {
        keypoints = List.copyOf(keypoints);
    }

    /** In pixels. */
    public double width() {
        return right - left;
    }

    /** In pixels. */
    public double height() {
        return bottom - top;
    }

    /** In square pixels; 0 if it is empty. */
    public double area() {
        return Math.max(0, width()) * Math.max(0, height());
    }

    /** The area that lies in this box and in another, in square pixels. */
    public double common(DetectedObject other) {
        double across = Math.min(right, other.right) - Math.max(left, other.left);
        double down = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return Math.max(0, across) * Math.max(0, down);
    }

    /** The common area over that of both together (intersection over union), in [0, 1]. */
    public double overlap(DetectedObject other) {
        double common = common(other);
        double both = area() + other.area() - common;
        return both > 0 ? common / both : 0;
    }

    /** The pixels of it that lie in a frame of this size; empty if none does. */
    public Optional<Box> box(int frameHeight, int frameWidth) {
        int x = (int) Math.max(0, Math.round(left));
        int y = (int) Math.max(0, Math.round(top));
        int endX = (int) Math.min(frameWidth, Math.round(right));
        int endY = (int) Math.min(frameHeight, Math.round(bottom));
        return endX > x && endY > y ? Optional.of(new Box(x, y, endX - x, endY - y)) : Optional.empty();
    }

    /** The part of it that lies in a frame of this size; empty if there is none. */
    Optional<DetectedObject> within(int frameHeight, int frameWidth) {
        DetectedObject cut = withBorders(
                Math.max(0, left), Math.max(0, top), Math.min(frameWidth, right), Math.min(frameHeight, bottom));
        return cut.area() > 0 ? Optional.of(cut) : Optional.empty();
    }

    /** The same at another place. */
    DetectedObject moved(double across, double down) {
        return new DetectedObject(
                left + across,
                top + down,
                right + across,
                bottom + down,
                score,
                classId,
                className,
                keypoints.stream().map(point -> point.moved(across, down)).toList());
    }

    DetectedObject withBorders(double newLeft, double newTop, double newRight, double newBottom) {
        return new DetectedObject(newLeft, newTop, newRight, newBottom, score, classId, className, keypoints);
    }

    DetectedObject withKeypoints(List<Keypoint> points) {
        return new DetectedObject(left, top, right, bottom, score, classId, className, points);
    }
}
