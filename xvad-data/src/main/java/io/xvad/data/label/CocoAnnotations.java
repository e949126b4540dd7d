package io.xvad.data.label;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskSource;
import java.awt.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Masks from a COCO file of instances (Lin et al. 2014): polygons, run lengths as numbers or as text, and of an annotation
 * without a segmentation its box. All categories are anomalous but those named background, normal, good or ok. Images are
 * found by {@code file_name}. Immutable and thread-safe.
 */
public final class CocoAnnotations implements MaskSource {

    private final ImageNames<AnnotatedImage> images;

    private CocoAnnotations(ImageNames<AnnotatedImage> images) {
        this.images = images;
    }

    /**
     * Reads the whole file.
     *
     * @throws XvadDataException naming the file and the line, if it is none or breaks COCO's rules
     */
    public static CocoAnnotations read(Path file) {
        return new Reading(file).read();
    }

    @Override
    public Optional<Mask> maskOf(Path image, int height, int width) {
        return images.get(image).map(one -> one.mask(image, height, width));
    }

    private record Annotation(String image, String category, int line, Marking marking) {}

    private static final class Reading {

        private final Path file;
        private final Map<String, AnnotatedImage> byId = new LinkedHashMap<>();
        private final Map<String, String> categories = new HashMap<>();
        private final List<Annotation> annotations = new ArrayList<>();
        private boolean whole;

        private Reading(Path file) {
            this.file = file;
        }

        private CocoAnnotations read() {
            AnnotationJson.read(file, json -> name -> {
                switch (name) {
                    case "images" -> json.list(() -> image(json));
                    case "categories" -> json.list(() -> category(json));
                    case "annotations" -> {
                        whole = true;
                        json.list(() -> annotation(json));
                    }
                    default -> json.skip();
                }
            });
            if (byId.isEmpty() || !whole) {
                throw new XvadDataException(file + ": a COCO file has the lists 'images' and 'annotations'");
            }
            annotations.forEach(this::add);
            ImageNames<AnnotatedImage> names = new ImageNames<>(file);
            byId.values().forEach(image -> names.put(image.name(), image));
            return new CocoAnnotations(names);
        }

        private void add(Annotation annotation) {
            AnnotatedImage image = byId.get(annotation.image);
            if (image == null) {
                throw new XvadDataException(file + ": line " + annotation.line + ": image_id " + annotation.image
                        + " is not among the images");
            }
            if (Labels.anomalous(categories.getOrDefault(annotation.category, ""))) {
                image.markings().add(annotation.marking);
            }
        }

        private void image(AnnotationJson json) throws IOException {
            String[] texts = {"", ""};
            int[] sides = {0, 0};
            json.object(name -> {
                switch (name) {
                    case "id" -> texts[0] = json.text();
                    case "file_name" -> texts[1] = json.text();
                    case "height" -> sides[0] = json.whole();
                    case "width" -> sides[1] = json.whole();
                    default -> json.skip();
                }
            });
            if (texts[0].isEmpty() || texts[1].isEmpty()) {
                throw json.wrong("an image has an id and a file_name");
            }
            if (byId.put(texts[0], new AnnotatedImage(file, texts[1], sides[0], sides[1])) != null) {
                throw json.wrong("two images have the id " + texts[0]);
            }
        }

        private void category(AnnotationJson json) throws IOException {
            String[] texts = {"", ""};
            json.object(name -> {
                switch (name) {
                    case "id" -> texts[0] = json.text();
                    case "name" -> texts[1] = json.text();
                    default -> json.skip();
                }
            });
            categories.put(texts[0], texts[1]);
        }

        private void annotation(AnnotationJson json) throws IOException {
            int line = json.line();
            String[] texts = {"", ""};
            List<Marking> segments = new ArrayList<>();
            List<Marking> boxes = new ArrayList<>();
            json.object(name -> {
                switch (name) {
                    case "image_id" -> texts[0] = json.text();
                    case "category_id" -> texts[1] = json.text();
                    case "segmentation" -> segments.addAll(segmentation(json));
                    case "bbox" -> boxes.addAll(box(json));
                    default -> json.skip();
                }
            });
            List<Marking> markings = segments.isEmpty() ? boxes : segments;
            if (markings.isEmpty()) {
                throw json.wrong("the annotation that begins in line " + line + " has no segmentation and no bbox");
            }
            markings.forEach(marking -> annotations.add(new Annotation(texts[0], texts[1], line, marking)));
        }

        private static List<Marking> box(AnnotationJson json) throws IOException {
            if (json.isNull()) {
                return List.of();
            }
            double[] box = json.numbers();
            if (box.length == 0) {
                return List.of();
            }
            if (box.length != 4) {
                throw json.wrong("a bbox is x, y, width and height, got " + box.length + " numbers");
            }
            Shape shape = json.made(() -> Outlines.box(box[0], box[1], box[0] + box[2], box[1] + box[3]));
            return List.of(canvas -> canvas.fill(shape));
        }

        private static List<Marking> segmentation(AnnotationJson json) throws IOException {
            List<Marking> markings = new ArrayList<>();
            if (json.isObject()) {
                markings.add(runs(json));
            } else if (!json.isNull()) {
                json.list(() -> {
                    double[] points = json.numbers();
                    Shape polygon = json.made(() -> Outlines.polygon(points));
                    markings.add(canvas -> canvas.fill(polygon));
                });
            }
            return markings;
        }

        private static Marking runs(AnnotationJson json) throws IOException {
            double[][] numbers = {{}, {}};
            String[] text = {""};
            json.object(name -> {
                if (name.equals("size")) {
                    numbers[0] = json.numbers();
                } else if (name.equals("counts") && json.isList()) {
                    numbers[1] = json.numbers();
                } else if (name.equals("counts")) {
                    text[0] = json.text();
                } else {
                    json.skip();
                }
            });
            if (numbers[0].length != 2) {
                throw json.wrong("run lengths have a size of height and width, got " + numbers[0].length + " numbers");
            }
            return json.made(() -> {
                long[] counts = text[0].isEmpty() ? RunLengths.of(numbers[1]) : RunLengths.decoded(text[0]);
                return RunLengths.byColumn(counts, (int) numbers[0][0], (int) numbers[0][1]);
            });
        }
    }
}
