package io.xvad.video.live;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/**
 * A camera on loopback that plays a video again and again by RTSP, with RTP in the same connection (RFC 2326, RFC 6184). It can be cut off,
 * after which connections are refused, and can stall, so that connections stay but nothing comes. A client gets what is shown now, from the
 * next key frame on.
 */
final class RtspCamera implements AutoCloseable {

    private static final int PAYLOAD = 1400;
    private static final int CLOCK = 90_000;
    private static final double SECOND = 1e9;

    private final H264Frames video;
    private final Optional<String> credentials;
    private final int port;
    private final long began = System.nanoTime();
    private final Set<Socket> clients = ConcurrentHashMap.newKeySet();
    private volatile ServerSocket server;
    private volatile boolean stalled;

    /**
     * A camera that is on.
     *
     * @param credentials user and password with a colon between; empty if it asks for none
     */
    RtspCamera(H264Frames video, Optional<String> credentials, int port) throws IOException {
        this.video = video;
        this.credentials = credentials;
        this.server = listening(port);
        this.port = server.getLocalPort();
        accept(server);
    }

    static RtspCamera of(H264Frames video) throws IOException {
        return new RtspCamera(video, Optional.empty(), 0);
    }

    private static ServerSocket listening(int port) throws IOException {
        return new ServerSocket(port, 8, InetAddress.getLoopbackAddress());
    }

    String address() {
        String login = credentials.map(words -> words + "@").orElse("");
        return "rtsp://" + login + "127.0.0.1:" + port + "/live";
    }

    /** Closes all connections and takes none. */
    void cut() throws IOException {
        server.close();
        for (Socket client : clients) {
            client.close();
        }
    }

    /** Takes connections again. */
    void back() throws IOException {
        server = listening(port);
        accept(server);
    }

    /** Sends nothing, or again, on connections that stay open. */
    void stall(boolean on) {
        stalled = on;
    }

    private void accept(ServerSocket listening) {
        daemon("rtsp-accept", () -> {
            try {
                while (true) {
                    Socket client = listening.accept();
                    clients.add(client);
                    daemon("rtsp-client", () -> serve(client));
                }
            } catch (SocketException e) {
                // closed by cut or close
                return;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void serve(Socket client) {
        try (client) {
            client.setTcpNoDelay(true);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.ISO_8859_1));
            OutputStream out = client.getOutputStream();
            for (List<String> request = request(in); !request.isEmpty(); request = request(in)) {
                String method = request.get(0).split(" ")[0];
                answer(out, request, method);
                if (method.equals("PLAY")) {
                    daemon("rtsp-play", () -> play(client, out));
                }
            }
        } catch (IOException e) {
            // the client went, or the camera was cut off
            return;
        } finally {
            clients.remove(client);
        }
    }

    private static List<String> request(BufferedReader in) throws IOException {
        List<String> lines = new ArrayList<>();
        String line = in.readLine();
        while (line != null && line.isEmpty()) {
            line = in.readLine();
        }
        while (line != null && !line.isEmpty()) {
            lines.add(line);
            line = in.readLine();
        }
        return lines;
    }

    private void answer(OutputStream out, List<String> request, String method) throws IOException {
        String sequence = header(request, "CSeq").orElse("0");
        if (!allowed(request)) {
            write(
                    out,
                    "RTSP/1.0 401 Unauthorized\r\nCSeq: " + sequence
                            + "\r\nWWW-Authenticate: Basic realm=\"camera\"\r\n\r\n");
            return;
        }
        String body = method.equals("DESCRIBE") ? description() : "";
        String more =
                switch (method) {
                    case "OPTIONS" -> "Public: OPTIONS, DESCRIBE, SETUP, PLAY, TEARDOWN, GET_PARAMETER\r\n";
                    case "DESCRIBE" -> "Content-Type: application/sdp\r\n";
                    case "SETUP" -> "Transport: RTP/AVP/TCP;unicast;interleaved=0-1\r\nSession: 1;timeout=60\r\n";
                    default -> "Session: 1\r\n";
                };
        String length = body.isEmpty() ? "" : "Content-Length: " + body.length() + "\r\n";
        write(out, "RTSP/1.0 200 OK\r\nCSeq: " + sequence + "\r\n" + more + length + "\r\n" + body);
    }

    private boolean allowed(List<String> request) {
        return credentials
                .map(words ->
                        "Basic " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.ISO_8859_1)))
                .map(expected -> header(request, "Authorization").orElse("").equals(expected))
                .orElse(true);
    }

    private static Optional<String> header(List<String> request, String name) {
        return request.stream()
                .filter(line -> line.regionMatches(true, 0, name + ":", 0, name.length() + 1))
                .map(line -> line.substring(name.length() + 1).strip())
                .findFirst();
    }

    private String description() {
        String sets = video.parameters().stream()
                .map(unit -> Base64.getEncoder().encodeToString(unit))
                .collect(Collectors.joining(","));
        return String.join(
                        "\r\n",
                        "v=0",
                        "o=- 0 0 IN IP4 127.0.0.1",
                        "s=camera",
                        "c=IN IP4 0.0.0.0",
                        "t=0 0",
                        "m=video 0 RTP/AVP 96",
                        "a=rtpmap:96 H264/90000",
                        "a=framerate:" + video.framesPerSecond(),
                        "a=fmtp:96 packetization-mode=1;sprop-parameter-sets=" + sets,
                        "a=control:track1")
                + "\r\n";
    }

    private static void write(OutputStream out, String text) throws IOException {
        synchronized (out) {
            out.write(text.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
        }
    }

    private void play(Socket client, OutputStream out) {
        try {
            long position = now();
            boolean key = false;
            int sequence = 0;
            while (!client.isClosed()) {
                long due = began + (long) ((position + 1) / video.framesPerSecond() * SECOND);
                Thread.sleep(Math.max(0, (due - System.nanoTime()) / 1_000_000));
                int frame = (int) (position % video.frames().size());
                key |= video.key(frame);
                if (key && !stalled) {
                    long stamp = Math.round(position / video.framesPerSecond() * CLOCK);
                    sequence = send(out, video.frames().get(frame), stamp, sequence);
                }
                position++;
            }
        } catch (IOException e) {
            // the client went, or the camera was cut off
            return;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private long now() {
        return (long) ((System.nanoTime() - began) / SECOND * video.framesPerSecond());
    }

    private static int send(OutputStream out, List<byte[]> units, long stamp, int first) throws IOException {
        int sequence = first;
        for (int i = 0; i < units.size(); i++) {
            byte[] unit = units.get(i);
            boolean last = i == units.size() - 1;
            if (unit.length <= PAYLOAD) {
                packet(out, sequence++, stamp, last, unit);
                continue;
            }
            for (int at = 1; at < unit.length; at += PAYLOAD) {
                int end = Math.min(unit.length, at + PAYLOAD);
                byte[] part = new byte[end - at + 2];
                part[0] = (byte) (unit[0] & 0xe0 | 28);
                part[1] = (byte) (unit[0] & 0x1f | (at == 1 ? 0x80 : 0) | (end == unit.length ? 0x40 : 0));
                System.arraycopy(unit, at, part, 2, end - at);
                packet(out, sequence++, stamp, last && end == unit.length, part);
            }
        }
        return sequence;
    }

    private static void packet(OutputStream out, int sequence, long stamp, boolean marker, byte[] payload)
            throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream data = new DataOutputStream(bytes);
        data.writeByte('$');
        data.writeByte(0);
        data.writeShort(12 + payload.length);
        data.writeByte(0x80);
        data.writeByte(96 | (marker ? 0x80 : 0));
        data.writeShort(sequence);
        data.writeInt((int) stamp);
        data.writeInt(1);
        data.write(payload);
        synchronized (out) {
            out.write(bytes.toByteArray());
            out.flush();
        }
    }

    @Override
    public void close() throws IOException {
        cut();
    }

    /**
     * Plays a folder of frames at a port of loopback until it is killed: {@code PORT RATE FOLDER [cut|stall]@SECONDS:SECONDS …}, by which it
     * is cut off, or stalls, from the first number of seconds on, for the second.
     */
    public static void main(String[] args) throws Exception {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> listed = Files.walk(Path.of(args[2]))) {
            listed.filter(file -> file.toString().matches(".*\\.(jpg|png)"))
                    .sorted()
                    .forEach(files::add);
        }
        BufferedImage first = ImageIO.read(files.get(0).toFile());
        int height = first.getHeight();
        int width = first.getWidth();
        H264Frames video = H264Frames.coded(
                height, width, files.size(), Double.parseDouble(args[1]), i -> pixels(files.get(i), height, width));
        RtspCamera camera = new RtspCamera(video, Optional.empty(), Integer.parseInt(args[0]));
        System.out.println(Instant.now() + " " + camera.address() + " plays " + files.size() + " frames");
        for (String fault : Arrays.asList(args).subList(3, args.length)) {
            String[] parts = fault.split("[@:]");
            long from = (long) (Double.parseDouble(parts[1]) * 1000);
            Thread.sleep(Math.max(0, from - (System.nanoTime() - camera.began) / 1_000_000));
            System.out.println(Instant.now() + " " + parts[0]);
            boolean cut = parts[0].equals("cut");
            if (cut) {
                camera.cut();
            } else {
                camera.stall(true);
            }
            Thread.sleep((long) (Double.parseDouble(parts[2]) * 1000));
            if (cut) {
                camera.back();
            } else {
                camera.stall(false);
            }
            System.out.println(Instant.now() + " over");
        }
        Thread.currentThread().join();
    }

    private static byte[] pixels(Path file, int height, int width) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            byte[] pixels = new byte[3 * height * width];
            for (int i = 0; i < height * width; i++) {
                int rgb = image.getRGB(i % width, i / width);
                pixels[3 * i] = (byte) (rgb >> 16);
                pixels[3 * i + 1] = (byte) (rgb >> 8);
                pixels[3 * i + 2] = (byte) rgb;
            }
            return pixels;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
