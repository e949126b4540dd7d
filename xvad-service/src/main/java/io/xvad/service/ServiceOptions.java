package io.xvad.service;

import io.xvad.data.image.ImageReader;
import java.time.Duration;
import java.util.Optional;

/**
 * How models are served. Immutable: {@code with…} returns a changed copy.
 *
 * @param host name or address of the interface to listen at
 * @param port to listen at, 0 for any that is free
 * @param workers images that are worked on at once
 * @param queue further requests that may wait for a worker; those beyond are refused
 * @param maxBytes the largest body of a request, in bytes
 * @param reader reads images, and bounds their pixels
 * @param token what a request must bring; empty if it need bring none
 * @param answerWithin how long a client may take to read its answer before it is cut off
 * @param stopWithin how long {@link DetectionService#close} waits for requests that have begun
 */
public record ServiceOptions(
        String host,
        int port,
        int workers,
        int queue,
        int maxBytes,
        ImageReader reader,
        Optional<BearerToken> token,
        Duration answerWithin,
        Duration stopWithin) {

    private static final int USUAL_PORT = 8080;
    private static final int USUAL_QUEUE = 32;
    private static final int USUAL_BYTES = 32 << 20;
    /** Pixels of the largest image that is taken, unless another reader is given. */
    public static final long USUAL_PIXELS = 50_000_000;

    private static final int LARGEST_PORT = 65_535;
    private static final int MOST_THREADS = 10_000;

    public ServiceOptions {
        require(port >= 0 && port <= LARGEST_PORT, "port must be from 0 to 65535, got " + port);
        require(workers >= 1 && workers <= MOST_THREADS, "workers must be from 1 to 10000, got " + workers);
        require(queue >= 0 && queue <= MOST_THREADS, "queue must be from 0 to 10000, got " + queue);
        require(
                maxBytes >= 1 && maxBytes < Integer.MAX_VALUE - 8,
                "the largest body must have at least 1 byte and less than 2 GiB, got " + maxBytes);
        require(
                answerWithin.toMillis() > 0,
                "the time to read an answer in must be at least a millisecond, got " + answerWithin);
        require(!stopWithin.isNegative(), "the time to stop in must not be negative, got " + stopWithin);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /**
     * At 127.0.0.1:8080, without a token: as many workers as processors, 32 requests that wait, bodies of up to 32 MiB, images of up to 50
     * million pixels, a minute to read an answer in, 30 seconds to stop in.
     */
    public static ServiceOptions usual() {
        return new ServiceOptions(
                "127.0.0.1",
                USUAL_PORT,
                Runtime.getRuntime().availableProcessors(),
                USUAL_QUEUE,
                USUAL_BYTES,
                ImageReader.withDefaults().withMaxPixels(USUAL_PIXELS),
                Optional.empty(),
                Duration.ofMinutes(1),
                Duration.ofSeconds(30));
    }

    /** Listening at this interface and port. */
    public ServiceOptions at(String newHost, int newPort) {
        return new ServiceOptions(newHost, newPort, workers, queue, maxBytes, reader, token, answerWithin, stopWithin);
    }

    /** Working on so many images at once, with so many requests waiting. */
    public ServiceOptions withWorkers(int newWorkers, int newQueue) {
        return new ServiceOptions(host, port, newWorkers, newQueue, maxBytes, reader, token, answerWithin, stopWithin);
    }

    /** With bodies of at most so many bytes. */
    public ServiceOptions withMaxBytes(int bytes) {
        return new ServiceOptions(host, port, workers, queue, bytes, reader, token, answerWithin, stopWithin);
    }

    /** Reading images with this reader. */
    public ServiceOptions withReader(ImageReader newReader) {
        return new ServiceOptions(host, port, workers, queue, maxBytes, newReader, token, answerWithin, stopWithin);
    }

    /** Asking each request for this token. */
    public ServiceOptions withToken(BearerToken newToken) {
        return new ServiceOptions(
                host, port, workers, queue, maxBytes, reader, Optional.of(newToken), answerWithin, stopWithin);
    }

    /** Cutting off clients that take longer to read their answers. */
    public ServiceOptions withAnswerWithin(Duration time) {
        return new ServiceOptions(host, port, workers, queue, maxBytes, reader, token, time, stopWithin);
    }

    /** Waiting at most so long, when it is closed, for requests that have begun. */
    public ServiceOptions withStopWithin(Duration time) {
        return new ServiceOptions(host, port, workers, queue, maxBytes, reader, token, answerWithin, time);
    }
}
