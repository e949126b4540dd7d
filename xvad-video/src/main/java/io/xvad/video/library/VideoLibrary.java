package io.xvad.video.library;

import io.xvad.core.Lazy;
import io.xvad.core.XvadUnavailableException;
import io.xvad.core.registry.Availability;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_video;

/** A native library for videos, loaded once, when it is first needed: JavaCPP unpacks it into a cache. Thread-safe. */
public final class VideoLibrary {

    /** Reads and writes video files. */
    public static final VideoLibrary FFMPEG = new VideoLibrary("FFmpeg", avformat.class);

    /** Reads cameras of this machine. */
    public static final VideoLibrary DEVICES = new VideoLibrary("FFmpeg's reader of cameras", avdevice.class);

    /** Compares frames. */
    public static final VideoLibrary OPENCV = new VideoLibrary("OpenCV", opencv_video.class);

    private final Lazy<Availability> loaded;

    private VideoLibrary(String what, Class<?> library) {
        loaded = new Lazy<>(() -> Availability.ofNative(
                what,
                () -> Loader.load(library),
                "Its native library is unpacked into a cache, by default .javacpp/cache in the home folder, or else in java.io.tmpdir: set"
                        + " -Dorg.bytedeco.javacpp.cachedir=DIR to a folder that is writable, has room for 200 MB and may execute"
                        + " files."));
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
