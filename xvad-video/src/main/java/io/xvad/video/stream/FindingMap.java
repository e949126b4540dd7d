package io.xvad.video.stream;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Box;
import io.xvad.core.Image;
import io.xvad.core.stream.Finding;
import java.util.List;

/** Paints findings as an anomaly map: the score of each in its box, the highest where boxes overlap, 0 elsewhere. */
public final class FindingMap {

    private FindingMap() {}

    /** A map with the height and width of an image. */
    public static AnomalyMap of(List<Finding> findings, Image image) {
        float[] values = new float[image.height() * image.width()];
        for (Finding finding : findings) {
            Box box = finding.box();
            for (int y = box.y(); y < box.y() + box.height(); y++) {
                for (int x = box.x(); x < box.x() + box.width(); x++) {
                    int at = y * image.width() + x;
                    values[at] = Math.max(values[at], (float) finding.score());
                }
            }
        }
        return AnomalyMap.of(image.height(), image.width(), values);
    }
}
