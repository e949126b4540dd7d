package io.xvad.video.read;

import io.xvad.core.Image;
import io.xvad.core.XvadDataException;
import io.xvad.video.library.VideoLibrary;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.ffmpeg.global.avdevice;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.ffmpeg.global.swscale;
import org.bytedeco.ffmpeg.swscale.SwsContext;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * One connection to a live source, by FFmpeg. Nothing that it does lasts much longer than the stall timeout, or goes on when its thread is
 * interrupted. Not thread-safe.
 */
final class Connection implements AutoCloseable {

    private static final long POLL_MILLIS = 2;

    private final String id;
    private final Duration stall;
    private final Deadline deadline = new Deadline();
    private final AVFormatContext format = avformat.avformat_alloc_context();
    private final AVPacket packet = avcodec.av_packet_alloc();
    private final AVFrame decoded = avutil.av_frame_alloc();
    private final AVFrame rgb = avutil.av_frame_alloc();
    private Optional<VideoStream> stream = Optional.empty();
    private Optional<AVCodecContext> codec = Optional.empty();
    private Optional<SwsContext> scaler = Optional.empty();
    private boolean ended;

    private Connection(String id, Duration stall) {
        this.id = id;
        this.stall = stall;
    }

    /**
     * Connects, and waits until it is known what comes.
     *
     * @throws XvadDataException if that fails or takes longer than {@code stall}
     */
    static Connection open(SourceAddress address, Duration stall) {
        VideoLibrary.FFMPEG.require();
        avutil.av_log_set_level(avutil.AV_LOG_QUIET);
        Connection connection = new Connection(address.toString(), stall);
        try {
            connection.open(address);
            return connection;
        } catch (RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private void open(SourceAddress address) {
        deadline.watch(format);
        deadline.begin(stall);
        SourceProtocol protocol = SourceProtocol.of(address, stall);
        AVInputFormat device = null;
        if (protocol.device().isPresent()) {
            VideoLibrary.DEVICES.require();
            avdevice.avdevice_register_all();
            device = avformat.av_find_input_format(protocol.device().get());
            format.flags(format.flags() | AVFormatContext.AVFMT_FLAG_NONBLOCK);
        }
        AVDictionary options = new AVDictionary(null);
        try {
            for (Map.Entry<String, String> option : protocol.options().entrySet()) {
                avutil.av_dict_set(options, option.getKey(), option.getValue(), 0);
            }
            check(avformat.avformat_open_input(format, protocol.address(), device, options), "cannot connect to ");
        } finally {
            avutil.av_dict_free(options);
        }
        check(avformat.avformat_find_stream_info(format, (PointerPointer<?>) null), "cannot understand ");
        VideoStream found = VideoStream.of(format)
                .orElseThrow(() -> new XvadDataException(id + " has no images, only sound or data"));
        stream = Optional.of(found);
        codec = Optional.of(decoder(found));
    }

    private AVCodecContext decoder(VideoStream found) {
        AVCodec decoder = avcodec.avcodec_find_decoder(found.parameters().codec_id());
        if (decoder == null || decoder.isNull()) {
            throw new XvadDataException(id + " cannot be decoded: " + found.advice());
        }
        AVCodecContext context = avcodec.avcodec_alloc_context3(decoder);
        codec = Optional.of(context);
        check(avcodec.avcodec_parameters_to_context(context, found.parameters()), "cannot decode ");
        context.thread_count(1);
        check(avcodec.avcodec_open2(context, decoder, (PointerPointer<?>) null), "cannot decode ");
        return context;
    }

    private void check(int code, String doing) {
        if (code < 0) {
            throw new XvadDataException(doing + id + ": " + why(code));
        }
    }

    private String why(int code) {
        if (deadline.passed()) {
            return "no answer for " + stall.toMillis() / 1000.0 + " s";
        }
        byte[] text = new byte[256];
        avutil.av_strerror(code, text, text.length);
        int length = 0;
        while (length < text.length && text[length] != 0) {
            length++;
        }
        return new String(text, 0, length, StandardCharsets.UTF_8);
    }

    private VideoStream stream() {
        return stream.orElseThrow();
    }

    /** Nominal frames a second. */
    double framesPerSecond() {
        return stream().framesPerSecond();
    }

    /** Whether it says how long it is: then it is a file that somebody serves, and not live. */
    boolean finite() {
        return format.duration() != avutil.AV_NOPTS_VALUE && format.duration() > 0;
    }

    /**
     * Waits for the next frame and decodes it; what is too damaged to be decoded is passed over.
     *
     * @return whether there is one; false at the end
     * @throws XvadDataException if the connection is lost, or nothing came for the stall timeout
     */
    boolean next() {
        deadline.begin(stall);
        while (true) {
            int code = avcodec.avcodec_receive_frame(codec.orElseThrow(), decoded);
            if (code >= 0) {
                return true;
            }
            if (ended) {
                return false;
            }
            if (deadline.passed() || Thread.currentThread().isInterrupted()) {
                throw new XvadDataException(id + " stalled: " + why(avutil.AVERROR_EXIT));
            }
            feed();
        }
    }

    private void feed() {
        int code = avformat.av_read_frame(format, packet);
        if (isAgain(code)) {
            pause();
        } else if (code == avutil.AVERROR_EOF) {
            ended = true;
            avcodec.avcodec_send_packet(codec.orElseThrow(), null);
        } else {
            check(code, "lost ");
            if (packet.stream_index() == stream().index()) {
                avcodec.avcodec_send_packet(codec.orElseThrow(), packet);
            }
            avcodec.av_packet_unref(packet);
        }
    }

    private static boolean isAgain(int code) {
        return code == -11 || code == -35;
    }

    private static void pause() {
        try {
            Thread.sleep(POLL_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The time stamp of the frame that came last, in seconds; not-a-number if it has none. */
    double stamp() {
        return stampsMadeUp() ? Double.NaN : stream().seconds(decoded.best_effort_timestamp());
    }

    /** Frames of single images over HTTP come with stamps as if they came 25 times a second. */
    private boolean stampsMadeUp() {
        return stream().raw() || format.iformat().name().getString().equals("mpjpeg");
    }

    /** Pixels of the frame that came last, as it is stored. */
    int height() {
        return decoded.height();
    }

    /** Pixels of the frame that came last, as it is stored. */
    int width() {
        return decoded.width();
    }

    /** The frame that came last, upright. */
    Image image(String name) {
        prepare();
        SwsContext context = swscale.sws_getCachedContext(
                scaler.orElse(null),
                decoded.width(),
                decoded.height(),
                decoded.format(),
                decoded.width(),
                decoded.height(),
                avutil.AV_PIX_FMT_RGB24,
                swscale.SWS_BILINEAR,
                null,
                null,
                (DoublePointer) null);
        scaler = Optional.of(context);
        swscale.sws_scale(context, decoded.data(), decoded.linesize(), 0, decoded.height(), rgb.data(), rgb.linesize());
        ByteBuffer bytes =
                rgb.data(0).capacity((long) rgb.linesize(0) * rgb.height()).asByteBuffer();
        float[] planes = RgbPlanes.of(bytes, rgb.linesize(0), rgb.height(), rgb.width());
        return stream().orientation().upright(Image.of(name, 3, rgb.height(), rgb.width(), planes));
    }

    private void prepare() {
        if (rgb.height() != decoded.height() || rgb.width() != decoded.width()) {
            avutil.av_frame_unref(rgb);
            rgb.format(avutil.AV_PIX_FMT_RGB24);
            rgb.height(decoded.height());
            rgb.width(decoded.width());
            check(avutil.av_frame_get_buffer(rgb, 0), "no memory for frames of ");
        }
    }

    @Override
    public void close() {
        scaler.ifPresent(swscale::sws_freeContext);
        codec.ifPresent(avcodec::avcodec_free_context);
        avutil.av_frame_free(rgb);
        avutil.av_frame_free(decoded);
        avcodec.av_packet_free(packet);
        deadline.begin(stall);
        if (!format.isNull()) {
            avformat.avformat_close_input(format);
        }
        deadline.close();
    }
}
