package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** YOLOv6 and YOLOv7 with non-maximum suppression inside, as TensorRT's plug-in gives it: borders in pixels of the network's image. */
final class CountedForm implements ExportForm {

    private static final String COUNT = "num_dets";
    private static final String BOXES = "det_boxes";
    private static final String SCORES = "det_scores";
    private static final String CLASSES = "det_classes";

    @Override
    public String looks() {
        return "YOLO with non-maximum suppression: " + COUNT + ", " + BOXES + " (1, N, 4), " + SCORES + " (1, N), "
                + CLASSES;
    }

    @Override
    public Optional<Decoding> recognise(NetworkProbe probe) {
        boolean fits = probe.outputs().containsKey(COUNT)
                && probe.output(BOXES, 3).isPresent()
                && probe.output(SCORES, 2).isPresent()
                && probe.output(CLASSES, 2).isPresent();
        return fits
                ? Optional.of(new Decoding(
                        "YOLO with non-maximum suppression",
                        ImageInput.yolo(probe.shape()),
                        YoloClasses.of(probe, 0),
                        true,
                        CountedForm::read))
                : Optional.empty();
    }

    private static List<RawObject> read(Map<String, Tensor> outputs, Placement placement, double confidence) {
        float[] boxes = Numbers.of(outputs, BOXES);
        float[] scores = Numbers.of(outputs, SCORES);
        float[] classes = Numbers.of(outputs, CLASSES);
        int count = Math.min(scores.length, Math.round(Numbers.of(outputs, COUNT)[0]));
        List<RawObject> objects = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (scores[i] >= confidence) {
                objects.add(RawObject.ofBorders(
                        placement,
                        boxes[4 * i],
                        boxes[4 * i + 1],
                        boxes[4 * i + 2],
                        boxes[4 * i + 3],
                        scores[i],
                        Math.round(classes[i]),
                        List.of()));
            }
        }
        return objects;
    }
}
