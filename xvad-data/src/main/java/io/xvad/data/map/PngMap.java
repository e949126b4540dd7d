package io.xvad.data.map;

import io.xvad.core.AnomalyMap;
import io.xvad.data.image.Codecs;
import io.xvad.data.image.Deflated;
import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.IIOImage;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOInvalidTreeException;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;

/** 16-bit grey PNG with a text of its own that says what its levels stand for. */
final class PngMap {

    private static final String KEYWORD = "xvad map scale";
    private static final String TREE = "javax_imageio_png_1.0";
    private static final long MAX_PIXELS = 100_000_000;

    private PngMap() {}

    static void write(AnomalyMap map, PngScale scale, OutputStream out) throws IOException {
        BufferedImage image = new BufferedImage(map.width(), map.height(), BufferedImage.TYPE_USHORT_GRAY);
        float[] values = map.toArray();
        int[] row = new int[map.width()];
        for (int y = 0; y < map.height(); y++) {
            for (int x = 0; x < row.length; x++) {
                row[x] = scale.level(values[y * row.length + x]);
            }
            image.getRaster().setSamples(0, y, row.length, 1, 0, row);
        }
        ImageWriter writer = Codecs.pngWriter();
        try (ImageOutputStream stream = new MemoryCacheImageOutputStream(out)) {
            writer.setOutput(stream);
            writer.write(new IIOImage(image, null, text(writer, image, scale)));
        } finally {
            writer.dispose();
        }
    }

    private static IIOMetadata text(ImageWriter writer, BufferedImage image, PngScale scale)
            throws IIOInvalidTreeException {
        IIOMetadataNode entry = new IIOMetadataNode("tEXtEntry");
        entry.setAttribute("keyword", KEYWORD);
        entry.setAttribute("value", scale.low() + " " + scale.high());
        IIOMetadataNode texts = new IIOMetadataNode("tEXt");
        texts.appendChild(entry);
        IIOMetadataNode root = new IIOMetadataNode(TREE);
        root.appendChild(texts);
        IIOMetadata metadata = writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
        metadata.mergeTree(TREE, root);
        return metadata;
    }

    /** The map of a file that says its scale; empty if it says none. */
    static Optional<AnomalyMap> read(Path file) throws IOException {
        ImageReader reader = Codecs.pngReader();
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            reader.setInput(stream, true, false);
            Optional<PngScale> scale = scale(reader.getImageMetadata(0));
            if (scale.isEmpty() || (long) reader.getWidth(0) * reader.getHeight(0) > mostPixels(file)) {
                return Optional.empty();
            }
            BufferedImage image = reader.read(0);
            return image.getType() == BufferedImage.TYPE_USHORT_GRAY
                    ? Optional.of(map(image.getRaster(), scale.get()))
                    : Optional.empty();
        } finally {
            reader.dispose();
        }
    }

    /** What a file of its length can hold. */
    private static long mostPixels(Path file) throws IOException {
        return Math.min(MAX_PIXELS, Deflated.MOST_OF_A_BYTE * Files.size(file) / Short.BYTES);
    }

    private static Optional<PngScale> scale(IIOMetadata metadata) {
        NodeList entries = ((Element) metadata.getAsTree(TREE)).getElementsByTagName("tEXtEntry");
        for (int i = 0; i < entries.getLength(); i++) {
            Node entry = entries.item(i);
            if (entry instanceof Element text && text.getAttribute("keyword").equals(KEYWORD)) {
                String[] ends = text.getAttribute("value").split(" ", 2);
                return Optional.of(new PngScale(Float.parseFloat(ends[0]), Float.parseFloat(ends[ends.length - 1])));
            }
        }
        return Optional.empty();
    }

    private static AnomalyMap map(Raster raster, PngScale scale) {
        int[] samples = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, (int[]) null);
        float[] values = new float[samples.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = scale.value(samples[i]);
        }
        return AnomalyMap.of(raster.getHeight(), raster.getWidth(), values);
    }
}
