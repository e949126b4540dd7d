package io.xvad.video.read;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a video comes from: a file or a folder of frames, a network stream ({@code rtsp://camera/live}), or a camera of this machine ({@code
 * webcam:0}, {@code /dev/video0}). Its text never shows what may be secret: user and password, and what follows a question mark. Immutable.
 */
public final class SourceAddress {

    /** What kind of source it is. */
    public enum Kind {
        /** A file or a folder of this machine. */
        FILE,
        /** A stream of the network. */
        STREAM,
        /** A camera of this machine. */
        DEVICE
    }

    private static final List<String> SCHEMES =
            List.of("rtsp", "rtsps", "rtmp", "rtmps", "http", "https", "udp", "tcp", "rtp", "srt");

    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)", Pattern.DOTALL);
    private static final Pattern WEBCAM = Pattern.compile("webcam:(.+)");
    private static final Pattern VIDEO_DEVICE = Pattern.compile("/dev/video\\d+");

    private final Kind kind;
    private final String text;
    private final String scheme;

    private SourceAddress(Kind kind, String text, String scheme) {
        this.kind = kind;
        this.text = text;
        this.scheme = scheme;
    }

    /**
     * Understands an address. What is neither a stream nor a camera is a path, whether there is such a file or not.
     *
     * @throws IllegalArgumentException if it is empty, or begins with a scheme that is not known
     */
    public static SourceAddress parse(String text) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "a source must be a file, a stream such as rtsp://camera/live, or webcam:0");
        }
        Matcher webcam = WEBCAM.matcher(text);
        if (webcam.matches()) {
            return new SourceAddress(Kind.DEVICE, webcam.group(1), "webcam");
        }
        if (VIDEO_DEVICE.matcher(text).matches()) {
            return new SourceAddress(Kind.DEVICE, text, "webcam");
        }
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches()) {
            return new SourceAddress(Kind.FILE, text, "");
        }
        String scheme = address.group(1).toLowerCase(Locale.ROOT);
        if (!SCHEMES.contains(scheme)) {
            throw new IllegalArgumentException(
                    "sources may begin with " + String.join(", ", SCHEMES) + ", got '" + scheme + "'");
        }
        return new SourceAddress(Kind.STREAM, text, scheme);
    }

    /** What kind of source it is. */
    public Kind kind() {
        return kind;
    }

    /** The path of a file or folder; empty for what is none. */
    public Optional<Path> file() {
        return kind == Kind.FILE ? Optional.of(Path.of(text)) : Optional.empty();
    }

    /** How the stream is carried, in small letters, such as {@code rtsp}; empty of a file. */
    String scheme() {
        return scheme;
    }

    /** With its secrets, for FFmpeg only. */
    String unmasked() {
        return text;
    }

    /** Without user, password and query. */
    @Override
    public String toString() {
        return switch (kind) {
            case FILE -> text;
            case DEVICE -> "webcam:" + text;
            case STREAM -> masked(text);
        };
    }

    private static String masked(String address) {
        int query = address.indexOf('?');
        String place = query < 0 ? address : address.substring(0, query + 1) + "***";
        return place.replaceFirst("://.*@", "://***@");
    }
}
