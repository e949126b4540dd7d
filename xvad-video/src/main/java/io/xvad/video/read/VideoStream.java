package io.xvad.video.read;

import io.xvad.data.image.Orientation;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodecParameters;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVStream;
import org.bytedeco.ffmpeg.avutil.AVDictionaryEntry;
import org.bytedeco.ffmpeg.avutil.AVRational;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.SizeTPointer;

/** What a file says of its stream of images. It is of use while the file is open. */
final class VideoStream {

    private static final double USUAL_RATE = 25;
    private static final double HIGHEST_RATE = 1000;

    /** The time base of FFmpeg's readers of raw streams, which make up what stamps there are. */
    private static final int RAW_TIME_BASE = 1_200_000;

    private final AVFormatContext context;
    private final AVStream stream;

    private VideoStream(AVFormatContext context, AVStream stream) {
        this.context = context;
        this.stream = stream;
    }

    /** The first stream of images of a file, if it has one. */
    static Optional<VideoStream> of(AVFormatContext context) {
        for (int i = 0; i < context.nb_streams(); i++) {
            if (context.streams(i).codecpar().codec_type() == avutil.AVMEDIA_TYPE_VIDEO) {
                return Optional.of(new VideoStream(context, context.streams(i)));
            }
        }
        return Optional.empty();
    }

    /** Short name of its codec, such as {@code h264}; of one that FFmpeg does not know, the four letters that the file has. */
    private String codec() {
        int id = stream.codecpar().codec_id();
        if (id == avcodec.AV_CODEC_ID_NONE) {
            int letters = Integer.reverseBytes(stream.codecpar().codec_tag());
            return new String(ByteBuffer.allocate(Integer.BYTES).putInt(letters).array(), StandardCharsets.ISO_8859_1);
        }
        try (BytePointer name = avcodec.avcodec_get_name(id)) {
            return name.getString();
        }
    }

    /** What to do about images that cannot be decoded. */
    String advice() {
        return "its images are coded as '" + codec() + "'; if other programs play it, convert it, for example by"
                + " 'ffmpeg -i FILE -c:v libx264 NEW.mp4'";
    }

    /** How its images are coded. */
    AVCodecParameters parameters() {
        return stream.codecpar();
    }

    /** Its number in the file. */
    int index() {
        return stream.index();
    }

    /** Number of frames that the file announces; 0 if it does not. */
    long announcedFrames() {
        return stream.nb_frames();
    }

    /** Whether its frames have time stamps that somebody wrote; a raw stream has none, and a rate beyond belief is none. */
    boolean timed() {
        return !raw()
                && stream.start_time() != avutil.AV_NOPTS_VALUE
                && !(rate(stream.avg_frame_rate()) > HIGHEST_RATE);
    }

    /** Whether it is a raw stream, whose stamps FFmpeg makes up. */
    boolean raw() {
        AVRational base = stream.time_base();
        return base.num() == 1 && base.den() == RAW_TIME_BASE;
    }

    /** Nominal frames a second: on average if there are time stamps, or else as the codec says; 25 if nobody says. */
    double framesPerSecond() {
        double average = rate(stream.avg_frame_rate());
        double guessed = rate(avformat.av_guess_frame_rate(context, stream, null));
        double first = timed() ? average : guessed;
        double second = timed() ? guessed : average;
        return isRate(first) ? first : isRate(second) ? second : USUAL_RATE;
    }

    private static boolean isRate(double rate) {
        return rate > 0 && rate <= HIGHEST_RATE;
    }

    private static double rate(AVRational rate) {
        return (double) rate.num() / rate.den();
    }

    /** A time stamp in seconds; NaN if it is none. */
    double seconds(long stamp) {
        AVRational base = stream.time_base();
        return stamp == avutil.AV_NOPTS_VALUE ? Double.NaN : (double) stamp * base.num() / base.den();
    }

    /** How its frames are to be turned, by the display matrix of the file, or else its tag {@code rotate}, in quarter turns. */
    Orientation orientation() {
        try (SizeTPointer size = new SizeTPointer(1);
                BytePointer matrix =
                        avformat.av_stream_get_side_data(stream, avcodec.AV_PKT_DATA_DISPLAYMATRIX, size)) {
            return matrix == null || matrix.isNull() ? tagged() : ofMatrix(new IntPointer(matrix));
        }
    }

    /** A row of the matrix is where a step to the right, or down, leads to. */
    private static Orientation ofMatrix(IntPointer matrix) {
        long right = matrix.get(0);
        long rightDown = matrix.get(1);
        long down = matrix.get(3);
        long downDown = matrix.get(4);
        boolean mirrored = right * downDown - rightDown * down < 0;
        double angle = Math.atan2(mirrored ? -rightDown : rightDown, mirrored ? -right : right);
        return new Orientation(mirrored, quarterTurns(Math.toDegrees(angle)));
    }

    private Orientation tagged() {
        AVDictionaryEntry tag = avutil.av_dict_get(stream.metadata(), "rotate", null, 0);
        if (tag == null || tag.isNull()) {
            return Orientation.UPRIGHT;
        }
        String degrees = tag.value().getString().strip();
        return degrees.matches("-?\\d{1,4}")
                ? new Orientation(false, quarterTurns(Integer.parseInt(degrees)))
                : Orientation.UPRIGHT;
    }

    private static int quarterTurns(double clockwise) {
        return Math.floorMod(Math.round(clockwise / 90), 4);
    }
}
