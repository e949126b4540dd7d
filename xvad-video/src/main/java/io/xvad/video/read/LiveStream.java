package io.xvad.video.read;

import io.xvad.core.XvadDataException;
import io.xvad.core.stream.Frame;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A camera of the network or of this machine. A connection that is lost, that ends, or on which nothing comes for a while is opened again, as
 * often as it takes, with pauses that grow up to a bound. Times are those of the stream, counted from the first frame, and go on increasing
 * over connections; see {@link LiveOptions}. A stream that says how long it is, as a video file on a web server does, ends like a file.
 * Frames are upright RGB. Interrupt the thread that waits in {@link #next} to end it. Not thread-safe, but for {@link #reconnects}.
 */
public final class LiveStream implements FrameSource {

    private static final Logger LOG = LoggerFactory.getLogger(LiveStream.class);
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    /** A frame that comes by so much of an interval too early is taken, so that rounded time stamps lose none. */
    private static final double EARLY = 0.1;

    private final SourceAddress address;
    private final LiveOptions options;
    private final Consumer<String> notices;
    private final LiveTimes times = new LiveTimes();
    private final double framesPerSecond;
    private final boolean live;
    private final int height;
    private final int width;
    private Optional<Connection> connection;
    private Optional<Frame> first;
    private double due;
    private long index;
    private volatile long reconnects;

    private LiveStream(SourceAddress address, LiveOptions options, Consumer<String> notices, Connection connection) {
        this.address = address;
        this.options = options;
        this.notices = notices;
        this.connection = Optional.of(connection);
        this.framesPerSecond = options.rate().orElse(connection.framesPerSecond());
        this.live = !connection.finite();
        this.height = connection.height();
        this.width = connection.width();
        times.connected(connection.framesPerSecond());
        this.first = taken(connection);
    }

    /**
     * Connects and waits for the first frame, once.
     *
     * @param notices hears, in a sentence without its full stop, when the connection is lost, what is tried, and when it is back
     * @throws XvadDataException if there is no such source, it has no video that FFmpeg can decode, or nothing comes
     * @throws IllegalArgumentException if it is a file
     */
    public static LiveStream open(SourceAddress address, LiveOptions options, Consumer<String> notices) {
        if (address.kind() == SourceAddress.Kind.FILE) {
            throw new IllegalArgumentException(address + " is a file, and no live source");
        }
        Connection connection = Connection.open(address, options.stall());
        try {
            if (!connection.next()) {
                throw new XvadDataException(address + " ended before its first frame");
            }
            return new LiveStream(address, options, notices, connection);
        } catch (RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public String id() {
        return address.toString();
    }

    @Override
    public double framesPerSecond() {
        return framesPerSecond;
    }

    /** Whether it is live; a stream that says how long it is, is not. */
    @Override
    public boolean live() {
        return live;
    }

    /** How often it was connected again. Thread-safe. */
    public long reconnects() {
        return reconnects;
    }

    /**
     * Waits for the next frame, and meanwhile connects again if that is needed.
     *
     * @return empty at the end of a stream that is not live, and once the thread is interrupted
     * @throws XvadDataException if frames have another size than the first, or a stream that is not live is lost
     */
    @Override
    public Optional<Frame> next() {
        Optional<Frame> frame = first;
        first = Optional.empty();
        while (frame.isEmpty() && !interrupted()) {
            if (connection.isEmpty()) {
                connectAgain();
                continue;
            }
            Optional<String> lost = advance(connection.get());
            if (lost.isEmpty()) {
                frame = taken(connection.get());
            } else if (!live) {
                return Optional.empty();
            } else if (!interrupted()) {
                disconnect();
                say(lost.get() + ": trying again");
            }
        }
        return frame;
    }

    private static boolean interrupted() {
        return Thread.currentThread().isInterrupted();
    }

    /** Why there is no next frame; empty if there is one. */
    private Optional<String> advance(Connection open) {
        try {
            return open.next() ? Optional.empty() : Optional.of(address + " ended");
        } catch (XvadDataException e) {
            if (!live && !interrupted()) {
                throw e;
            }
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The frame that has come, unless it is one of those between. */
    private Optional<Frame> taken(Connection open) {
        requireSize(open);
        double seconds = times.next(open.stamp(), System.nanoTime() / SECOND);
        if (options.rate().isPresent()) {
            double interval = 1 / options.rate().getAsDouble();
            if (seconds < due - EARLY * interval) {
                return Optional.empty();
            }
            due = Math.max(due + interval, seconds);
        }
        Frame frame = new Frame(index, seconds, open.image(address + "#" + index));
        index++;
        return Optional.of(frame);
    }

    private void requireSize(Connection open) {
        if (open.height() != height || open.width() != width) {
            throw new XvadDataException("frame " + index + " of " + address + " has " + open.height() + " x "
                    + open.width() + " pixels, the first has " + height + " x " + width);
        }
    }

    private void connectAgain() {
        long lost = System.nanoTime();
        for (int attempt = 1; connection.isEmpty() && !interrupted(); attempt++) {
            Duration pause = options.pause(attempt);
            if (slept(pause)) {
                attempt(attempt, lost);
            }
        }
    }

    private static boolean slept(Duration pause) {
        try {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void attempt(int attempt, long lost) {
        try {
            Connection opened = Connection.open(address, options.stall());
            connection = Optional.of(opened);
            times.connected(opened.framesPerSecond());
            reconnects++;
            say(String.format(
                    Locale.ROOT,
                    "%s is back after %.1f s, at try %d",
                    address,
                    (System.nanoTime() - lost) / SECOND,
                    attempt));
        } catch (XvadDataException e) {
            if (!interrupted()) {
                say(String.format(
                        Locale.ROOT,
                        "try %d: %s; next in %.1f s",
                        attempt,
                        e.getMessage(),
                        options.pause(attempt + 1).toNanos() / SECOND));
            }
        }
    }

    private void say(String notice) {
        LOG.info("{}", notice);
        notices.accept(notice);
    }

    private void disconnect() {
        connection.ifPresent(Connection::close);
        connection = Optional.empty();
    }

    @Override
    public void close() {
        disconnect();
    }
}
