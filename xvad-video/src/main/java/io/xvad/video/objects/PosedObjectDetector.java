package io.xvad.video.objects;

import io.xvad.core.Image;
import java.util.List;

/** Finds objects by one network and their keypoints by another. */
record PosedObjectDetector(ObjectDetector detector, PoseEstimator pose) implements ObjectDetector {

    private static final String PERSON = "person";

    @Override
    public List<DetectedObject> detect(Image image) {
        boolean named = classNames().contains(PERSON);
        return detector.detect(image).stream()
                .map(object -> named && !object.className().equals(PERSON) ? object : pose.posed(object, image))
                .toList();
    }

    @Override
    public List<String> classNames() {
        return detector.classNames();
    }

    @Override
    public String form() {
        return detector.form() + ", with " + pose.form();
    }

    @Override
    public void close() {
        detector.close();
        pose.close();
    }
}
