package io.xvad.video.objects;

import java.util.ArrayList;
import java.util.List;

/**
 * How the keypoints of an object follow its box: x and y in pixels of the network's image, and mostly a score.
 *
 * @param numbers how many numbers there are in a row
 * @param each numbers of one keypoint, 2 or 3
 */
record KeypointLayout(int numbers, int each) {

    static final KeypointLayout NONE = new KeypointLayout(0, 3);

    /** As the metadata says, or three numbers for each. */
    static KeypointLayout of(NetworkProbe probe, int numbers) {
        List<Integer> shape = ExportMetadata.numbers(probe.signature(), "kpt_shape");
        return new KeypointLayout(numbers, shape.size() == 2 ? shape.get(1) : 3);
    }

    boolean fits() {
        return numbers >= 0 && (each == 2 || each == 3) && numbers % each == 0;
    }

    List<Keypoint> read(float[] values, int from, int step, Placement placement) {
        List<Keypoint> points = new ArrayList<>();
        for (int i = 0; i < numbers; i += each) {
            int at = from + i * step;
            double score = each == 3 ? values[at + 2 * step] : 1;
            points.add(new Keypoint(placement.x(values[at]), placement.y(values[at + step]), score));
        }
        return points;
    }
}
