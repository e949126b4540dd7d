package io.xvad.data.label;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskSource;
import java.awt.Shape;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Masks from the files of Pascal VOC (Everingham et al. 2010), one {@code NAME.xml} for the image {@code NAME.*}: the box of each object,
 * whose corners are pixels counted from 1 and belong to it. All names are anomalous but background, normal, good and ok. Each file is
 * read when its image is asked for. Immutable and thread-safe.
 */
public final class PascalVocAnnotations implements MaskSource {

    static final String ROOT = "annotation";

    private final ImageNames<Path> files;

    private PascalVocAnnotations(ImageNames<Path> files) {
        this.files = files;
    }

    /**
     * Finds the files below a directory; none is read yet.
     *
     * @throws XvadDataException if it cannot be listed
     */
    public static PascalVocAnnotations in(Path directory) {
        return new PascalVocAnnotations(AnnotationFiles.named(directory, "xml"));
    }

    @Override
    public Optional<Mask> maskOf(Path image, int height, int width) {
        return files.get(image).map(file -> AnnotationXml.read(file, xml -> new Reading(file, xml).read())
                .mask(image, height, width));
    }

    /** The texts of one file that count, by the path of their elements; those of an object are looked at where it ends. */
    private static final class Reading {

        private static final String SIZE = ROOT + "/size/";
        private static final String OBJECT = ROOT + "/object";
        private static final String BOX = OBJECT + "/bndbox/";
        private static final Set<String> READ = Set.of(
                SIZE + "height",
                SIZE + "width",
                OBJECT + "/name",
                BOX + "xmin",
                BOX + "ymin",
                BOX + "xmax",
                BOX + "ymax");
        private static final int DEEPEST = 32;

        private final Path file;
        private final XMLStreamReader xml;
        private final Deque<String> open = new ArrayDeque<>();
        private final StringBuilder text = new StringBuilder();
        private final Map<String, String> texts = new HashMap<>();
        private final AnnotatedImage marked;

        private Reading(Path file, XMLStreamReader xml) {
            this.file = file;
            this.xml = xml;
            marked = new AnnotatedImage(file, "its image", 0, 0);
        }

        private AnnotatedImage read() throws XMLStreamException {
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> begin(xml.getLocalName());
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> end();
                    case XMLStreamConstants.ENTITY_REFERENCE ->
                        throw new XvadDataException(
                                where() + ": entities such as &" + xml.getLocalName() + "; are not read");
                    default -> {}
                }
            }
            return new AnnotatedImage(file, "its image", side("height"), side("width"), marked.markings());
        }

        private void begin(String name) {
            if (open.isEmpty() && !name.equals(ROOT)) {
                throw new XvadDataException(
                        where() + ": a file of Pascal VOC begins with <annotation>, got <" + name + ">");
            }
            if (open.size() == DEEPEST) {
                throw new XvadDataException(where() + ": elements lie more than " + DEEPEST + " deep in each other");
            }
            open.addLast(name);
            text.setLength(0);
        }

        private void end() {
            String place = String.join("/", open);
            if (READ.contains(place)) {
                texts.put(place, text.toString().strip());
            }
            text.setLength(0);
            open.removeLast();
            if (place.equals(OBJECT)) {
                object();
            }
        }

        private void object() {
            if (Labels.anomalous(texts.getOrDefault(OBJECT + "/name", ""))) {
                try {
                    Shape box =
                            box(number(BOX + "xmin"), number(BOX + "ymin"), number(BOX + "xmax"), number(BOX + "ymax"));
                    marked.markings().add(canvas -> {
                        requireWithin(box, canvas);
                        canvas.fill(box);
                    });
                } catch (IllegalArgumentException e) {
                    throw new XvadDataException(where() + ": the object that ends here: " + e.getMessage(), e);
                }
            }
            texts.keySet().removeIf(place -> place.startsWith(OBJECT));
        }

        private static Shape box(double left, double top, double right, double bottom) {
            if (right < left || bottom < top) {
                throw new IllegalArgumentException(
                        "its box ends before it begins: " + left + ", " + top + " to " + right + ", " + bottom);
            }
            return Outlines.box(left - 1, top - 1, right, bottom);
        }

        /** Tools differ by one in where they begin to count. */
        private static void requireWithin(Shape box, MaskCanvas canvas) {
            if (!box.intersects(0, 0, canvas.width(), canvas.height())
                    || box.getBounds2D().getMaxX() > canvas.width() + 1
                    || box.getBounds2D().getMaxY() > canvas.height() + 1) {
                throw new IllegalArgumentException("a box " + box.getBounds2D() + " lies outside of an image of "
                        + canvas.height() + " x " + canvas.width());
            }
        }

        private double number(String place) {
            String number = texts.get(place);
            if (number == null) {
                throw new IllegalArgumentException("it has no <" + place.substring(OBJECT.length() + 1) + ">");
            }
            try {
                return Double.parseDouble(number);
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException("'" + number + "' is not a number", e);
            }
        }

        private int side(String name) {
            String side = texts.getOrDefault(SIZE + name, "0");
            try {
                return Integer.parseInt(side);
            } catch (NumberFormatException e) {
                throw new XvadDataException(file + ": <" + name + "> is '" + side + "', not a whole number", e);
            }
        }

        private String where() {
            return file + ": line " + xml.getLocation().getLineNumber();
        }
    }
}
