package io.xvad.video.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import io.xvad.core.stream.Frame;
import io.xvad.video.library.VideoLibrary;
import io.xvad.video.read.LiveOptions;
import io.xvad.video.read.LiveStream;
import io.xvad.video.read.SourceAddress;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.imageio.ImageIO;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.FFmpegFrameRecorder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Sources of HTTP and UDP on loopback. */
@Timeout(60)
class CarriedStreamTest {

    private static final int RATE = 10;
    private static final LiveOptions OPTIONS = LiveOptions.USUAL
            .withStall(Duration.ofSeconds(8))
            .withPauses(Duration.ofMillis(100), Duration.ofMillis(400));

    /** Once, before there are several threads: JavaCPP may block itself if two of them load it. */
    @BeforeAll
    static void load() {
        VideoLibrary.FFMPEG.require();
    }

    @TempDir
    private Path directory = Path.of("");

    private static byte[] jpeg(int grey) throws IOException {
        BufferedImage image = new BufferedImage(64, 48, BufferedImage.TYPE_3BYTE_BGR);
        for (int i = 0; i < 64 * 48; i++) {
            image.setRGB(i % 64, i / 64, grey * 0x010101);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", bytes);
        return bytes.toByteArray();
    }

    /** Answers one client with single images, one after the other, as cheap cameras do. */
    private static void serveImages(ServerSocket server) {
        try (Socket client = server.accept()) {
            OutputStream out = client.getOutputStream();
            out.write("HTTP/1.0 200 OK\r\nContent-Type: multipart/x-mixed-replace;boundary=frame\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < 200; i++) {
                byte[] image = jpeg(100);
                String head = "--frame\r\nContent-Type: image/jpeg\r\nContent-Length: " + image.length + "\r\n\r\n";
                out.write(head.getBytes(StandardCharsets.US_ASCII));
                out.write(image);
                out.write("\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
                Thread.sleep(1000 / RATE);
            }
        } catch (IOException e) {
            // the reader has seen enough
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void imagesByHttpHaveTheTimesOfTheirArrival() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serveImages(server));
            serving.setDaemon(true);
            serving.start();
            SourceAddress address = SourceAddress.parse("http://127.0.0.1:" + server.getLocalPort() + "/video");
            try (LiveStream stream = LiveStream.open(address, OPTIONS, notice -> {})) {
                assertThat(stream.live()).isTrue();
                double middle = 0;
                double last = 0;
                for (int i = 0; i < 60; i++) {
                    Frame frame = stream.next().orElseThrow();
                    assertThat(frame.image().at(0, 0, 0)).isCloseTo(100 / 255f, within(0.02f));
                    middle = i == 39 ? frame.seconds() : middle;
                    last = frame.seconds();
                }
                assertThat(last - middle).isBetween(1.5, 4.0);
            }
        }
    }

    private static void record(FFmpegFrameRecorder recorder, int frames, long pauseMillis) throws Exception {
        recorder.setVideoCodec(avcodec.AV_CODEC_ID_MPEG2VIDEO);
        recorder.setPixelFormat(avutil.AV_PIX_FMT_YUV420P);
        recorder.setFrameRate(25);
        recorder.setGopSize(5);
        recorder.start();
        for (int i = 0; i < frames; i++) {
            org.bytedeco.javacv.Frame frame =
                    new org.bytedeco.javacv.Frame(64, 48, org.bytedeco.javacv.Frame.DEPTH_UBYTE, 3);
            ByteBuffer bytes = (ByteBuffer) frame.image[0];
            while (bytes.hasRemaining()) {
                bytes.put((byte) 120);
            }
            recorder.record(frame);
            Thread.sleep(pauseMillis);
        }
    }

    @Test
    void aTransportStreamByUdpIsWatched() throws Exception {
        int port;
        try (DatagramSocket free = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Thread sending = new Thread(() -> {
            try (FFmpegFrameRecorder recorder =
                    new FFmpegFrameRecorder("udp://127.0.0.1:" + port + "?pkt_size=1316", 64, 48)) {
                recorder.setFormat("mpegts");
                record(recorder, 400, 40);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        sending.setDaemon(true);
        sending.start();
        try (LiveStream stream =
                LiveStream.open(SourceAddress.parse("udp://127.0.0.1:" + port), OPTIONS, notice -> {})) {
            assertThat(stream.live()).isTrue();
            assertThat(stream.framesPerSecond()).isEqualTo(25);
            double first = stream.next().orElseThrow().seconds();
            double latest = first;
            for (int i = 0; i < 20; i++) {
                double now = stream.next().orElseThrow().seconds();
                assertThat(now).isGreaterThan(latest);
                latest = now;
            }
            assertThat(latest - first).isCloseTo(20 / 25.0, within(0.3));
        }
    }

    /** A stream that says how long it is ends like a file, and none of its frames is dropped. */
    @Test
    void aFileThatAWebServerHasIsNotLive() throws Exception {
        File file = directory.resolve("a.mp4").toFile();
        try (FFmpegFrameRecorder recorder = new FFmpegFrameRecorder(file, 64, 48)) {
            recorder.setFormat("mp4");
            recorder.setOption("movflags", "faststart");
            record(recorder, 50, 0);
        }
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] bytes = Files.readAllBytes(file.toPath());
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.setExecutor(Executors.newCachedThreadPool());
        server.start();
        try (LiveStream stream = LiveStream.open(
                SourceAddress.parse("http://127.0.0.1:" + server.getAddress().getPort() + "/a.mp4"),
                OPTIONS,
                notice -> {})) {
            assertThat(stream.live()).isFalse();
            List<Frame> frames = new ArrayList<>();
            for (Optional<Frame> next = stream.next(); next.isPresent(); next = stream.next()) {
                frames.add(next.get());
            }
            assertThat(frames).hasSize(50);
            assertThat(frames.get(49).seconds()).isCloseTo(49 / 25.0, within(0.01));
            assertThat(stream.reconnects()).isZero();
        } finally {
            server.stop(0);
        }
    }
}
