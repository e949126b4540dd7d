package io.xvad.video.dataset;

import io.xvad.core.stream.Frame;
import io.xvad.video.read.FrameSource;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.types.Array;
import us.hebi.matlab.mat.types.MatFile;
import us.hebi.matlab.mat.types.Matrix;

/** Writes very small data sets: frames of 12 x 16 pixels, each as bright as its number. */
final class Miniature {

    static final int HEIGHT = 12;
    static final int WIDTH = 16;

    private final Path root;

    Miniature(Path root) {
        this.root = root;
    }

    private Path made(String place) throws IOException {
        Path file = root.resolve(place);
        Files.createDirectories(file.resolveSibling("."));
        return file;
    }

    /** Frames as image files; the name has a place for their number. */
    void frames(String name, int first, int count) throws IOException {
        for (int i = 0; i < count; i++) {
            image(String.format(Locale.ROOT, name, first + i), 10 * i, 0, 0, WIDTH, HEIGHT);
        }
    }

    /** A black image with a grey rectangle. */
    void image(String name, int grey, int x, int y, int width, int height) throws IOException {
        Path file = made(name);
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int i = 0; i < width * height; i++) {
            image.getRaster().setSample(x + i % width, y + i / width, 0, grey);
        }
        String ending = name.substring(name.lastIndexOf('.') + 1);
        String format = ending.equals("tif") ? "tiff" : ending;
        if (!ImageIO.write(image, format, file.toFile())) {
            throw new IOException("no writer of " + format);
        }
    }

    /** Masks of which only some frames have a rectangle of 3 x 2 pixels, at column 4 and row 5. */
    void masks(String name, int first, int count, int from, int to) throws IOException {
        for (int i = 0; i < count; i++) {
            boolean anomalous = i >= from && i < to;
            image(String.format(Locale.ROOT, name, first + i), 255, 4, 5, anomalous ? 3 : 0, anomalous ? 2 : 0);
        }
    }

    void video(String name, int frames, double framesPerSecond) throws IOException {
        Path file = made(name);
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file.toFile(), WIDTH, HEIGHT)) {
            recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG4);
            recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
            recorder.setFrameRate(framesPerSecond);
            recorder.setVideoQuality(1);
            recorder.start();
            for (int i = 0; i < frames; i++) {
                recorder.record(grey(10 * i));
            }
        }
    }

    private static org.bytedeco.javacv.Frame grey(int grey) {
        org.bytedeco.javacv.Frame frame =
                new org.bytedeco.javacv.Frame(WIDTH, HEIGHT, org.bytedeco.javacv.Frame.DEPTH_UBYTE, 3);
        ByteBuffer bytes = (ByteBuffer) frame.image[0];
        while (bytes.hasRemaining()) {
            bytes.put((byte) grey);
        }
        bytes.rewind();
        return frame;
    }

    void text(String name, String... lines) throws IOException {
        Files.write(made(name), List.of(lines));
    }

    void bytes(String name, byte[] bytes) throws IOException {
        Files.write(made(name), bytes);
    }

    void mat(String name, MatFile contents) throws IOException {
        Mat5.writeToFile(contents, made(name).toFile());
    }

    /** Cells, one after the other. */
    static Array cells(Matrix... matrices) {
        var cells = Mat5.newCell(1, matrices.length);
        for (int i = 0; i < matrices.length; i++) {
            cells.set(i, matrices[i]);
        }
        return cells;
    }

    /** A matrix of the given rows. */
    static Matrix matrix(double[]... rows) {
        Matrix matrix = Mat5.newMatrix(rows.length, rows[0].length);
        for (int row = 0; row < rows.length; row++) {
            for (int column = 0; column < rows[row].length; column++) {
                matrix.setDouble(row, column, rows[row][column]);
            }
        }
        return matrix;
    }

    /** All frames of a video. */
    static List<Frame> read(Video video) {
        List<Frame> frames = new ArrayList<>();
        try (FrameSource source = video.open()) {
            for (Optional<Frame> next = source.next(); next.isPresent(); next = source.next()) {
                frames.add(next.get());
            }
        }
        return frames;
    }

    /** The indices of the anomalous frames. */
    static List<Integer> anomalous(VideoTruth truth) {
        List<Integer> frames = new ArrayList<>();
        for (int i = 0; i < truth.frames(); i++) {
            if (truth.anomalous(i)) {
                frames.add(i);
            }
        }
        return frames;
    }
}
