package io.xvad.cli;

import io.xvad.core.detect.FittedDetector;
import io.xvad.core.detect.Models;
import io.xvad.video.event.EventRules;
import io.xvad.video.live.CameraStatus;
import io.xvad.video.live.LiveSession;
import io.xvad.video.read.LiveOptions;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code xvad watch}. */
@Command(
        name = "watch",
        mixinStandardHelpOptions = true,
        description =
                "Watch cameras live: each event is a line of JSON on standard output when it starts, grows and ends. Lost"
                        + " connections are opened again. Ends with the sources, after --for, or at Ctrl-C.")
final class WatchCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(WatchCommand.class);
    private static final Duration FOREVER = Duration.ofDays(36_500);
    private static final long CLOSING_SECONDS = 30;

    @Option(names = "--model", required = true, paramLabel = "FILE", description = "Model file written by xvad fit.")
    private Path model = Path.of("");

    @Parameters(
            arity = "1..*",
            paramLabel = "[NAME=]SOURCE",
            description =
                    "rtsp://, http://, udp:// and the like, webcam:0 or /dev/video0, a video file, or a folder of frames; several"
                            + " are watched at once. User and password of an address are never shown or stored.")
    private List<String> sources = new ArrayList<>();

    @Option(
            names = "--webhook",
            paramLabel = "URL",
            description =
                    "Send each line by HTTP POST as well; what is not accepted is tried again, and said if it is lost.")
    private @Nullable URI webhook;

    @Option(
            names = "--snapshots",
            paramLabel = "DIR",
            description = "Write an image of each event there: its peak with heat, box and reason.")
    private @Nullable Path snapshots;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "Stop after so long, for example 90s, 10m or 1.5h. Default: never.")
    private Duration duration = FOREVER;

    @Option(
            names = "--status",
            paramLabel = "DURATION",
            converter = Durations.class,
            description = "How often to say on standard error how the cameras are doing. Default: never.")
    private Duration status = FOREVER;

    @Option(
            names = "--fps",
            paramLabel = "RATE",
            description =
                    "Frames a second to take of live sources: that of the videos learned from. Default: all that come. Of folders"
                            + " of frames and files without time stamps, their rate.")
    private @Nullable Double rate;

    @Option(
            names = "--stall",
            paramLabel = "DURATION",
            converter = Durations.class,
            description =
                    "After how long without a frame to connect again. An event stays open for three times as long. Default: 10s.")
    private Duration stall = LiveOptions.USUAL.stall();

    @Mixin
    private RegionsOfTheModel regions = new RegionsOfTheModel();

    @Spec
    private @Nullable CommandSpec command;

    @Override
    public Integer call() throws InterruptedException {
        LiveOptions options = LiveOptions.USUAL.withStall(stall);
        LiveOptions rated = rate == null ? options : options.withRate(rate);
        try (FittedDetector fitted = Models.load(model)) {
            ScoringPlan.of(fitted).requireLive();
            EventSinks sinks = new EventSinks(
                    spec().commandLine().getOut(),
                    this::say,
                    fitted,
                    Optional.ofNullable(webhook),
                    Optional.ofNullable(snapshots));
            List<CameraStatus> last = watched(fitted, rated, sinks);
            Optional<String> losses = sinks.losses();
            losses.ifPresent(this::say);
            return code(last, losses.isPresent());
        }
    }

    private CommandSpec spec() {
        return Optional.ofNullable(command).orElseThrow();
    }

    private void say(String text) {
        spec().commandLine().getErr().println("xvad: " + text);
        spec().commandLine().getErr().flush();
    }

    /** Watches to the end, also if the process is asked to end, and gives the status of the cameras then. */
    private List<CameraStatus> watched(FittedDetector fitted, LiveOptions options, EventSinks sinks)
            throws InterruptedException {
        CountDownLatch finished = new CountDownLatch(1);
        try (sinks;
                LiveSession session = LiveSession.start(
                        Cameras.of(sources, options), fitted, EventRules.of(fitted), stall.multipliedBy(3), sinks)) {
            Thread hook = new Thread(() -> end(session, finished), "xvad-end");
            Runtime.getRuntime().addShutdownHook(hook);
            WatchStatus line = new WatchStatus();
            await(session, line);
            boolean asked = hook.getState() != Thread.State.NEW;
            if (!asked) {
                Runtime.getRuntime().removeShutdownHook(hook);
            }
            session.close();
            sinks.close();
            List<CameraStatus> last = session.status();
            say(line.line(last));
            last.forEach(camera -> camera.failure().ifPresent(why -> say(camera.camera() + ": " + why)));
            return last;
        } finally {
            finished.countDown();
        }
    }

    private void await(LiveSession session, WatchStatus line) throws InterruptedException {
        long until = System.nanoTime() + duration.toNanos();
        boolean ended = false;
        while (!ended && until - System.nanoTime() > 0) {
            Duration left = Duration.ofNanos(until - System.nanoTime());
            ended = session.await(status.compareTo(left) < 0 ? status : left);
            if (!ended && until - System.nanoTime() > 0) {
                say(line.line(session.status()));
            }
        }
    }

    private static void end(LiveSession session, CountDownLatch finished) {
        session.stop();
        try {
            if (!finished.await(CLOSING_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("cameras did not end within {} s", CLOSING_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static int code(List<CameraStatus> cameras, boolean lost) {
        long failed =
                cameras.stream().filter(camera -> camera.failure().isPresent()).count();
        if (failed == cameras.size()) {
            return Main.FAILED;
        }
        return failed > 0 || lost ? Main.SOME_FAILED : 0;
    }
}
