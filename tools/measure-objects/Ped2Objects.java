import com.sun.management.OperatingSystemMXBean;
import io.xvad.core.Image;
import io.xvad.core.stream.Frame;
import io.xvad.data.image.ImageReader;
import io.xvad.video.flow.FlowField;
import io.xvad.video.flow.OpticalFlow;
import io.xvad.video.objects.CarriedObjects;
import io.xvad.video.objects.DetectedObject;
import io.xvad.video.objects.ObjectDetector;
import io.xvad.video.objects.ObjectSettings;
import io.xvad.video.objects.TileGrid;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Measures an object detector on UCSD Ped2: how many true anomalies (connected parts of the masks) its boxes find with tiles, what a frame
 * costs, and what the fastest box is worth as a score. See README.md.
 */
class Ped2Objects {

    private static final ImageReader READER = ImageReader.withDefaults();

    /** UCSD's own list of anomalous frames, 1-based and inclusive. */
    private static final Map<String, int[]> ANOMALOUS = new TreeMap<>(Map.of(
            "01", new int[] {61, 180}, "02", new int[] {95, 180}, "03", new int[] {1, 146},
            "04", new int[] {31, 180}, "09", new int[] {1, 120}, "10", new int[] {1, 150}));

    private record Tiling(String name, TileGrid tiles) {}

    private static final List<Tiling> TILINGS = List.of(
            new Tiling("1", TileGrid.count(1, 0)),
            new Tiling("2, overlap 1/2", TileGrid.count(2, 0.5)),
            new Tiling("6, overlap 1/4", TileGrid.count(6, 0.25)),
            new Tiling("6, overlap 1/2", TileGrid.count(6, 0.5)));

    public static void main(String[] args) throws IOException {
        Path data = Path.of(args[1]);
        Path onnx = Path.of(args[2]);
        switch (args[0]) {
            case "recall" -> recall(data, onnx);
            case "speed" -> speed(data, onnx);
            case "sketch" -> sketch(data, onnx, Integer.parseInt(args[3]), Double.parseDouble(args[4]), Integer.parseInt(args[5]));
            default -> throw new IllegalArgumentException("recall, speed or sketch, got " + args[0]);
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    // ------------------------------------------------------------------------------------------------------------- recall

    /** A connected part of a mask. */
    private record Part(int left, int top, int right, int bottom, List<int[]> pixels) {

        boolean foundBy(DetectedObject box) {
            long in = pixels.stream()
                    .filter(p -> p[0] >= box.left() && p[0] < box.right() && p[1] >= box.top() && p[1] < box.bottom())
                    .count();
            DetectedObject own = new DetectedObject(left, top, right, bottom, 1, 0, "", List.of());
            return in >= pixels.size() / 2.0 && own.overlap(box) >= 0.2;
        }
    }

    private static List<Part> parts(Image mask) {
        boolean[] seen = new boolean[mask.height() * mask.width()];
        List<Part> parts = new ArrayList<>();
        for (int i = 0; i < seen.length; i++) {
            if (!seen[i] && mask.at(0, i / mask.width(), i % mask.width()) > 0.5) {
                Part part = part(mask, seen, i);
                if (part.pixels.size() >= 30) {
                    parts.add(part);
                }
            }
        }
        return parts;
    }

    private static Part part(Image mask, boolean[] seen, int first) {
        ArrayDeque<Integer> open = new ArrayDeque<>(List.of(first));
        seen[first] = true;
        List<int[]> pixels = new ArrayList<>();
        int left = mask.width(), top = mask.height(), right = 0, bottom = 0;
        while (!open.isEmpty()) {
            int at = open.pop();
            int x = at % mask.width(), y = at / mask.width();
            pixels.add(new int[] {x, y});
            left = Math.min(left, x);
            top = Math.min(top, y);
            right = Math.max(right, x + 1);
            bottom = Math.max(bottom, y + 1);
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    int nx = x + dx, ny = y + dy;
                    if (nx >= 0 && ny >= 0 && nx < mask.width() && ny < mask.height()
                            && !seen[ny * mask.width() + nx] && mask.at(0, ny, nx) > 0.5) {
                        seen[ny * mask.width() + nx] = true;
                        open.push(ny * mask.width() + nx);
                    }
                }
            }
        }
        return new Part(left, top, right, bottom, pixels);
    }

    private static void recall(Path data, Path onnx) throws IOException {
        double[] confidences = {0.1, 0.25, 0.4};
        try (ObjectDetector network = ObjectDetector.open(onnx, ObjectSettings.defaults().withConfidence(0.1))) {
            System.out.println(network.form());
            for (Tiling tiling : TILINGS) {
                ObjectDetector tiled = network.tiled(tiling.tiles);
                int all = 0, frames = 0, boxes = 0;
                int[] found = new int[confidences.length];
                for (String clip : ANOMALOUS.keySet()) {
                    List<Path> images = files(data.resolve("testing/frames/" + clip));
                    for (int i = 0; i < images.size(); i += 10) {
                        Path mask = mask(data, clip, images.get(i));
                        if (!Files.exists(mask)) {
                            continue;
                        }
                        List<Part> parts = parts(READER.read(mask));
                        List<DetectedObject> objects = tiled.detect(READER.read(images.get(i)));
                        frames++;
                        boxes += (int) objects.stream().filter(o -> o.score() >= 0.25).count();
                        all += parts.size();
                        for (int c = 0; c < confidences.length; c++) {
                            double least = confidences[c];
                            found[c] += (int) parts.stream()
                                    .filter(part -> objects.stream().anyMatch(o -> o.score() >= least && part.foundBy(o)))
                                    .count();
                        }
                    }
                }
                System.out.printf(Locale.ROOT, "tiles %s: of %d parts in %d frames found at confidence %s: %s; %.1f boxes a frame at .25%n",
                        tiling.name, all, frames, Arrays.toString(confidences), Arrays.toString(found), boxes / (double) frames);
            }
        }
    }

    private static Path mask(Path data, String clip, Path image) {
        String name = image.getFileName().toString();
        return data.resolve("testing/masks/" + clip + "/" + name.substring(0, name.lastIndexOf('.')) + ".png");
    }

    // -------------------------------------------------------------------------------------------------------------- speed

    private static void speed(Path data, Path onnx) throws IOException {
        List<Path> paths = files(data.resolve("testing/frames/02")).subList(0, 40);
        List<Image> images = paths.stream().map(READER::read).toList();
        OperatingSystemMXBean system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        for (int threads : new int[] {1, 2}) {
            try (ObjectDetector network = ObjectDetector.open(onnx, ObjectSettings.defaults().withEngine("auto", threads))) {
                for (Tiling tiling : TILINGS) {
                    ObjectDetector tiled = network.tiled(tiling.tiles);
                    images.subList(0, 15).forEach(tiled::detect);
                    long wall = System.nanoTime();
                    long cpu = system.getProcessCpuTime();
                    images.forEach(tiled::detect);
                    double milliseconds = (System.nanoTime() - wall) / 1e6 / images.size();
                    double cpuTime = (system.getProcessCpuTime() - cpu) / 1e6 / images.size();
                    System.out.printf(Locale.ROOT, "threads %d, tiles %s: %.1f frames/s, %.1f ms of processor a frame (load %.1f)%n",
                            threads, tiling.name, 1000 / milliseconds, cpuTime, system.getSystemLoadAverage());
                }
            }
        }
    }

    // ------------------------------------------------------------------------------------------------------------- sketch

    /** For each frame the speed of each box: mean |u| + |v| of the flow to the next frame, in pixels. */
    private static List<double[]> speeds(Path folder, ObjectDetector detector, int step, int every) throws IOException {
        List<Path> paths = files(folder);
        OpticalFlow flow = OpticalFlow.fine();
        CarriedObjects objects = new CarriedObjects(detector, every, 10);
        List<double[]> all = new ArrayList<>();
        for (int i = 0; i < paths.size(); i += step) {
            boolean last = i + 1 == paths.size();
            Image image = READER.read(paths.get(i));
            FlowField field = last ? flow.between(READER.read(paths.get(i - 1)), image) : flow.between(image, READER.read(paths.get(i + 1)));
            all.add(objects.in(new Frame(i, i / 10.0, image)).stream()
                    .flatMap(o -> o.box(image.height(), image.width()).stream())
                    .mapToDouble(box -> {
                        double sum = 0;
                        for (int y = box.y(); y < box.y() + box.height(); y++) {
                            for (int x = box.x(); x < box.x() + box.width(); x++) {
                                int at = y * image.width() + x;
                                sum += Math.abs(field.right()[at]) + Math.abs(field.down()[at]);
                            }
                        }
                        return sum / box.area();
                    })
                    .toArray());
        }
        return all;
    }

    private static void sketch(Path data, Path onnx, int tiles, double overlap, int every) throws IOException {
        try (ObjectDetector detector = ObjectDetector.open(onnx, ObjectSettings.defaults().withEngine("auto", 1)).tiled(TileGrid.count(tiles, overlap))) {
            List<Double> normal = new ArrayList<>();
            for (Path clip : files(data.resolve("training/frames"))) {
                speeds(clip, detector, 5, 1).forEach(boxes -> Arrays.stream(boxes).forEach(normal::add));
            }
            double[] mixture = fitted(normal.stream().mapToDouble(Double::doubleValue).toArray());
            System.out.printf(Locale.ROOT, "%d normal boxes, mixture %s%n", normal.size(), Arrays.toString(mixture));
            List<double[]> fastest = new ArrayList<>();
            List<double[]> unlikely = new ArrayList<>();
            List<boolean[]> truth = new ArrayList<>();
            for (Map.Entry<String, int[]> clip : ANOMALOUS.entrySet()) {
                List<double[]> boxes = speeds(data.resolve("testing/frames/" + clip.getKey()), detector, 1, every);
                fastest.add(boxes.stream().mapToDouble(b -> Arrays.stream(b).max().orElse(0)).toArray());
                unlikely.add(boxes.stream().mapToDouble(b -> Arrays.stream(b).map(s -> surprise(s, mixture)).max().orElse(-5)).toArray());
                boolean[] labels = new boolean[boxes.size()];
                for (int i = 0; i < labels.length; i++) {
                    labels[i] = i + 1 >= clip.getValue()[0] && i + 1 <= clip.getValue()[1];
                }
                truth.add(labels);
            }
            for (Map.Entry<String, List<double[]>> score : Map.of("fastest", fastest, "mixture", unlikely).entrySet()) {
                List<double[]> smooth = score.getValue().stream().map(Ped2Objects::smoothed).toList();
                System.out.printf(Locale.ROOT, "tiles %d, overlap %.2f, every %d, %s: micro frame AUROC %.3f, smoothed (sigma 3) %.3f%n",
                        tiles, overlap, every, score.getKey(), auroc(score.getValue(), truth), auroc(smooth, truth));
            }
        }
    }

    /** Weights, means and variances of two Gaussians, by expectation maximisation. */
    private static double[] fitted(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double[] m = {0.5, 0.5, sorted[values.length / 4], sorted[3 * values.length / 4], variance, variance};
        for (int round = 0; round < 200; round++) {
            double[] sum = new double[2], first = new double[2], second = new double[2];
            for (double v : values) {
                double a = m[0] * density(v, m[2], m[4]), b = m[1] * density(v, m[3], m[5]);
                double share = a / (a + b + 1e-300);
                for (int k = 0; k < 2; k++) {
                    double s = k == 0 ? share : 1 - share;
                    sum[k] += s;
                    first[k] += s * v;
                    second[k] += s * v * v;
                }
            }
            for (int k = 0; k < 2; k++) {
                m[k] = sum[k] / values.length;
                m[2 + k] = first[k] / sum[k];
                m[4 + k] = Math.max(1e-4, second[k] / sum[k] - m[2 + k] * m[2 + k]);
            }
        }
        return m;
    }

    private static double density(double v, double mean, double variance) {
        return Math.exp(-(v - mean) * (v - mean) / (2 * variance)) / Math.sqrt(2 * Math.PI * variance);
    }

    /** Negative log-likelihood, without underflow. */
    private static double surprise(double v, double[] m) {
        double a = Math.log(m[0]) - (v - m[2]) * (v - m[2]) / (2 * m[4]) - Math.log(2 * Math.PI * m[4]) / 2;
        double b = Math.log(m[1]) - (v - m[3]) * (v - m[3]) / (2 * m[5]) - Math.log(2 * Math.PI * m[5]) / 2;
        return -(Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b))));
    }

    private static double[] smoothed(double[] values) {
        double[] out = new double[values.length];
        for (int i = 0; i < out.length; i++) {
            double sum = 0, weights = 0;
            for (int j = Math.max(0, i - 12); j <= Math.min(values.length - 1, i + 12); j++) {
                double w = Math.exp(-(i - j) * (i - j) / 18.0);
                sum += w * values[j];
                weights += w;
            }
            out[i] = sum / weights;
        }
        return out;
    }

    private static double auroc(List<double[]> scores, List<boolean[]> truth) {
        List<Double> yes = new ArrayList<>(), no = new ArrayList<>();
        for (int c = 0; c < scores.size(); c++) {
            for (int i = 0; i < scores.get(c).length; i++) {
                (truth.get(c)[i] ? yes : no).add(scores.get(c)[i]);
            }
        }
        double above = 0;
        for (double a : yes) {
            for (double b : no) {
                above += a > b ? 1 : a == b ? 0.5 : 0;
            }
        }
        return above / yes.size() / no.size();
    }
}
