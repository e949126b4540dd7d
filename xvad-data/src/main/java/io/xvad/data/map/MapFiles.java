package io.xvad.data.map;

import io.xvad.core.AnomalyMap;
import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.core.model.Npy;
import io.xvad.core.model.WholeFile;
import io.xvad.data.image.ImageReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads and writes anomaly maps as files. Exact: {@code npy} (float32 written; any real type read; shapes (H, W), (1, H, W) or (1, 1, H,
 * W)) and float32 {@code tiff}. For display: 16-bit {@code png}, which needs a scale, keeps the order of all values, and says
 * its scale itself. Thread-safe.
 */
public final class MapFiles {

    /** File name endings that {@link #read} takes. */
    public static final List<String> EXTENSIONS = List.of("npy", "tiff", "tif", "png");

    private static final long MAX_BYTES = 1L << 30;

    private MapFiles() {}

    /**
     * Reads a map of any of the formats. A PNG that {@link #writePng16} wrote has its values back, rounded to its levels;
     * any other is read as its samples between 0 and 1.
     *
     * @throws XvadDataException naming the file, if it cannot be read or is no map
     */
    public static AnomalyMap read(Path file) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        try {
            if (name.endsWith(".npy")) {
                return readNpy(file);
            }
            if (name.endsWith(".tif") || name.endsWith(".tiff")) {
                return FloatTiff.read(file);
            }
            if (name.endsWith(".png")) {
                return readPng(file);
            }
        } catch (XvadDataException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            // decoders throw unchecked exceptions of many kinds when a file is broken
            String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
            throw new XvadDataException(file + ": cannot be read as an anomaly map: " + why, e);
        }
        throw new XvadDataException(file + ": anomaly maps are read from " + EXTENSIONS + " files");
    }

    private static AnomalyMap readNpy(Path file) throws IOException {
        if (Files.size(file) > MAX_BYTES) {
            throw new XvadDataException(file + ": larger than " + MAX_BYTES + " bytes");
        }
        Npy array = Npy.read(file.toString(), Files.readAllBytes(file));
        int[] shape = array.shape();
        int rank = shape.length;
        if (rank < 2 || rank > 4 || Arrays.stream(shape, 0, rank - 2).anyMatch(size -> size != 1)) {
            throw new XvadDataException(file + ": an anomaly map has shape (H, W), got " + Arrays.toString(shape));
        }
        return AnomalyMap.of(shape[rank - 2], shape[rank - 1], array.floats());
    }

    private static AnomalyMap readPng(Path file) throws IOException {
        Optional<AnomalyMap> own = Files.isRegularFile(file) ? PngMap.read(file) : Optional.empty();
        return own.isPresent() ? own.get() : readGreyPng(file);
    }

    private static AnomalyMap readGreyPng(Path file) {
        Image image = ImageReader.withDefaults().withWarnings(dark -> {}).read(file);
        if (image.channels() != 1) {
            throw new XvadDataException(file + ": an anomaly map is grey, got a colour image");
        }
        return AnomalyMap.of(image.height(), image.width(), image.toArray());
    }

    /** Writes float32 npy of shape (H, W). */
    public static void writeNpy(AnomalyMap map, Path file) {
        byte[] bytes = Npy.write(map.toArray(), map.height(), map.width());
        WholeFile.write(file, out -> out.write(bytes));
    }

    /** Writes a float32 TIFF, uncompressed. */
    public static void writeTiff(AnomalyMap map, Path file) {
        WholeFile.write(file, out -> FloatTiff.write(map, out));
    }

    /** Writes a 16-bit grey PNG whose levels are those of {@link PngScale}, and which says its scale in a text of its own. */
    public static void writePng16(AnomalyMap map, PngScale scale, Path file) {
        WholeFile.write(file, out -> PngMap.write(map, scale, out));
    }
}
