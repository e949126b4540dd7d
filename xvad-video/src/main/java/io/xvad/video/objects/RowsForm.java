package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A YOLO that gives one row for each object, as YOLOv10, Ultralytics' exports with {@code nms=True} and YOLOv7's end-to-end ones do:
 * borders in pixels of the network's image, score and class, and perhaps keypoints or what belongs to masks, which is passed over. RT-DETR
 * as Ultralytics exports it also has few rows, but each with the scores of all classes, and shares of the image.
 */
final class RowsForm implements ExportForm {

    private static final int BOX = 6;
    private static final int NUMBERED = 7;
    private static final int DETR_ON_COCO = 84;

    @Override
    public String looks() {
        return "YOLO with non-maximum suppression: one output (1, N, 6 + 3 K) or (N, 7); RT-DETR by Ultralytics: (1, N, 4 + C)";
    }

    @Override
    public Optional<Decoding> recognise(NetworkProbe probe) {
        List<String> rows = probe.ofRank(3);
        List<String> numbered = probe.ofRank(2);
        if (rows.size() == 1 && numbered.isEmpty()) {
            return ofRows(probe, rows.get(0));
        }
        return numbered.size() == 1 && rows.isEmpty() ? ofNumbered(probe, numbered.get(0)) : Optional.empty();
    }

    private static Optional<Decoding> ofRows(NetworkProbe probe, String name) {
        int length = Objects.requireNonNull(probe.outputs().get(name)).size(2);
        if (isDetr(probe, length)) {
            return Optional.of(new Decoding(
                    "RT-DETR by Ultralytics",
                    ImageInput.stretched(probe.shape(), 1),
                    YoloClasses.of(probe, length - 4),
                    true,
                    (outputs, placement, confidence) -> readDetr(name, outputs, placement, confidence)));
        }
        KeypointLayout keypoints = KeypointLayout.of(probe, length - BOX - MaskChannels.of(probe));
        return length >= BOX && keypoints.fits()
                ? Optional.of(decoding(probe, name, "YOLO with non-maximum suppression", 0, keypoints))
                : Optional.empty();
    }

    private static boolean isDetr(NetworkProbe probe, int length) {
        int classes = ExportMetadata.names(probe.signature()).size();
        boolean described =
                classes > 0 && length == 4 + classes && ExportMetadata.describes(probe.signature(), "rtdetr");
        return described || classes == 0 && length == DETR_ON_COCO;
    }

    /** YOLOv7's rows begin with the number of the image in the batch, and have the class before the score. */
    private static Optional<Decoding> ofNumbered(NetworkProbe probe, String name) {
        return Objects.requireNonNull(probe.outputs().get(name)).size(1) == NUMBERED
                ? Optional.of(decoding(probe, name, "YOLOv7, end to end", 1, KeypointLayout.NONE))
                : Optional.empty();
    }

    private static Decoding decoding(
            NetworkProbe probe, String name, String form, int first, KeypointLayout keypoints) {
        boolean classBefore = first > 0;
        return new Decoding(
                form,
                ImageInput.yolo(probe.shape()),
                YoloClasses.of(probe, 0),
                true,
                (outputs, placement, confidence) -> {
                    Tensor tensor = Objects.requireNonNull(outputs.get(name));
                    float[] values = tensor.toArray();
                    int length = tensor.size(tensor.rank() - 1);
                    List<RawObject> objects = new ArrayList<>();
                    for (int at = first; at < values.length; at += length) {
                        double score = values[at + (classBefore ? 5 : 4)];
                        if (score >= confidence) {
                            objects.add(RawObject.ofBorders(
                                    placement,
                                    values[at],
                                    values[at + 1],
                                    values[at + 2],
                                    values[at + 3],
                                    score,
                                    Math.round(values[at + (classBefore ? 4 : 5)]),
                                    keypoints.read(values, at + BOX, 1, placement)));
                        }
                    }
                    return objects;
                });
    }

    private static List<RawObject> readDetr(
            String name, Map<String, Tensor> outputs, Placement placement, double confidence) {
        Tensor tensor = Objects.requireNonNull(outputs.get(name));
        float[] values = tensor.toArray();
        int length = tensor.size(2);
        List<RawObject> objects = new ArrayList<>();
        for (int at = 0; at < values.length; at += length) {
            int best = BestClass.of(values, at + 4, 1, length - 4);
            double score = values[at + 4 + best];
            if (score >= confidence) {
                objects.add(RawObject.ofMiddle(
                        placement,
                        values[at] * (double) placement.width(),
                        values[at + 1] * (double) placement.height(),
                        values[at + 2] * (double) placement.width(),
                        values[at + 3] * (double) placement.height(),
                        score,
                        best,
                        List.of()));
            }
        }
        return objects;
    }
}
