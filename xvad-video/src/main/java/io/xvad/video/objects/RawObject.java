package io.xvad.video.objects;

import java.util.List;

/** An object before its class has a name; borders in pixels of the frame, of which they may leave. */
record RawObject(
        double left, double top, double right, double bottom, double score, int classId, List<Keypoint> keypoints) {

    /** From borders in pixels of the network's image. */
    static RawObject ofBorders(
            Placement placement,
            double left,
            double top,
            double right,
            double bottom,
            double score,
            int classId,
            List<Keypoint> keypoints) {
        return new RawObject(
                placement.x(left),
                placement.y(top),
                placement.x(right),
                placement.y(bottom),
                score,
                classId,
                keypoints);
    }

    /** From its middle and size in pixels of the network's image. */
    static RawObject ofMiddle(
            Placement placement,
            double x,
            double y,
            double width,
            double height,
            double score,
            int classId,
            List<Keypoint> keypoints) {
        return ofBorders(
                placement, x - width / 2, y - height / 2, x + width / 2, y + height / 2, score, classId, keypoints);
    }

    DetectedObject named(ClassNames names) {
        return new DetectedObject(left, top, right, bottom, score, classId, names.of(classId), keypoints);
    }
}
