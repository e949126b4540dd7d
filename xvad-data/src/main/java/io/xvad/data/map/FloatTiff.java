package io.xvad.data.map;

import io.xvad.core.AnomalyMap;
import io.xvad.core.XvadDataException;
import io.xvad.data.image.Codecs;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriter;
import javax.imageio.stream.FileCacheImageOutputStream;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.ImageOutputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** TIFF with one float32 sample a pixel; values need not lie in [0, 1]. */
final class FloatTiff {

    private static final long MAX_PIXELS = 100_000_000;

    private FloatTiff() {}

    static AnomalyMap read(Path file) throws IOException {
        try (ImageInputStream stream = new FileImageInputStream(file.toFile())) {
            ImageReader reader = Codecs.tiffReader(file.toString(), stream);
            try {
                if ((long) reader.getWidth(0) * reader.getHeight(0) > MAX_PIXELS) {
                    throw new XvadDataException(file + ": more than " + MAX_PIXELS + " pixels");
                }
                return map(file, reader.readRaster(0, null));
            } finally {
                reader.dispose();
            }
        }
    }

    private static AnomalyMap map(Path file, Raster raster) {
        if (raster.getNumBands() != 1) {
            throw new XvadDataException(file + ": an anomaly map has one sample a pixel, got " + raster.getNumBands());
        }
        float[] values = new float[raster.getWidth() * raster.getHeight()];
        raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), 0, values);
        return AnomalyMap.of(raster.getHeight(), raster.getWidth(), values);
    }

    static void write(AnomalyMap map, OutputStream out) throws IOException {
        float[] values = map.toArray();
        FloatRows rows = new FloatRows(
                map.height(),
                map.width(),
                (top, count) -> Arrays.copyOfRange(values, top * map.width(), (top + count) * map.width()));
        write(rows, new MemoryCacheImageOutputStream(out));
    }

    /** Keeps what is not written yet in a file of a directory. */
    static void write(FloatRows rows, Path directory, OutputStream out) throws IOException {
        write(rows, new FileCacheImageOutputStream(out, directory.toFile()));
    }

    private static void write(FloatRows rows, ImageOutputStream cached) throws IOException {
        ImageWriter writer = Codecs.tiffWriter();
        try (ImageOutputStream stream = cached) {
            writer.setOutput(stream);
            writer.write(rows);
        } finally {
            writer.dispose();
        }
    }
}
