package io.xvad.video.objects;

import io.xvad.core.engine.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * RT-DETR (Zhao et al. 2024) and D-FINE (Peng et al. 2025): either with the size of the frame as second input, giving labels, borders in
 * pixels of the frame and scores; or giving logits, whose sigmoid is the score of each class, and the middle and size of each box in
 * shares of the image. The image is RGB in [0, 1], drawn out. Neither needs non-maximum suppression.
 */
final class DetrForm implements ExportForm {

    private static final String LOGITS = "logits";
    private static final List<String> BOXES = List.of("pred_boxes", "boxes");

    /** Classes of the first DETR on COCO, of which the last is "no object": they need a softmax. */
    private static final int WITH_NO_OBJECT = 92;

    @Override
    public String looks() {
        return "RT-DETR or D-FINE: " + NetworkProbe.SIZES
                + " as second input and labels (1, N), boxes (1, N, 4), scores (1, N);"
                + " or logits (1, N, C) and pred_boxes (1, N, 4)";
    }

    @Override
    public Optional<Decoding> recognise(NetworkProbe probe) {
        return finished(probe).or(() -> queries(probe));
    }

    private static Optional<Decoding> finished(NetworkProbe probe) {
        boolean fits = probe.signature().inputs().containsKey(NetworkProbe.SIZES)
                && probe.output("labels", 2).isPresent()
                && probe.output("boxes", 3).isPresent()
                && probe.output("scores", 2).isPresent();
        return fits
                ? Optional.of(new Decoding(
                        "RT-DETR or D-FINE with the size of the frame",
                        ImageInput.stretched(probe.shape(), 1),
                        YoloClasses.of(probe, 0),
                        true,
                        DetrForm::readFinished))
                : Optional.empty();
    }

    private static List<RawObject> readFinished(Map<String, Tensor> outputs, Placement placement, double confidence) {
        float[] labels = Numbers.of(outputs, "labels");
        float[] boxes = Numbers.of(outputs, "boxes");
        float[] scores = Numbers.of(outputs, "scores");
        List<RawObject> objects = new ArrayList<>();
        for (int i = 0; i < scores.length; i++) {
            if (scores[i] >= confidence) {
                objects.add(new RawObject(
                        boxes[4 * i],
                        boxes[4 * i + 1],
                        boxes[4 * i + 2],
                        boxes[4 * i + 3],
                        scores[i],
                        Math.round(labels[i]),
                        List.of()));
            }
        }
        return objects;
    }

    private static Optional<Decoding> queries(NetworkProbe probe) {
        return probe.output(LOGITS, 3)
                .filter(logits -> logits.size(2) != WITH_NO_OBJECT)
                .flatMap(logits -> BOXES.stream()
                        .filter(name -> probe.output(name, 3)
                                .filter(boxes -> boxes.size(2) == 4 && boxes.size(1) == logits.size(1))
                                .isPresent())
                        .findFirst()
                        .map(name -> new Decoding(
                                "RT-DETR or D-FINE, logits",
                                ImageInput.stretched(probe.shape(), 1),
                                YoloClasses.of(probe, logits.size(2)),
                                true,
                                (outputs, placement, confidence) ->
                                        readQueries(name, outputs, placement, confidence))));
    }

    /** Each query and class whose score is high enough is an object of its own, as their authors have it. */
    private static List<RawObject> readQueries(
            String name, Map<String, Tensor> outputs, Placement placement, double confidence) {
        Tensor logits = Objects.requireNonNull(outputs.get(LOGITS));
        float[] values = logits.toArray();
        float[] boxes = Objects.requireNonNull(outputs.get(name)).toArray();
        int classes = logits.size(2);
        List<RawObject> objects = new ArrayList<>();
        for (int at = 0; at < values.length; at++) {
            double score = 1 / (1 + Math.exp(-values[at]));
            if (score >= confidence) {
                int box = 4 * (at / classes);
                objects.add(RawObject.ofMiddle(
                        placement,
                        boxes[box] * (double) placement.width(),
                        boxes[box + 1] * (double) placement.height(),
                        boxes[box + 2] * (double) placement.width(),
                        boxes[box + 3] * (double) placement.height(),
                        score,
                        at % classes,
                        List.of()));
            }
        }
        return objects;
    }
}
