package io.xvad.video.library;

import io.xvad.core.Lazy;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Availability;
import java.util.Properties;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_video;

/** A native library for videos, loaded once, when it is first needed: JavaCPP unpacks it into a cache. Thread-safe. */
public final class VideoLibrary {

    /** Reads and writes video files. */
    public static final VideoLibrary FFMPEG = new VideoLibrary("FFmpeg", () -> Loader.load(avformat.class));

    /** Reads cameras of this machine. */
    public static final VideoLibrary DEVICES =
            new VideoLibrary("FFmpeg's reader of cameras", VideoLibrary::loadDevices);

    /** Compares frames. */
    public static final VideoLibrary OPENCV = new VideoLibrary("OpenCV", () -> Loader.load(opencv_video.class));

    private static final String VARIANT = "platform.extension";

    private final Lazy<Availability> loaded;

    private VideoLibrary(String what, Runnable load) {
        loaded = new Lazy<>(() -> Availability.ofNative(
                what,
                load,
                "Its native library is unpacked into a cache, by default .javacpp/cache in the home folder, or else in java.io.tmpdir: set"
                        + " -Dorg.bytedeco.javacpp.cachedir=DIR to a folder that is writable, has room for 200 MB and may execute"
                        + " files."));
    }

    /**
     * It refers to a part of FFmpeg that there is only under the GPL and that is not needed; JavaCPP passes over that unless a variant of
     * libraries is asked for, as it is for ND4J.
     */
    private static void loadDevices() {
        Properties platform = Loader.loadProperties();
        Object variant = platform.remove(VARIANT);
        try {
            Loader.load(avdevice.class);
        } finally {
            if (variant != null) {
                platform.put(VARIANT, variant);
            }
        }
    }

    /**
     * Returns if it can be used here.
     *
     * @throws XvadUnavailableException if it cannot be loaded; the message says why and what to do
     */
    public void require() {
        loaded.get().require();
    }
}
