package io.xvad.data.label;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.ImageReader;
import io.xvad.data.map.MaskSource;
import java.awt.Shape;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Optional;

/**
 * Masks from the files of LabelMe, one {@code NAME.json} for the image {@code NAME.*}: polygons, rectangles, circles and
 * masks. All labels are anomalous but those named background, normal, good or ok. Each file is read when its image is asked
 * for. Immutable and thread-safe.
 */
public final class LabelMeAnnotations implements MaskSource {

    private final ImageNames<Path> files;

    private LabelMeAnnotations(ImageNames<Path> files) {
        this.files = files;
    }

    /**
     * Finds the files below a directory; none is read yet.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static LabelMeAnnotations in(Path directory) {
        return new LabelMeAnnotations(AnnotationFiles.named(directory, "json"));
    }

    @Override
    public Optional<Mask> maskOf(Path image, int height, int width) {
        return files.get(image).map(file -> new Reading(file).read().mask(image, height, width));
    }

    private static final class Reading {

        private final Path file;
        private final int[] sides = {0, 0};
        private final AnnotatedImage marked;
        private boolean shapes;

        private Reading(Path file) {
            this.file = file;
            marked = new AnnotatedImage(file, "its image", 0, 0);
        }

        private AnnotatedImage read() {
            AnnotationJson.read(file, json -> name -> {
                switch (name) {
                    case "imageHeight" -> sides[0] = json.isNull() ? 0 : json.whole();
                    case "imageWidth" -> sides[1] = json.isNull() ? 0 : json.whole();
                    case "shapes" -> {
                        shapes = true;
                        json.list(() -> shape(json));
                    }
                    default -> json.skip();
                }
            });
            if (!shapes) {
                throw new XvadDataException(file + ": a file of LabelMe has the list 'shapes'");
            }
            return new AnnotatedImage(file, "its image", sides[0], sides[1], marked.markings());
        }

        private void shape(AnnotationJson json) throws IOException {
            String[] texts = {"", "polygon", ""};
            double[][] points = {{}};
            json.object(name -> {
                switch (name) {
                    case "label" -> texts[0] = json.text();
                    case "shape_type" -> texts[1] = json.text();
                    case "points" -> points[0] = json.numbers();
                    case "mask" -> texts[2] = json.isNull() ? "" : json.text();
                    default -> json.skip();
                }
            });
            if (Labels.anomalous(texts[0])) {
                marked.markings().add(json.made(() -> marking(texts[1], points[0], texts[2])));
            }
        }

        private Marking marking(String type, double[] points, String mask) {
            if (type.equals("mask")) {
                return stamp(points, mask);
            }
            Shape outline =
                    switch (type) {
                        case "polygon" -> Outlines.polygon(points);
                        case "rectangle" -> rectangle(points);
                        case "circle" -> circle(points);
                        default ->
                            throw new IllegalArgumentException(
                                    "a " + type + " has no area; read are polygon, rectangle, circle and mask");
                    };
            return canvas -> canvas.fill(outline);
        }

        private static Shape rectangle(double[] points) {
            require("rectangle", points);
            return Outlines.box(points[0], points[1], points[2], points[3]);
        }

        /** Its centre and a point of its edge. */
        private static Shape circle(double[] points) {
            require("circle", points);
            double radius = Math.hypot(points[2] - points[0], points[3] - points[1]);
            return Outlines.ellipse(points[0], points[1], radius, radius);
        }

        private static void require(String what, double[] points) {
            if (points.length != 4) {
                throw new IllegalArgumentException("a " + what + " has 2 points, got " + points.length / 2);
            }
        }

        /** An image of 0 and 1 whose upper left pixel lies at the first point. */
        private Marking stamp(double[] points, String base64) {
            require("mask", points);
            byte[] png = Base64.getDecoder().decode(base64);
            Mask mask = Mask.of(ImageReader.withDefaults().read(file + ", mask", png));
            int left = (int) points[0];
            int top = (int) points[1];
            return canvas -> {
                for (int y = 0; y < mask.height(); y++) {
                    for (int x = 0; x < mask.width(); x++) {
                        if (mask.at(y, x)) {
                            canvas.mark(top + y, left + x);
                        }
                    }
                }
            };
        }
    }
}
