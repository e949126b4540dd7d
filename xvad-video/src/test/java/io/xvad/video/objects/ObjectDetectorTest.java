package io.xvad.video.objects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.XvadModelException;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against the decoding of tools/object-exports/make.py, seed 27, numpy 2.4.6, torch 2.15.0, onnxruntime 1.32.0. */
class ObjectDetectorTest {

    private static final int BEFORE_KEYPOINTS = 6;

    static Path file(String name) {
        try {
            return Path.of(Objects.requireNonNull(ObjectDetectorTest.class.getResource("/objects/" + name))
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    static Image frame() {
        return ImageReader.withDefaults().read(file("frame.png"));
    }

    private static List<double[]> golden(String name) throws IOException {
        return Objects.requireNonNull(new ObjectMapper()
                .readValue(file("goldens.json").toFile(), new TypeReference<Map<String, List<double[]>>>() {})
                .get(name));
    }

    private static double[] row(DetectedObject object) {
        double[] row = new double[BEFORE_KEYPOINTS + 3 * object.keypoints().size()];
        double[] box = {object.left(), object.top(), object.right(), object.bottom(), object.score(), object.classId()};
        System.arraycopy(box, 0, row, 0, box.length);
        for (int i = 0; i < object.keypoints().size(); i++) {
            Keypoint point = object.keypoints().get(i);
            row[BEFORE_KEYPOINTS + 3 * i] = point.x();
            row[BEFORE_KEYPOINTS + 3 * i + 1] = point.y();
            row[BEFORE_KEYPOINTS + 3 * i + 2] = point.score();
        }
        return row;
    }

    private static void assertAlike(List<DetectedObject> found, List<double[]> wanted) {
        assertThat(found).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.size(); i++) {
            assertThat(row(found.get(i))).as("object %d", i).containsExactly(wanted.get(i), within(1e-4));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "yolox, 'YOLOX, raw'",
        "yolox-decoded, YOLOX",
        "yolov5, 'YOLOv5 or v7, raw'",
        "yolov6, 'YOLOv6, raw'",
        "yolov8, 'YOLOv8 or later, raw'",
        "yolov8-half, 'YOLOv8 or later, raw'",
        "yolov8-transposed, 'YOLOv8 or later, raw'",
        "yolov8-seg, 'YOLOv8 or later, raw'",
        "yolo-pose, 'YOLO-pose, raw'",
        "yolov10, YOLO with non-maximum suppression",
        "yolo-pose-nms, YOLO with non-maximum suppression",
        "yolov7-end2end, 'YOLOv7, end to end'",
        "yolov6-end2end, YOLO with non-maximum suppression",
        "rtdetr, RT-DETR or D-FINE with the size of the frame",
        "rtdetr-logits, 'RT-DETR or D-FINE, logits'",
        "rtdetr-ultralytics, RT-DETR by Ultralytics",
        "ssd, TensorFlow object detection",
        "movenet, MoveNet multipose"
    })
    void exportsAreRecognisedAndDecodedAsTheirAuthorsDo(String name, String form) throws IOException {
        try (ObjectDetector detector = ObjectDetector.open(file(name + ".onnx"))) {
            assertThat(detector.form()).isEqualTo(form);
            assertAlike(detector.detect(frame()), golden(name));
        }
    }

    @Test
    void keypointsAreFoundInBoxesOfAnotherNetwork() throws IOException {
        try (PoseEstimator pose = PoseEstimator.open(file("rtmpose.onnx"), ObjectSettings.defaults());
                ObjectDetector detector = ObjectDetector.open(file("yolox.onnx"))) {
            List<DetectedObject> posed = detector.detect(frame()).stream()
                    .limit(4)
                    .map(object -> pose.posed(object, frame()))
                    .toList();
            assertAlike(posed, golden("rtmpose"));
        }
    }

    @Test
    void theOtherNetworkLooksAtPersons() {
        try (ObjectDetector detector = ObjectDetector.open(file("yolov8.onnx"))
                .posed(PoseEstimator.open(file("rtmpose.onnx"), ObjectSettings.defaults()))) {
            assertThat(detector.form()).endsWith("with RTMPose");
            assertThat(detector.detect(frame())).isNotEmpty().allSatisfy(object -> assertThat(object.keypoints())
                    .hasSize(object.className().equals("person") ? 5 : 0));
        }
    }

    @Test
    void namesOfClassesAreThoseOfTheFileOrOfTheUserOrOfCoco() throws IOException {
        Image frame = frame();
        try (ObjectDetector named = ObjectDetector.open(file("yolov8.onnx"));
                ObjectDetector list = ObjectDetector.open(file("yolov5.onnx"));
                ObjectDetector coco = ObjectDetector.open(file("ssd.onnx"));
                ObjectDetector numbers = ObjectDetector.open(file("yolox.onnx"));
                ObjectDetector given = ObjectDetector.open(
                        file("yolox.onnx"), ObjectSettings.defaults().withClassNames(List.of("a", "b", "c")))) {
            assertThat(names(named, frame)).isSubsetOf("person", "it's", "cart").contains("it's");
            assertThat(names(list, frame)).isSubsetOf("person", "it's", "cart").contains("it's");
            assertThat(names(numbers, frame)).isSubsetOf("class 0", "class 1", "class 2");
            assertThat(names(given, frame)).isSubsetOf("a", "b", "c");
            assertThat(named.classNames()).containsExactly("person", "it's", "cart");
            assertThat(numbers.classNames()).isEmpty();
            assertThat(coco.classNames()).hasSize(80).startsWith("person").endsWith("toothbrush");
            assertThat(coco.detect(frame)).allSatisfy(object -> assertThat(object.className())
                    .isEqualTo(ClassNames.COCO_NUMBERS.of(object.classId())));
        }
        assertThat(ClassNames.COCO.of(0)).isEqualTo("person");
        assertThat(ClassNames.COCO.of(79)).isEqualTo("toothbrush");
        assertThat(ClassNames.COCO_NUMBERS.of(90)).isEqualTo("toothbrush");
        assertThat(ClassNames.COCO.known()).hasSize(80);
    }

    private static List<String> names(ObjectDetector detector, Image frame) {
        return detector.detect(frame).stream().map(DetectedObject::className).toList();
    }

    @Test
    void onlyWhatIsWantedIsKept() {
        ObjectSettings settings = ObjectSettings.defaults().withConfidence(0.5);
        try (ObjectDetector all = ObjectDetector.open(file("yolov8.onnx"), settings);
                ObjectDetector carts = ObjectDetector.open(file("yolov8.onnx"), settings.withClasses(Set.of("cart")));
                ObjectDetector second = ObjectDetector.open(file("yolov8.onnx"), settings.withClasses(Set.of("2")))) {
            List<DetectedObject> wanted = all.detect(frame()).stream()
                    .filter(object -> object.classId() == 2)
                    .toList();
            assertThat(wanted).isNotEmpty();
            assertThat(carts.detect(frame())).isEqualTo(wanted);
            assertThat(second.detect(frame())).isEqualTo(wanted);
            assertThat(all.detect(frame()))
                    .allSatisfy(object -> assertThat(object.score()).isGreaterThanOrEqualTo(0.5));
        }
        assertThatThrownBy(() -> ObjectDetector.open(file("yolov8.onnx"), settings.withClasses(Set.of("kart"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("kart")
                .hasMessageContaining("cart");
    }

    @Test
    void aGreyFrameIsOneOfThreeLikeChannels() {
        float[] grey = new float[45 * 50];
        float[] colour = new float[3 * grey.length];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (i * 7 % 256) / 255f;
            for (int c = 0; c < 3; c++) {
                colour[c * grey.length + i] = grey[i];
            }
        }
        try (ObjectDetector detector = ObjectDetector.open(file("yolox.onnx"))) {
            assertThat(detector.detect(Image.of("grey", 1, 45, 50, grey)))
                    .isEqualTo(detector.detect(Image.of("colour", 3, 45, 50, colour)));
        }
    }

    @Test
    void severalThreadsFindTheSame() throws Exception {
        Image frame = frame();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (ObjectDetector detector = ObjectDetector.open(file("yolox.onnx"))) {
            List<DetectedObject> alone = detector.detect(frame);
            List<Future<List<DetectedObject>>> others = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                others.add(threads.submit(() -> detector.detect(frame)));
            }
            for (Future<List<DetectedObject>> other : others) {
                assertThat(other.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aClosedDetectorSaysSo() {
        ObjectDetector detector = ObjectDetector.open(file("yolox.onnx"));
        detector.close();
        detector.close();
        assertThatThrownBy(() -> detector.detect(frame())).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void anUnknownExportIsListedWithTheFormsThatAreKnown() {
        assertThatThrownBy(() -> ObjectDetector.open(file("classifier.onnx")))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("images")
                .hasMessageContaining("float32 [1, 3, 32, 64]")
                .hasMessageContaining("probabilities")
                .hasMessageContaining("YOLOX")
                .hasMessageContaining("MoveNet")
                .hasMessageContaining("orig_target_sizes");
        assertThatThrownBy(() -> PoseEstimator.open(file("yolox.onnx"), ObjectSettings.defaults()))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("simcc_x");
        assertThatThrownBy(() -> ObjectDetector.open(file("rtmpose.onnx")))
                .isInstanceOf(XvadModelException.class)
                .hasMessageContaining("RTMPose finds keypoints in the boxes of another network");
        assertThatThrownBy(() -> ObjectDetector.open(Path.of("none.onnx")))
                .isInstanceOf(XvadDataException.class)
                .hasMessageContaining("none.onnx");
        assertThatThrownBy(() -> ObjectDetector.open(new byte[] {1, 2, 3}, ObjectSettings.defaults()))
                .isInstanceOf(XvadModelException.class);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
    void settingsAreChecked(double share) {
        assertThatThrownBy(() -> ObjectSettings.defaults().withConfidence(share))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ObjectSettings.defaults().withOverlap(share))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
