package io.xvad.video.objects;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Finds objects in an image: boxes, classes, scores, and keypoints if the network gives them. Thread-safe; close it to free native memory.
 *
 * <pre>{@code
 * try (ObjectDetector detector = ObjectDetector.open(Path.of("yolox_nano.onnx")).tiled(TileGrid.count(2, 0.5))) {
 *     detector.detect(image).forEach(object -> System.out.println(object.className() + " " + object.score()));
 * }
 * }</pre>
 *
 * <p>What an ONNX export takes and gives is recognised from its inputs, outputs and metadata, and by running it once on a grey image:
 *
 * <ul>
 *   <li>YOLOX, raw (Ge et al. 2021): the frame in the upper left, BGR in [0, 255]
 *   <li>YOLOv5 to v9 and v11, raw, rows or columns, with or without objectness and masks; YOLO-pose
 *   <li>YOLOv10 and any YOLO with non-maximum suppression inside: (1, N, 6 + 3 K), YOLOv7's (N, 7), {@code num_dets, det_boxes, …}
 *   <li>the layout of TensorFlow's object detection: {@code detection_boxes, detection_classes, detection_scores}
 *   <li>RT-DETR and D-FINE: with {@code orig_target_sizes}, or {@code logits} and {@code pred_boxes}
 *   <li>MoveNet multipose: (1, 6, 56)
 * </ul>
 *
 * <p>RTMPose finds keypoints in boxes of another network: {@link #posed}.
 */
public interface ObjectDetector extends AutoCloseable {

    /**
     * Opens an export with {@linkplain ObjectSettings#defaults the default settings}.
     *
     * @throws XvadDataException if the file cannot be read
     * @throws io.xvad.core.XvadModelException if it is of no known form; the message lists what was found and the forms that are known
     * @throws io.xvad.core.XvadUnavailableException if no engine can run it here
     */
    static ObjectDetector open(Path onnx) {
        return open(onnx, ObjectSettings.defaults());
    }

    /**
     * Opens an export.
     *
     * @throws XvadDataException if the file cannot be read
     * @throws io.xvad.core.XvadModelException if it is of no known form; the message lists what was found and the forms that are known
     * @throws io.xvad.core.XvadUnavailableException if no engine can run it here
     * @throws IllegalArgumentException if the settings name a class that it does not have
     */
    static ObjectDetector open(Path onnx, ObjectSettings settings) {
        try {
            return open(Files.readAllBytes(onnx), settings);
        } catch (IOException e) {
            throw new XvadDataException("cannot read the object detector " + onnx + ": " + e, e);
        }
    }

    /**
     * Opens the bytes of an export.
     *
     * @throws io.xvad.core.XvadModelException if it is of no known form; the message lists what was found and the forms that are known
     * @throws io.xvad.core.XvadUnavailableException if no engine can run it here
     * @throws IllegalArgumentException if the settings name a class that it does not have
     */
    static ObjectDetector open(byte[] onnx, ObjectSettings settings) {
        return NetworkObjectDetector.open(onnx, settings);
    }

    /**
     * The objects in an image, grey or RGB, the surest first.
     *
     * @throws IllegalStateException if it is closed
     */
    List<DetectedObject> detect(Image image);

    /** What export it was recognised as, in a few words. */
    String form();

    /** What its classes are called, in the order of their numbers; empty if only numbers are known. */
    List<String> classNames();

    /** A detector that looks at overlapping tiles of the image, for objects that are small in it; closing it closes this one. */
    default ObjectDetector tiled(TileGrid tiles) {
        return new TiledObjectDetector(this, tiles);
    }

    /**
     * A detector that also finds the keypoints of persons, or of all objects if it has no class of that name; closing it closes this one and
     * {@code pose}.
     */
    default ObjectDetector posed(PoseEstimator pose) {
        return new PosedObjectDetector(this, pose);
    }

    @Override
    void close();
}
