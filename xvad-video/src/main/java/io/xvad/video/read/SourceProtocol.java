package io.xvad.video.read;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.global.avformat;

/**
 * What FFmpeg is to be told to open a source.
 *
 * @param address with user and password, if there are any
 * @param device which reader of devices; empty for a stream
 * @param options of FFmpeg, by name
 */
record SourceProtocol(String address, Optional<String> device, Map<String, String> options) {

    /** So many frames tell the rate; FFmpeg would keep some seconds back to be more certain. */
    private static final String RATE_FRAMES = "4";

    private static final String NUMBER = "\\d{1,3}";

    /**
     * For an address.
     *
     * @param stall after which FFmpeg's own timeouts end what waits
     */
    static SourceProtocol of(SourceAddress address, Duration stall) {
        return address.kind() == SourceAddress.Kind.DEVICE ? device(address.unmasked()) : stream(address, stall);
    }

    private static SourceProtocol stream(SourceAddress address, Duration stall) {
        String micros = String.valueOf(stall.toNanos() / 1000);
        Map<String, String> options = new LinkedHashMap<>();
        options.put("rw_timeout", micros);
        options.put("fpsprobesize", RATE_FRAMES);
        switch (address.scheme()) {
            case "rtsp", "rtsps" -> {
                options.put("rtsp_transport", "tcp");
                options.put(socketTimeout(), micros);
            }
            case "http", "https", "tcp", "udp" -> options.put("timeout", micros);
            default -> {}
        }
        return new SourceProtocol(address.unmasked(), Optional.empty(), options);
    }

    /** Up to FFmpeg 5 the option {@code timeout} of RTSP makes it a server. */
    private static String socketTimeout() {
        int version = avformat.avformat_version() >>> 16;
        return version < 60 ? "stimeout" : "timeout";
    }

    private static SourceProtocol device(String name) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.contains("mac")) {
            return new SourceProtocol(name, Optional.of("avfoundation"), Map.of("framerate", "30"));
        }
        if (system.contains("windows")) {
            return new SourceProtocol("video=" + name, Optional.of("dshow"), Map.of());
        }
        return new SourceProtocol(name.matches(NUMBER) ? "/dev/video" + name : name, Optional.of("v4l2"), Map.of());
    }
}
