package io.xvad.data.label;

import io.xvad.core.Mask;
import io.xvad.core.XvadDataException;
import io.xvad.data.map.MaskSource;
import java.awt.Shape;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Masks from a file "CVAT for images 1.1": polygons, boxes, ellipses and masks. All labels are anomalous but those named
 * background, normal, good or ok. Images are found by their name. Immutable and thread-safe.
 */
public final class CvatAnnotations implements MaskSource {

    private static final Set<String> WITHOUT_AREA = Set.of("polyline", "points", "cuboid", "skeleton");

    private final ImageNames<AnnotatedImage> images;

    private CvatAnnotations(ImageNames<AnnotatedImage> images) {
        this.images = images;
    }

    /**
     * Reads the whole file. Entities are not expanded and nothing else is opened.
     *
     * @throws XvadDataException naming the file and the line, if it is none
     */
    public static CvatAnnotations read(Path file) {
        return new CvatAnnotations(AnnotationXml.read(file, xml -> new Reading(file, xml).read()));
    }

    @Override
    public Optional<Mask> maskOf(Path image, int height, int width) {
        return images.get(image).map(one -> one.mask(image, height, width));
    }

    private static final class Reading {

        private final Path file;
        private final XMLStreamReader xml;
        private final ImageNames<AnnotatedImage> images;
        private @Nullable AnnotatedImage image;

        private Reading(Path file, XMLStreamReader xml) {
            this.file = file;
            this.xml = xml;
            images = new ImageNames<>(file);
        }

        private ImageNames<AnnotatedImage> read() throws XMLStreamException {
            boolean root = true;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.START_ELEMENT) {
                    if (root && !xml.getLocalName().equals("annotations")) {
                        throw wrong("a file of CVAT for images begins with <annotations>, got <" + xml.getLocalName()
                                + ">");
                    }
                    root = false;
                    element();
                } else if (event == XMLStreamConstants.END_ELEMENT
                        && xml.getLocalName().equals("image")) {
                    image = null;
                }
            }
            return images;
        }

        private void element() {
            String name = xml.getLocalName();
            if (name.equals("track")) {
                throw wrong("tracks are of videos; export as CVAT for images");
            }
            AnnotatedImage current = image;
            try {
                if (name.equals("image")) {
                    image = new AnnotatedImage(file, text("name"), whole("height"), whole("width"));
                    images.put(image.name(), image);
                } else if (current != null && xml.getAttributeValue(null, "label") != null) {
                    shape(name, current);
                }
            } catch (IllegalArgumentException e) {
                throw new XvadDataException(
                        file + ": line " + xml.getLocation().getLineNumber() + ": " + e.getMessage(), e);
            }
        }

        private void shape(String name, AnnotatedImage current) {
            if (name.equals("tag") || name.equals("attribute") || !Labels.anomalous(text("label"))) {
                return;
            }
            if (WITHOUT_AREA.contains(name)) {
                throw new IllegalArgumentException(
                        "<" + name + "> has no area; read are polygon, box, ellipse and mask");
            }
            if (name.equals("mask")) {
                current.markings()
                        .add(RunLengths.byRow(
                                RunLengths.of(numbers("rle", ",")),
                                whole("left"),
                                whole("top"),
                                whole("width"),
                                whole("height")));
                return;
            }
            Shape outline = outline(name);
            current.markings().add(canvas -> canvas.fill(outline));
        }

        private Shape outline(String name) {
            return switch (name) {
                case "polygon" -> Outlines.polygon(numbers("points", "[;,]"));
                case "box" ->
                    Outlines.turned(
                            Outlines.box(number("xtl"), number("ytl"), number("xbr"), number("ybr")), rotation());
                case "ellipse" ->
                    Outlines.turned(
                            Outlines.ellipse(number("cx"), number("cy"), number("rx"), number("ry")), rotation());
                default ->
                    throw new IllegalArgumentException(
                            "<" + name + "> is not read; read are polygon, box, ellipse and mask");
            };
        }

        private double rotation() {
            return xml.getAttributeValue(null, "rotation") == null ? 0 : number("rotation");
        }

        private double[] numbers(String attribute, String separator) {
            return Arrays.stream(text(attribute).split(separator))
                    .mapToDouble(text -> number(attribute, text))
                    .toArray();
        }

        private int whole(String attribute) {
            double value = number(attribute);
            if (value != (int) value) {
                throw new IllegalArgumentException(attribute + " is a whole number, got " + value);
            }
            return (int) value;
        }

        private double number(String attribute) {
            return number(attribute, text(attribute));
        }

        private static double number(String attribute, String text) {
            try {
                return Double.parseDouble(text.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(attribute + ": '" + text + "' is not a number", e);
            }
        }

        private String text(String attribute) {
            String value = xml.getAttributeValue(null, attribute);
            if (value == null) {
                throw new IllegalArgumentException("<" + xml.getLocalName() + "> has no " + attribute);
            }
            return value;
        }

        private XvadDataException wrong(String what) {
            return new XvadDataException(file + ": line " + xml.getLocation().getLineNumber() + ": " + what);
        }
    }
}
