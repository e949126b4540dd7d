package io.xvad.video.read;

import io.xvad.core.XvadDataException;
import java.util.Optional;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacv.Frame;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What can be told of what FFmpeg could not decode: it passes over that without a word. Not thread-safe. */
final class VideoDamage {

    private static final Logger LOG = LoggerFactory.getLogger(VideoDamage.class);

    private final String id;
    private Optional<String> first = Optional.empty();
    private boolean ended;

    VideoDamage(String id) {
        this.id = id;
    }

    Optional<String> first() {
        return first;
    }

    private void report(String found) {
        LOG.warn("{}", found);
        first = first.or(() -> Optional.of(found));
    }

    /** Looks at a frame; of several whose parts are guessed the first is reported. */
    void look(Frame frame, long index) {
        if (first.isEmpty()
                && frame.opaque instanceof AVFrame decoded
                && (decoded.decode_error_flags() != 0 || (decoded.flags() & AVFrame.AV_FRAME_FLAG_CORRUPT) != 0)) {
            report("frame " + index + " of " + id + " is damaged, parts of it are guessed");
        }
    }

    /**
     * No frame follows: compares how many there were with what the file says.
     *
     * @throws XvadDataException if there were none
     */
    void end(AVFormatContext context, long frames) {
        if (frames == 0) {
            throw new XvadDataException(id + " has no frames that can be decoded");
        }
        long announced = announcedFrames(context);
        if (announced > frames && !ended) {
            report(id + " says that it has " + announced + " frames, " + frames
                    + " could be read: it is cut short or damaged");
        }
        ended = true;
    }

    /** What the file says; 0 if it says nothing. */
    private static long announcedFrames(AVFormatContext context) {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (context.streams(i).codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                return context.streams(i).nb_frames();
            }
        }
        return 0;
    }
}
