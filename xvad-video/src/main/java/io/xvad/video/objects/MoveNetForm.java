package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * MoveNet multipose (Google, model card of 2021): for each of six persons 17 keypoints (y, x, score), then the box (top, left, bottom, right)
 * and its score, all in shares of the image, which is RGB in [0, 255].
 */
final class MoveNetForm implements ExportForm {

    private static final int KEYPOINTS = 17;
    private static final int BOX = 3 * KEYPOINTS;
    private static final int LENGTH = BOX + 5;

    @Override
    public String looks() {
        return "MoveNet multipose: an image (1, H, W, 3), one output (1, 6, 56)";
    }

    @Override
    public Optional<Decoding> recognise(NetworkProbe probe) {
        List<String> rows = probe.ofRank(3);
        if (probe.shape().channelsFirst() || rows.size() != 1 || probe.outputs().size() != 1) {
            return Optional.empty();
        }
        String name = rows.get(0);
        return probe.output(name, 3)
                .filter(tensor -> tensor.size(2) == LENGTH)
                .map(tensor -> new Decoding(
                        "MoveNet multipose",
                        ImageInput.blackAround(probe.shape()),
                        ClassNames.numbered(List.of("person")),
                        true,
                        (outputs, placement, confidence) -> read(name, outputs, placement, confidence)));
    }

    private static List<RawObject> read(
            String name, Map<String, Tensor> outputs, Placement placement, double confidence) {
        float[] values = Objects.requireNonNull(outputs.get(name)).toArray();
        List<RawObject> persons = new ArrayList<>();
        for (int at = 0; at < values.length; at += LENGTH) {
            if (values[at + BOX + 4] >= confidence) {
                persons.add(person(values, at, placement));
            }
        }
        return persons;
    }

    private static RawObject person(float[] values, int at, Placement placement) {
        List<Keypoint> points = new ArrayList<>();
        for (int i = at; i < at + BOX; i += 3) {
            points.add(new Keypoint(
                    placement.x(values[i + 1] * (double) placement.width()),
                    placement.y(values[i] * (double) placement.height()),
                    values[i + 2]));
        }
        int box = at + BOX;
        return RawObject.ofBorders(
                placement,
                values[box + 1] * (double) placement.width(),
                values[box] * (double) placement.height(),
                values[box + 3] * (double) placement.width(),
                values[box + 2] * (double) placement.height(),
                values[box + 4],
                0,
                points);
    }
}
