package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layout of TensorFlow's object detection API, of SSD among others: boxes (top, left, bottom, right) in shares of the image, classes
 * counted from 1, non-maximum suppression inside. The image is RGB in [0, 255], and the graph resizes it itself, or is drawn out to the
 * size it has. Unless it says how many classes there are, they are COCO's.
 */
final class TensorFlowForm implements ExportForm {

    private static final String BOXES = "detection_boxes";
    private static final String CLASSES = "detection_classes";
    private static final String SCORES = "detection_scores";
    private static final String COUNT = "num_detections";
    private static final List<String> ALL_SCORES = List.of("raw_detection_scores", "detection_multiclass_scores");

    /** COCO's numbers and the background. */
    private static final int COCO = 91;

    @Override
    public String looks() {
        return "TensorFlow object detection (SSD): an image (1, H, W, 3), " + BOXES + " (1, N, 4), " + CLASSES
                + " (1, N), " + SCORES + " (1, N), and " + COUNT;
    }

    @Override
    public Optional<Decoding> recognise(NetworkProbe probe) {
        boolean fits =
                probe.output(BOXES, 3).filter(boxes -> boxes.size(2) == 4).isPresent()
                        && probe.output(CLASSES, 2).isPresent()
                        && probe.output(SCORES, 2).isPresent();
        return fits
                ? Optional.of(new Decoding(
                        "TensorFlow object detection",
                        ImageInput.stretched(probe.shape(), probe.shape().whole() ? 255 : 1),
                        classes(probe),
                        true,
                        TensorFlowForm::read))
                : Optional.empty();
    }

    private static ClassNames classes(NetworkProbe probe) {
        boolean other = ALL_SCORES.stream()
                .flatMap(name -> probe.output(name, 3).stream())
                .anyMatch(scores -> scores.size(2) != COCO && scores.size(2) != COCO - 1);
        return other ? new ClassNames(Map.of()) : ClassNames.COCO_NUMBERS;
    }

    private static List<RawObject> read(Map<String, Tensor> outputs, Placement placement, double confidence) {
        float[] boxes = Numbers.of(outputs, BOXES);
        float[] classes = Numbers.of(outputs, CLASSES);
        float[] scores = Numbers.of(outputs, SCORES);
        int count = outputs.containsKey(COUNT)
                ? Math.min(scores.length, Math.round(Numbers.of(outputs, COUNT)[0]))
                : scores.length;
        List<RawObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (scores[i] >= confidence) {
                objects.add(RawObject.ofBorders(
                        placement,
                        boxes[4 * i + 1] * (double) placement.width(),
                        boxes[4 * i] * (double) placement.height(),
                        boxes[4 * i + 3] * (double) placement.width(),
                        boxes[4 * i + 2] * (double) placement.height(),
                        scores[i],
                        Math.round(classes[i]),
                        List.of()));
            }
        }
        return objects;
    }
}
